"""What unpublished figures can be: bounds that always hold, estimates between them, and quotients that stay intervals."""
