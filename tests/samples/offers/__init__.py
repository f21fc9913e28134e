"""A capability for tests only: something that people keep about organisations."""
