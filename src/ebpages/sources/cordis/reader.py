"""Participations and projects of CORDIS, without streets, contacts and natural persons; quotes inside texts swallow no row."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ebpages.files.data_of_persons import tells_of_person
from ebpages.limits import check
from ebpages.sources.connector import connector
from ebpages.sources.cordis.publisher import PARTS
from ebpages.sources.days import read_amount, read_day
from ebpages.sources.edition import Edition, UnusableEdition, plain

ENDINGS = ("organization.csv", "project.csv")
_AMOUNTS = ("contribution", "net_contribution", "cost")
# Every cell is quoted and every row begins with the number of a project: what stands between two such beginnings is one row,
# whatever quotes and line breaks are in its texts.
_ROW = re.compile(r'^"?\d+"?;', re.MULTILINE)
_PROJECT = {
    "id": "id", "acronym": "acronym", "title": "title", "startDate": "start", "endDate": "end", "status": "status",
    "frameworkProgramme": "programme", "fundingScheme": "scheme", "ecMaxContribution": "contribution", "grantDoi": "doi",
}  # fmt: skip
_LONG_TEXT = "objective"


def part_of(name: str) -> str:
    """The archive that a file is of, by its name. Raises UnusableEdition."""
    for part, programme in PARTS.items():
        if programme.removesuffix("projects").casefold() in name.casefold():
            return part
    raise UnusableEdition(name, "", "its name does not say of which programme it is", "Name it as CORDIS does: cordis-h2020projects-csv.zip")  # fmt: skip


def read(content: bytes, name: str, asked_for: frozenset[str] = frozenset()) -> Edition:
    """Raises UnusableEdition."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    head, _, body = text.partition("\n")
    columns = [cell.strip('"') for cell in head.split(";")]
    of_organisations = "organisationID" in columns
    missing = [each for each in (("projectID", "name") if of_organisations else ("id", "acronym")) if each not in columns]  # fmt: skip
    if missing:
        raise UnusableEdition(name, "line 1", f"there is no column {missing[0]}", "The shape of the file may have changed: nothing was kept")  # fmt: skip
    edition = Edition()
    for cells in _rows(body, columns, edition):
        row = _participation(cells, edition) if of_organisations else _project(cells)
        if row:
            edition.add(row)
        edition.made_on = max(edition.made_on, _day(cells.get("contentUpdateDate", "")))
    if not edition.lines:
        raise UnusableEdition(name, "", "it holds no row", "The file is cut; nothing was kept of it")
    return edition


def _rows(body: str, columns: list[str], edition: Edition) -> Iterator[dict[str, str]]:
    starts = [found.start() for found in _ROW.finditer(body)]
    check("rows", len(starts), "it has more than {most} rows")
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        cells = body[start:end].rstrip("\n").removeprefix('"').removesuffix('"').split('";"')
        if len(cells) > len(columns) and _LONG_TEXT in columns:  # the separator stands in the text itself
            at, more = columns.index(_LONG_TEXT), len(cells) - len(columns)
            cells[at : at + more + 1] = ['";"'.join(cells[at : at + more + 1])]
        if len(cells) != len(columns):
            edition.left_out["broken_rows"] += 1
            edition.notice("rows that have not as many cells as there are columns were left out")
            continue
        yield dict(zip(columns, cells, strict=True))


def _participation(cells: Mapping[str, str], edition: Edition) -> Mapping[str, Any] | None:
    """None for a natural person: a name with a patronymic, or a private body without a number for value added tax and of two words."""
    named = {ours: plain(cells.get(theirs, "")) for theirs, ours in connector("cordis").fields.items()}
    if tells_of_person(named["name"]) or tells_of_person(named["short_name"]) or _may_be_a_person(named):
        edition.left_out["persons"] += 1
        return None
    return {
        **{key: text for key, text in named.items() if key not in (*_AMOUNTS, "changed")},
        **{key: _amount(named[key], edition) for key in _AMOUNTS},
        "kind": "participation",
    }


def _may_be_a_person(row: Mapping[str, str]) -> bool:
    words = row["name"].split()
    return row["type"] in ("PRC", "OTH", "") and not row["vat"] and not row["short_name"] and 2 <= len(words) <= 3 and all(word.isalpha() for word in words)  # fmt: skip


def _amount(text: str, edition: Edition) -> str | None:
    """None where nothing is stated: a partner without a contribution has not one of zero."""
    amount = read_amount(text) if text else None
    if text and amount is None:
        edition.notice("amounts that are no numbers were left out")
    return None if amount is None else f"{amount:f}"


def _project(cells: Mapping[str, str]) -> Mapping[str, Any]:
    told: dict[str, Any] = {ours: plain(cells.get(theirs, "")) for theirs, ours in _PROJECT.items()}
    amount = read_amount(told["contribution"]) if told["contribution"] else None
    return {
        **told,
        "project": told["id"],
        "start": _day(told["start"]),
        "end": _day(told["end"]),
        "contribution": None if amount is None else f"{amount:f}",
        "kind": "project",
    }


def _day(text: str) -> str:
    day = read_day(text)
    return day.isoformat() if day else ""
