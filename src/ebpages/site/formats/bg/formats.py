"""Days and times where Django writes them, in the administration; pages write them by `faces/numbers.py`."""

DATE_FORMAT = "j.m.Y г."
DATETIME_FORMAT = "j.m.Y г., H:i"
