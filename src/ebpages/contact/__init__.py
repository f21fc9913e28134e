"""Capability: what a visitor can do about what a page says, and who answers for the site: reports, and the operator's texts."""
