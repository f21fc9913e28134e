"""People: who they are, what their roles let them do, what they did, and what they are told."""
