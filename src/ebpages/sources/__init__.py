"""Published lists, each read into records with the text untouched."""
