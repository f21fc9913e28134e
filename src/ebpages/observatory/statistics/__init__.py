"""Statistics of other publishers: read, kept with vintage, flags and attribution, fetched again."""
