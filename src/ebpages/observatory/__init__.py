"""What the numbers say: figures, claims, statistics and the report made of them."""
