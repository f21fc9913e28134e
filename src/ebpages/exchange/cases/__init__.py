"""The rules of transfer cases: the table of moves, and what is printed of a case."""
