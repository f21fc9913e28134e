"""Dates, units and spaces as a printer of the language sets them."""

import re
import unicodedata
from datetime import date
from urllib.parse import unquote

from ebpages.publish.numerals import write_number

NO_BREAK = "\N{NO-BREAK SPACE}"
MONTHS = {
    "bg": ["януари", "февруари", "март", "април", "май", "юни",
           "юли", "август", "септември", "октомври", "ноември", "декември"],
    "en": ["January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"],
}  # fmt: skip
# A unit never stands at the start of a line, nor a Bulgarian word of one letter at its end.
_BEFORE_UNIT = re.compile(
    r"(?<=\d) (?=(?:%|г\.|лв\.|т\.|бр\.|млн\.|млрд\.|хил\.|евро|EUR|BGN|million|billion|km|км)(?:\W|$))"
)
_AFTER_SHORT = re.compile(r"\b(стр\.|т\.|ал\.|чл\.|No\.|№|p\.|pp\.) (?=\d)")
_AFTER_LETTER = re.compile(r"(?<![\w-])([аивксоу]) (?=\w)", re.IGNORECASE)

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}")
_UNPRINTABLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))  # control, direction, surrogate, private, unassigned
_KEPT = frozenset("\n\t\N{SOFT HYPHEN}")


def amount(text: str, language: str) -> str:
    """A count that is already a text, grouped; what is no count stays as it is."""
    return write_number(int(text), language) if text.isdecimal() else text


def day(value: date | str, language: str) -> str:
    """A date, or the ISO text of a day, a month or a year, in words; other text stays as it is."""
    if isinstance(value, date):
        value = value.isoformat()
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if found is None or not 1 <= int(found[2] or 1) <= len(MONTHS[language]):
        return value
    year, month, of_month = found[1], found[2], found[3]
    parts = [str(int(of_month))] if of_month else []
    parts += [MONTHS[language][int(month) - 1]] if month else []
    parts += [year, "г."] if language == "bg" else [year]
    return NO_BREAK.join(parts)


def readable(text: str) -> str:
    """A sentence with the letters that its web addresses carry as %D0%BA…; addresses that are no UTF-8 stay."""
    return _ESCAPES.sub(lambda found: _decoded(found.group()), text)


def _decoded(escapes: str) -> str:
    try:
        return unquote(escapes, errors="strict")
    except UnicodeDecodeError:
        return escapes


def set_text(text: str, language: str) -> str:
    """A text for print: spaces that must not break a line, and no characters that cannot be printed."""
    text = readable(text)
    text = "".join(character for character in text if _printable(character))
    text = _BEFORE_UNIT.sub(NO_BREAK, text)
    text = _AFTER_SHORT.sub(rf"\1{NO_BREAK}", text)
    return _AFTER_LETTER.sub(rf"\1{NO_BREAK}", text) if language == "bg" else text


def _printable(character: str) -> bool:
    return character in _KEPT or unicodedata.category(character) not in _UNPRINTABLE
