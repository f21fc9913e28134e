"""A calendar as iCalendar (RFC 5545): days on which calls open and close."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LONGEST = 73  # bytes of a line; a longer one goes on behind a space


@dataclass(frozen=True, slots=True)
class Event:
    """id: stays the same for as long as the event is the same."""

    id: str
    day: date
    title: str
    text: str
    url: str


def write(name: str, events: Iterable[Event], stamp: date) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//E-Business Pages//Funding//EN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for each in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(each.id)}",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(each.title)}",
            f"DESCRIPTION:{_text(each.text)}",
            f"URL:{each.url}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _text(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> bytes:
    parts, part = [], b""
    for sign in line:
        encoded = sign.encode()
        if len(part) + len(encoded) > _LONGEST:
            parts.append(part)
            part = b""
        part += encoded
    return b"\r\n ".join([*parts, part]) + b"\r\n"
