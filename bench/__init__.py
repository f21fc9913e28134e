"""Measurements: how well records are resolved, against peers and on data with known truth, and how fast things run."""
