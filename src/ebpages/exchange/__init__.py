"""The exchange: who has and who needs technology, found and matched across languages."""
