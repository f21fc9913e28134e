"""What organisations may say of themselves: each property with the kind of its values, and what is wrong with one."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from ebpages.declared.schema import Code, Declared, Text, read_document, read_entry, refuse_twice
from ebpages.declared.text import read_text
from ebpages.reference.countries import countries
from ebpages.reference.industries import industries
from ebpages.reference.intermediary_services import intermediary_services
from ebpages.reference.key_enabling_technologies import key_enabling_technologies
from ebpages.reference.languages import languages
from ebpages.reference.organisation_kinds import organisation_kinds
from ebpages.reference.sectors import sectors
from ebpages.reference.size_classes import size_classes
from ebpages.reference.vocabulary import Term

FILE = Path(__file__).parent / "data" / "own_properties.yaml"
SEPARATOR = (
    " | "  # between the two parts of a certificate (name, last day) or a contact (role, e-mail or telephone)
)
FIRST_YEAR, LAST_YEAR = 1500, 2100
_CHOICES: Mapping[str, Callable[[], Iterable[Term]]] = {
    "organisation_kinds": organisation_kinds,
    "size_classes": size_classes,
    "intermediary_services": intermediary_services,
    "sectors": sectors,
    "key_enabling_technologies": key_enabling_technologies,
}
_NACE = re.compile(r"([A-U])|([0-9]{2})(?:\.[0-9]{1,2})?")
_PUBLIC_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{7}")
_STORED_FILE = re.compile(r"[A-Za-z0-9_-]{1,80}\.(?:png|jpg|webp)")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
TELEPHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{4,30}")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_PRIVATE_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".home", ".intranet", ".test", ".invalid")

Kind = Literal[
    "text", "paragraphs", "choice", "number", "year", "url", "country", "language", "nace", "organisation",
    "certificate", "contact", "file",
]  # fmt: skip
Problem = tuple[str, Mapping[str, object]]  # code of a sentence, and what fills it


class OwnProperty(Declared):
    """languages: whether a value says in which language it is. longest: characters. choices: a vocabulary, of a choice or suggested."""

    code: str
    kind: Kind
    many: bool = False
    languages: Literal["none", "optional", "required"] = "none"
    longest: int = 100
    choices: str = ""
    group: Code
    label: Text
    help: Text

    def terms(self) -> tuple[Term, ...]:
        """What can be chosen from, or is suggested; nothing for values that are written freely."""
        if self.choices:
            return tuple(_CHOICES[self.choices]())
        of_kind: Mapping[str, Callable[[], Iterable[Term]]] = {
            "country": countries, "language": languages, "nace": industries,
        }  # fmt: skip
        return tuple(of_kind.get(self.kind, tuple)())


@cache
def own_properties() -> tuple[OwnProperty, ...]:
    """In the order of the form. Raises BrokenDeclaration."""
    listed = read_document(FILE)["properties"]
    read = tuple(
        read_entry(FILE.name, "property", OwnProperty, number, entry)
        for number, entry in enumerate(listed, 1)
    )
    refuse_twice(FILE.name, "property", (each.code for each in read))
    return read


@cache
def by_code() -> Mapping[str, OwnProperty]:
    return {each.code: each for each in own_properties()}


@cache
def groups() -> Mapping[str, Text]:
    """Titles of the groups of the form, in their order."""
    listed = read_document(FILE)["groups"]
    return {code: read_text(FILE.name, code, entry) for code, entry in listed.items()}


@cache
def problems() -> Mapping[str, Text]:
    listed = read_document(FILE)["problems"]
    return {code: read_text(FILE.name, code, entry) for code, entry in listed.items()}


def tidy(value: str) -> str:
    """A value as it is stored: lines ended in one way, nothing around it."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def parts(value: str) -> tuple[str, str]:
    """The two parts of a certificate or contact; the second of a certificate may be empty, and the first of a contact."""
    first, _, second = value.rpartition(SEPARATOR) if SEPARATOR in value else ("", "", value)
    return first.strip(), second.strip()


def certificate(value: str) -> tuple[str, str]:
    """Name and last day (ISO form, empty where none is said)."""
    name, until = parts(value)
    return (name, until) if name else (until, "")


def problem_with(property: str, value: str, language: str = "", *, reader: str = "en") -> str:
    """Why an organisation cannot say this of itself, in one sentence; nothing when it can.

    language: of the value. reader: the language of the sentence.
    """
    found = _problem(property, value, language)
    if found is None:
        return ""
    code, params = found
    known = by_code().get(property)
    label = known.label.name(reader) if known else property
    return problems()[code].fill(reader, {"property": property, "value": value, "label": label, **params})


def _problem(code: str, value: str, language: str) -> Problem | None:
    known = by_code().get(code)
    if known is None:
        return "unknown", {"known": ", ".join(by_code())}
    if not value.strip():
        return "empty", {}
    if hidden := next((sign for sign in value if _is_hidden(sign, known)), ""):
        return "signs", {"sign": f"U+{ord(hidden):04X}"}
    if len(value) > known.longest:
        return "long", {"length": len(value), "longest": known.longest}
    return _language_problem(known, language) or _VALUES[known.kind](known, value)


def _is_hidden(sign: str, property: OwnProperty) -> bool:
    """Signs that no key writes: control characters, and those that turn the direction of writing."""
    if sign == "\n":
        return property.kind != "paragraphs"
    return (
        ord(sign) < 32
        or 127 <= ord(sign) < 160
        or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def _language_problem(property: OwnProperty, language: str) -> Problem | None:
    if not language:
        return ("language_missing", {}) if property.languages == "required" else None
    if property.languages == "none":
        return "language_strange", {}
    return None if _is_in(languages(), language) else ("language", {"value": language})


def _is_in(terms: Iterable[Term], code: str) -> bool:
    return any(term.code == code for term in terms)


def _anything(property: OwnProperty, value: str) -> Problem | None:
    return None


def _choice(property: OwnProperty, value: str) -> Problem | None:
    terms = property.terms()
    return None if _is_in(terms, value) else ("choice", {"known": ", ".join(term.code for term in terms)})


def _number(property: OwnProperty, value: str) -> Problem | None:
    return None if value.isdigit() and value.isascii() and len(value) <= 4 else ("number", {})


def _year(property: OwnProperty, value: str) -> Problem | None:
    if problem := _number(property, value):
        return problem
    is_year = FIRST_YEAR <= int(value) <= LAST_YEAR
    return None if is_year else ("year", {"first": FIRST_YEAR, "last": LAST_YEAR})


def _url(property: OwnProperty, value: str) -> Problem | None:
    try:
        address = urlsplit(value)
        host, port = (address.hostname or "").rstrip("."), address.port
    except ValueError:
        return "url", {}
    if (
        address.scheme not in ("http", "https")
        or not host
        or "@" in address.netloc
        or re.search(r"[\s\\]", value)
    ):
        return "url", {}
    if port not in (None, 80, 443) or _is_private(host):
        return "private_host", {}
    return None if _HOST.fullmatch(host) else ("url", {})


def _is_private(host: str) -> bool:
    """Whether a host is no public name. A number is none either: what it leads to today may be another's tomorrow."""
    if "." not in host or host.endswith(_PRIVATE_ENDINGS):
        return True
    try:
        ip_address(host)
    except ValueError:
        # browsers read these as numbers too
        return all(re.fullmatch(r"0x[0-9a-f]*|\d+", part) for part in host.split("."))
    return True


def _country(property: OwnProperty, value: str) -> Problem | None:
    return None if _is_in(countries(), value) else ("country", {})


def _language(property: OwnProperty, value: str) -> Problem | None:
    return None if _is_in(languages(), value) else ("language", {})


def _nace(property: OwnProperty, value: str) -> Problem | None:
    written = _NACE.fullmatch(value)
    return None if written and _is_in(industries(), written[1] or written[2]) else ("nace", {})


def _organisation(property: OwnProperty, value: str) -> Problem | None:
    return None if _PUBLIC_ID.fullmatch(value) else ("organisation", {})


def _certificate(property: OwnProperty, value: str) -> Problem | None:
    name, until = certificate(value)
    if not name:
        return "certificate", {}
    return None if not until or _is_day(until) else ("day", {"value": until})


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _contact(property: OwnProperty, value: str) -> Problem | None:
    to = parts(value)[1]
    return None if EMAIL.fullmatch(to) or TELEPHONE.fullmatch(to) else ("contact", {"value": to})


def _file(property: OwnProperty, value: str) -> Problem | None:
    return None if _STORED_FILE.fullmatch(value) else ("file", {})


_VALUES: Mapping[Kind, Callable[[OwnProperty, str], Problem | None]] = {
    "text": _anything,
    "paragraphs": _anything,
    "choice": _choice,
    "number": _number,
    "year": _year,
    "url": _url,
    "country": _country,
    "language": _language,
    "nace": _nace,
    "organisation": _organisation,
    "certificate": _certificate,
    "contact": _contact,
    "file": _file,
}
