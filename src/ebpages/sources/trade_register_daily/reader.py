"""A daily file of the Trade Register: what changed at each deed, without anything that tells of a person."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ebpages.files.data_of_persons import tells_of_person_or_contact
from ebpages.limits import PastLimit
from ebpages.reference.countries import countries
from ebpages.reference.settlements import is_settlement
from ebpages.reference.wordings import split
from ebpages.sources.connector import connector
from ebpages.sources.days import read_day
from ebpages.sources.edition import Edition, UnusableEdition, plain
from ebpages.sources.trade_register_daily.deed_nodes import Node, read_daily_file

ENDINGS = (".xml", ".json")
_IDENTIFIER = re.compile(r"\d{9}(?:\d{4})?")
_MAIN = "MainCircumstances"
_SOLE_TRADER = "ET"
_LONGEST = {"activity": 1000}
_LONGEST_TEXT = 500
_SEAT = {
    "Country": "country", "DistrictEkatte": "district", "Municipality": "municipality", "SettlementEKATTE": "ekatte",
    "Settlement": "settlement", "PostCode": "post_code",
}  # fmt: skip
_SHAPES_OF_SEAT = {
    "district": re.compile(r"[A-Z]{3}"),
    "ekatte": re.compile(r"\d{5}"),
    "post_code": re.compile(r"\d{4}"),
}
_OF_PERSONS = re.compile(r"(?:Name|Names|PersonName|FullName)", re.IGNORECASE)
_COMPANY = "Company"


def read(content: bytes, name: str, asked_for: frozenset[str] = frozenset()) -> Edition:
    """asked_for: identifiers of sole traders who asked for a page themselves; all others are left out. Raises UnusableEdition."""
    try:
        file = read_daily_file(content, name)
        made = read_day(file.made_on)
        edition = Edition(made_on=made.isoformat() if made else "")
        if file.removed:
            edition.notice(f"{file.removed} control characters were removed, which no XML may hold")
        for deed in file.deeds:
            _read_deed(deed, edition, asked_for)
    except PastLimit as past:
        raise UnusableEdition(name, "", past.problem, f"Nothing was kept. {past.remedy}") from None
    if not edition.lines and not edition.left_out:
        raise UnusableEdition(
            name, "Deeds", "it holds no deed, which no day of the register does", "Nothing was kept; the next run asks again"
        )  # fmt: skip
    return edition


def _read_deed(deed: Node, edition: Edition, asked_for: frozenset[str]) -> None:
    identifier = deed.attributes.get("UIC", "").strip()
    if not _IDENTIFIER.fullmatch(identifier):
        edition.left_out["without_identifier"] += 1
        edition.notice("deeds whose UIC is not 9 or 13 digits were left out")
        return
    form = deed.attributes.get("LegalForm", "").strip()
    if identifier not in asked_for and (form == _SOLE_TRADER or _calls_itself_sole_trader(deed)):
        edition.left_out["sole_traders"] += 1
        return
    persons = _names_of_persons(deed)
    changes = list(_changes(deed, edition, persons))
    name = deed.attributes.get("CompanyName") or deed.attributes.get("CompanyNAme") or ""
    row = {
        "identifier": identifier,
        "status": _code(deed.attributes.get("DeedStatus", "")),
        "name": _text(name, "name", edition, persons),
        "form": form if re.fullmatch(r"[A-Za-z]{1,12}", form) else "",
        "changes": changes,
    }
    edition.add(row)
    edition.keys.add(identifier[:9])


def _calls_itself_sole_trader(deed: Node) -> bool:
    forms = (node.attributes.get("Text", "") for node in deed.walk() if node.tag == "LegalForm")
    return any("едноличен търговец" in form.casefold() for form in forms)


def _names_of_persons(deed: Node) -> tuple[str, ...]:
    """Whatever stands in an element that is called a name: if it stands in a text of the deed too, the text is left out."""
    return tuple({node.text for node in deed.walk() if _OF_PERSONS.fullmatch(node.tag) and node.text})


def _changes(deed: Node, edition: Edition, persons: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    known = connector("trade_register_daily").fields
    for part in (child for child in deed.children if child.tag == "SubDeed"):
        kind = part.attributes.get("SubUICType", _MAIN)
        sub = part.attributes.get("SubUIC", "")
        for node in part.children:
            field = known.get(node.attributes.get("FieldIdent", "")) if kind == _MAIN else known.get(kind)
            if field is None:
                edition.left_out["other_fields"] += 1
                continue
            operation = node.attributes.get("FieldOperation", "Add")
            if operation not in ("Add", "Erase"):
                edition.left_out["unknown_operations"] += 1
                edition.notice("changes whose FieldOperation is neither Add nor Erase were left out")
                continue
            yield {
                "sub": sub if re.fullmatch(r"\w{1,13}", sub) else "",
                "field": field,
                "operation": operation.lower(),
                **_place(node, edition),
                "value": _value(field, node, deed, edition, persons) if operation == "Add" else {},
            }


def _place(node: Node, edition: Edition) -> Mapping[str, str]:
    """Where the register has it: record and group, number of the entry, day of the action."""
    digits = {
        key: (
            node.attributes.get(name, "") if re.fullmatch(r"\d{1,20}", node.attributes.get(name, "")) else ""
        )
        for key, name in (("record", "RecordID"), ("group", "GroupID"), ("entry", "FieldEntryNumber"))
    }
    printed = node.attributes.get("FieldActionDate", "")
    day = read_day(printed)
    if printed and (day is None or (edition.made_on and day.isoformat() > edition.made_on)):
        edition.notice("days of entry that no calendar has, or that were still to come, were left out")
        day = None
    return {**digits, "day": day.isoformat() if day else ""}


def _value(
    field: str, node: Node, deed: Node, edition: Edition, persons: tuple[str, ...]
) -> Mapping[str, Any]:
    if field in ("name", "foreign_name", "activity"):
        return {"text": _text(node.text, field, edition, persons)}
    if field == "identifier":
        return {"text": node.text if _IDENTIFIER.fullmatch(node.text) else ""}
    if field == "legal_form":
        return {
            "text": _text(node.attributes.get("Text", ""), field, edition, persons),
            "code": _code(node.attributes.get("Code", "")),
        }
    if field == "activity_code":
        return {
            "text": _text(_inside(node, "textNkid"), field, edition, persons),
            "code": _code(_inside(node, "codeNkid")),
        }
    if field == "seat":
        return {
            key: _part_of_seat(key, plain(child.text), edition)
            for child in (node.find("Address") or node).children
            if (key := _SEAT.get(child.tag)) and child.text
        }
    if field == "conversion":
        return {"heirs": sorted(_other_identifiers(node, deed.attributes["UIC"].strip()))}
    if field == "branch" and node.tag == _COMPANY:
        return {"text": _text(node.text, field, edition, persons)}
    return {}


def _code(text: str) -> str:
    """A short code, which is too short to be a number of a person."""
    return text if re.fullmatch(r"[A-Za-z\d.]{1,8}", text) else ""


def _inside(node: Node, name: str) -> str:
    return next((each.attributes[name] for each in node.walk() if name in each.attributes), "")


def _other_identifiers(node: Node, own: str) -> set[str]:
    """Of bodies that a conversion names, where an element or attribute is called UIC."""
    named = {each.text for each in node.walk() if each.tag == "UIC"}
    named |= {value for each in node.walk() for key, value in each.attributes.items() if key == "UIC"}
    return {each for each in named if re.fullmatch(r"\d{9}", each)} - {own}


def _part_of_seat(part: str, text: str, edition: Edition) -> str:
    """Only what is known to be a part of a seat: whatever else was written there may be where somebody lives."""
    shape = _SHAPES_OF_SEAT.get(part)
    if shape:
        is_known = bool(shape.fullmatch(text))
    else:
        is_known = split(text) in _names_of_countries() if part == "country" else is_settlement(text)
    if text and not is_known:
        edition.left_out["texts_of_persons"] += 1
        return ""
    return text


@cache
def _names_of_countries() -> frozenset[tuple[str, ...]]:
    return frozenset(split(name) for each in countries() for name in (each.bg, each.en))


def _text(text: str, field: str, edition: Edition, persons: tuple[str, ...]) -> str:
    line = plain(text)
    if line and tells_of_person_or_contact(text, persons, is_prose=field == "activity"):
        edition.left_out["texts_of_persons"] += 1
        return ""
    most = _LONGEST.get(field, _LONGEST_TEXT)
    return line if len(line) <= most else f"{line[: most - 1]}…"
