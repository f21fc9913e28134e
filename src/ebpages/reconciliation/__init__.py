"""Capability: who names in somebody's own table are, by the registry: OpenRefine's protocol, a page and a command."""
