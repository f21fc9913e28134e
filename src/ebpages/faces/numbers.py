"""Numbers as the active language writes them."""

from ebpages.faces.language import active_language
from ebpages.publish.numerals import write_number


def number(value: float, decimals: int = 0) -> str:
    """A number as the active language writes it: 1\N{NO-BREAK SPACE}379,5 or 1,379.5."""
    return write_number(value, active_language(), decimals)


def percent(value: float) -> str:
    """A share in whole per cent, with the space that keeps number and sign on one line."""
    return f"{number(value)}\N{NO-BREAK SPACE}%"


def signed(value: float, decimals: int) -> str:
    """A change: a plus before a rise, a minus before a fall, nothing before zero."""
    return ("+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "") + number(abs(value), decimals)
