"""The only writers of this capability."""
