"""Ways out, knowing nothing of what is published: tables and maps."""
