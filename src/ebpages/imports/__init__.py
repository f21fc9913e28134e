"""Imports: a list of anybody, from a file to rows of the registry, without a line of Python."""
