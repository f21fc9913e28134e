"""What an operator does with the whole installation: verify, back up, restore, upgrade."""
