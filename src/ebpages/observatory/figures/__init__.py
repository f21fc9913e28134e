"""Figures: declared in data, counted into classes, drawn and laid out as tables."""
