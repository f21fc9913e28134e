"""The produced guide: figures, claims and sources, typeset as one PDF."""
