"""Much work in small parts: in this process, on several cores, or on Spark, with the same answer."""
