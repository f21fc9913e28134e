"""Figures of regions and industries as pure functions on NumPy arrays."""
