"""Review: people decide what the rules left open, and answer findings."""
