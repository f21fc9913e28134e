"""Runs tasks in this process, in a pool of processes or on Spark, and yields their tables in order."""
