"""Capability: what people of an organisation do with its page: who acts for it, and what it says of itself."""
