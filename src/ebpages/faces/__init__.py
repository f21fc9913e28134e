"""What all faces share: pages, the API and the command line are thin because of it."""
