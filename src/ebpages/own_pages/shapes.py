"""What pages and API get from queries."""
