"""One registry, built once from the shipped lists, serves all tests of this folder."""
