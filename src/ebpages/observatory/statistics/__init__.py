"""Statistics of other publishers: read, kept with vintage, flags and attribution, fetched again."""

EUROSTAT = "eurostat"  # here, so that the command line need not load what reads and checks statistics
