"""Which property each column of a list holds, guessed by its header and by what stands below it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ebpages.files.data_of_persons import PERSON, is_personal_number
from ebpages.files.numerals import Numerals, judged, parted
from ebpages.imports.header import Header, header_words, meaning
from ebpages.reference.activity_states import find_activity_state
from ebpages.reference.regions import region
from ebpages.reference.stages import find_stages
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.identifiers import read_identifier
from ebpages.registry.names import parse_name
from ebpages.sources.cells.entity import names_identifier
from ebpages.sources.cells.values import ANY_DAY, YEAR
from ebpages.sources.cells.website import is_address

_MOST, _MANY = 0.6, 0.5  # of the cells that are filled
_BY_HEADER = 10  # what a header that is known is worth, against what values show (at most _BY_VALUES)
_BY_VALUES = 8
_OF_PERSONS = frozenset({"contact", "email", "phone"})  # columns, by their headers
_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)\b|\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """property: what the column holds, or how it is called where it is passed over (cell `skipped`)."""

    property: str
    header: str
    cell: str


@dataclass(frozen=True, slots=True)
class Guess:
    """personal: headers of columns with personal numbers. persons: of those with names, e-mails or telephones of persons. decimal: ""
    where numbers do not tell."""

    columns: tuple[ColumnGuess, ...]
    unused: tuple[str, ...]
    personal: tuple[str, ...]
    persons: tuple[str, ...]
    decimal: str
    language: str


def guess(header: Header, rows: Sequence[Sequence[str]]) -> Guess:
    """rows: of a sample, without the header."""
    columns = {name: _filled(rows, place) for place, name in enumerate(header.names)}
    personal = tuple(
        name
        for name, cells in columns.items()
        if meaning(name)[0] == "personal_number" or _share(cells, is_personal_number) >= _MOST
    )
    points = [
        (score, name, what)
        for name, cells in columns.items()
        if name not in personal
        for what, score in _scores("" if name in header.unnamed else name, cells)
    ]
    chosen: dict[str, str] = {}
    # Of equals, the column that stands first.
    for _, name, what in sorted(points, key=lambda each: (-each[0], header.names.index(each[1]))):
        if what not in chosen and name not in chosen.values():
            chosen[what] = name
    if "name" not in chosen and (name := _longest_texts(columns, {*chosen.values(), *personal})):
        chosen["name"] = name
    order = (*header_words().properties, *header_words().skipped)
    guesses = tuple(
        ColumnGuess(what, chosen[what], cell_of(what, columns[chosen[what]]))
        for what in order
        if what in chosen
    )
    used = {*chosen.values(), *personal}
    used_by_lists = {name for what, name in chosen.items() if what in header_words().properties}
    texts = [cell for cells in columns.values() for cell in cells]
    members = columns.get(chosen.get("members", ""), [])
    return Guess(
        guesses,
        tuple(n for n in header.names if n not in used),
        personal,
        tuple(
            name
            for name, cells in columns.items()
            if name not in used_by_lists and _is_of_persons(name, cells)
        ),
        _decimal(members),
        _language(texts),
    )


def _is_of_persons(header: str, cells: Sequence[str]) -> bool:
    return meaning(header)[0] in _OF_PERSONS or any(
        _share(cells, test) >= _MOST for test in (is_name_of_person, _TESTS["email"])
    )


def is_name_of_person(text: str) -> bool:
    """Whether a text is a name with a patronymic, and no name of an organisation."""
    return bool(PERSON.fullmatch(text.strip())) and not (parse_name(text).kind or parse_name(text).legal_form)


def stated_day(texts: Sequence[str]) -> str:
    """The one day that is named in titles above a table, as 2026-09-30; nothing where there is none, or several."""
    days = set()
    for found in (found for text in texts for found in _DAY.finditer(text)):
        day, month, year, iso_year, iso_month, iso_day = found.groups()
        days.add(f"{year}-{int(month):02}-{int(day):02}" if year else f"{iso_year}-{iso_month}-{iso_day}")
    return days.pop() if len(days) == 1 else ""


def _filled(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place].strip() for row in rows if place < len(row) and row[place].strip()]


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


def _scores(header: str, cells: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Each property that a column may hold, with how much speaks for it."""
    said, sure = meaning(header) if header else ("", 0)
    for what, test in _TESTS.items():
        share = _share(cells, test)
        if said == what and (share >= _NEEDED.get(what, 0) or not cells):
            yield what, _BY_HEADER * sure / 2 + _BY_VALUES * share
        elif (
            what in _SHOWN_BY_VALUES
            and share >= _MOST
            and len(cells) > 1
            and (not said or what in ("website", "email"))
        ):
            yield what, _BY_VALUES * share
    if said and said not in _TESTS and (said != "name" or _share(cells, _is_number) < _MANY):
        yield said, _BY_HEADER * sure / 2


def _is_number(text: str) -> bool:
    return parted(text)[0] != "" and not parted(text)[1]


def _is_region(text: str) -> bool:
    try:
        return bool(region(text))
    except UnknownCode:
        return False


_TESTS: Mapping[str, Callable[[str], object]] = {
    "identifier": lambda text: read_identifier(text).valid,
    "website": lambda text: is_address(text) and "@" not in text,
    "email": lambda text: "@" in text and "." in text,
    "founded": lambda text: YEAR.match(text) or ANY_DAY.match(text),
    "members": lambda text: text[:1].isdigit(),
    "stage": find_stages,
    "activity": find_activity_state,
    "planning_region": _is_region,
    "number": lambda text: text.rstrip(".").isdigit() and len(text) < len("1234567"),
}
_SHOWN_BY_VALUES = frozenset({"identifier", "website", "email", "stage", "planning_region"})
_NEEDED = {
    "founded": _MANY,
    "members": _MANY,
    "stage": _MANY,
    "activity": _MANY,
    "planning_region": _MANY,
    "number": _MOST,
}


def _longest_texts(columns: Mapping[str, Sequence[str]], taken: set[str]) -> str:
    """The column with the longest different texts: names, where no header says which they are."""
    left = {
        name: sum(map(len, {*cells})) / len(cells)
        for name, cells in columns.items()
        if name not in taken
        and cells
        and len({*cells}) > _MOST * len(cells)
        and _share(cells, _is_number) < _MANY
    }
    return max(left, key=lambda name: left[name], default="")


def cell_of(what: str, cells: Sequence[str]) -> str:
    """The kind of cell of a column that holds a property. cells: of a sample."""
    if what in header_words().skipped:
        return "skipped"
    if what == "planning_region":
        return "code"
    if what == "name" and _share(cells, names_identifier) >= _MOST:
        return "entity"
    if what in ("sector", "member_kinds") and _share(cells, lambda text: ";" in text) > 0.1:
        return "items"
    return header_words().properties[what].cell


def _decimal(cells: Sequence[str]) -> str:
    uses = judged(cells, Numerals()).uses
    signs = [sign for sign, use in uses.items() if use == "decimal"]
    thousands = [sign for sign, use in uses.items() if use == "thousands"]
    return signs[0] if signs else {".": ",", ",": "."}[thousands[0]] if thousands else ""


def _language(texts: Sequence[str]) -> str:
    letters = [letter for text in texts[:5_000] for letter in text if letter.isalpha()]
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in letters)
    return "bg" if 3 * cyrillic >= len(letters) else "en"
