"""What a printed value and the letters beside it say."""

import math
import re

from ebpages.reference.flags import MISSING, letters

# ESS writes c for confidential, SDMX writes Q.
CONFIDENTIAL = frozenset("cQ")
_NONE = frozenset(("", MISSING, "na", "nan", "null", "none"))
_PRINTED = re.compile(r"(:|[-+]?(?:\d+(?:[.,]\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?)\s*((?:\(?[a-zA-Z]+\)?\s*)?)")
# A comma before three digits may separate thousands: then nothing can be told.
_THOUSANDS = re.compile(r",\d{3}$")


def read_value(text: str) -> tuple[float, str] | None:
    """Number (NaN where none is given) and letters of a cell: "123 b", ": c", "12,5", "". None for what is no number."""
    if text.casefold() in _NONE:
        return math.nan, ""
    found = _PRINTED.fullmatch(text)
    if not found or _THOUSANDS.search(found[1]):
        return None
    value = math.nan if found[1] == MISSING else float(found[1].replace(",", "."))
    return None if math.isinf(value) else (value, letters(found[2]))


def read_year(text: str) -> int | None:
    """A year from 1900 to 2100; also as the first of January, or as a whole number with a point. None for anything else."""
    found = re.fullmatch(r"(\d{4})(\.0*|-01-01(T.*)?)?", text)
    return int(found[1]) if found and 1900 <= int(found[1]) <= 2100 else None


def is_confidential(flag: str) -> bool:
    return not CONFIDENTIAL.isdisjoint(flag)
