"""Claims of publications: what they state, how it is worked out again between bounds, and the verdict."""
