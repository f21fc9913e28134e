"""Which industries belong together: cluster definitions found from the data."""
