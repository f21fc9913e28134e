"""Panels: regions x industries x years as published, read, checked and kept."""
