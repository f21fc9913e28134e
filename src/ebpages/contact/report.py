"""What a visitor may report to the operator: kinds and bounds. Longer texts are refused with a sentence, never cut."""

KINDS = ("wrong", "ours", "question")
LONGEST_MESSAGE = 4000
LONGEST_PLACE = 500  # characters of a page's address, of a row and of a value
LONGEST_EMAIL = 254

# One network address may send so many reports an hour, everybody together so many a day: a form that anybody can fill in
# must not fill the disk.
REPORTS_OF_ONE_ADDRESS, HOUR = 10, 3600
REPORTS_OF_A_DAY = 500


class TooManyReports(Exception):
    """So many reports came within a day that no more are taken."""
