"""Funding: calls as data, who may apply, how large an enterprise is, and what aid it may get."""
