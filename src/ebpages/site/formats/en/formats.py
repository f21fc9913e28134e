"""Days and times where Django writes them, in the administration; pages write them by `faces/numbers.py`."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
