"""Two registers of organisations linked row by row: which rows are one organisation, how probable it is, and why."""
