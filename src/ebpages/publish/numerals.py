"""Numbers and dates as Bulgarian and English write them."""

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ebpages.reference.vocabulary import in_language

_MARKS = {"bg": ("\N{NO-BREAK SPACE}", ","), "en": (",", ".")}


def write_number(value: float | Decimal, language: str, decimals: int = 0) -> str:
    """1234.5 -> "1 234,5" with a no-break space in Bulgarian, "1,234.5" in English; a minus sign, never a hyphen.

    Raises ValueError for another language.
    """
    thousands, point = _MARKS[in_language(language, "bg", "en")]
    written = f"{abs(value):,.{decimals}f}"
    sign = "\N{MINUS SIGN}" if value < 0 and float(written.replace(",", "")) else ""
    return sign + written.translate({ord(","): thousands, ord("."): point})


def write_date(day: date, language: str) -> str:
    """15.03.2015 г. in Bulgarian, 15 March 2015 in English."""
    return in_language(language, f"{day:%d.%m.%Y} г.", f"{day.day} {day:%B %Y}")


def fewest_decimals(values: Sequence[float], most: int = 6) -> int:
    """How many digits behind the point tell these values apart and write them in full, `most` at the most."""
    return next((digits for digits in range(most) if all(round(v, digits) == v for v in values)), most)


def telling_decimals(values: Sequence[float], most: int = 6) -> int:
    """How many digits behind the point leave the largest of these values three digits, no more than write them in full."""
    largest = max((abs(value) for value in values), default=0.0)
    needed = 2 - math.floor(math.log10(largest)) if largest else 0
    return min(max(0, needed), fewest_decimals(values, most))
