"""What a row, and what an organisation, can have only one of: the ground of every contradiction."""

# A row that prints two of these contradicts itself.
IN_A_ROW = ("identifier", "founded", "stage", "members", "registry_state")
# Rows about one organisation that state different ones contradict each other. Seats are compared by their settlements.
IN_AN_ORGANISATION = ("founded", "stage", "members", "activity", "planning_region")
