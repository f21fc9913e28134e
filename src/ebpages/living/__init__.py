"""Capability: what living sources say of organisations today and since when, and how fresh each source is."""
