"""Reads; every one of them says who reads."""
