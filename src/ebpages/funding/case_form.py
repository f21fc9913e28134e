"""A case as a form: what was typed as a document that `case_file` reads, and a document as what stands in the form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ebpages.funding.call import Terms
from ebpages.funding.case import APPLICANT

APPLICANT_FIELDS = (
    "legal_form", "established", "seat", "stage", "members", "members_in_eligible_sectors", "staff", "turnover_eur",
    "balance_eur", "sector",
)  # fmt: skip
ROWS: Mapping[str, tuple[str, ...]] = {
    "enterprises": ("name", "kind", "staff", "turnover_eur", "balance_eur"),
    "holdings": ("of", "in", "share"),
    "de_minimis": ("date", "amount_eur", "to"),
}
MOST_ROWS = 20
_SPARE_ROWS = 2
_LONGEST = 200
_AMOUNTS = frozenset(
    {"members", "members_in_eligible_sectors", "staff", "turnover_eur", "balance_eur", "share", "amount_eur"}
)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of a form, by name; rows: of each table, those that hold something."""

    fields: Mapping[str, str]
    rows: Mapping[str, tuple[Mapping[str, str], ...]]
    costs: Mapping[str, str]
    answers: Mapping[str, str]

    def shown_rows(self, table: str) -> list[Mapping[str, str]]:
        """With some that are empty, to be filled."""
        filled = list(self.rows.get(table, ()))
        return filled + [{}] * min(_SPARE_ROWS, MOST_ROWS - len(filled))


def typed(posted: Mapping[str, Any], terms: Terms) -> Typed:
    def text(name: str) -> str:
        return str(posted.get(name, ""))[:_LONGEST].strip()

    rows = {
        table: tuple(
            row
            for n in range(1, MOST_ROWS + 1)
            if any((row := {key: text(f"{table}-{n}-{key}") for key in keys}).values())
            and (table != "enterprises" or row["name"])
        )
        for table, keys in ROWS.items()
    }
    return Typed(
        {key: text(key) for key in APPLICANT_FIELDS},
        rows,
        {each.id: text(f"costs-{each.id}") for each in terms.components},
        {name: text(f"answers-{name}") for name in sorted(terms.asked)},
    )


def document_of(given: Typed, language: str) -> dict[str, Any]:
    """Empty fields are not known; costs, holdings and aid of which none is typed are not told."""
    costs = [
        {"component": name, "amount_bgn": plain(amount, language)}
        for name, amount in given.costs.items()
        if amount
    ]
    return {
        APPLICANT: _known(given.fields, language),
        "enterprises": {
            row["name"]: _known({key: value for key, value in row.items() if key != "name"}, language)
            for row in given.rows["enterprises"]
        },
        "holdings": [_known(row, language) for row in given.rows["holdings"]] or None,
        "de_minimis": [_known(row, language) for row in given.rows["de_minimis"]] or None,
        "costs": costs or None,
        "answers": {name: answer for name, answer in given.answers.items() if answer},
    }


def shown(document: Mapping[str, Any], terms: Terms, language: str) -> Typed:
    """A document that was read without fault as what stands in the form; what has no field there is left out."""
    enterprises = document.get("enterprises") or {}
    rows = {
        "enterprises": [{"name": name, **(each or {})} for name, each in enterprises.items()],
        "holdings": document.get("holdings") or [],
        "de_minimis": document.get("de_minimis") or [],
    }
    sums = {str(each["component"]): each["amount_bgn"] for each in document.get("costs") or []}
    answers = {name: _word(answer) for name, answer in (document.get("answers") or {}).items()}
    return Typed(
        {key: _word((document.get(APPLICANT) or {}).get(key)) for key in APPLICANT_FIELDS},
        {
            table: tuple({key: _in_form(row.get(key), language) for key in ROWS[table]} for row in found)
            for table, found in rows.items()
        },
        {each.id: _word(sums.get(each.id)) for each in terms.components},
        {name: answers.get(name, "") for name in sorted(terms.asked)},
    )


def field_of(place: str, given: Typed) -> str:
    """The field that a fault is about, by its place; empty where it is no single one."""
    where, _, key = place.partition(", ")
    table, _, entry = where.partition(" ")
    if place == "day":
        return "on"
    if where == APPLICANT:
        return key
    if table == "answers":
        return f"answers-{key}"
    if table == "costs":
        filled = [name for name, amount in given.costs.items() if amount]
        return f"costs-{filled[int(entry) - 1]}" if entry.isdecimal() and int(entry) <= len(filled) else ""
    if table == "enterprises":
        names = [row["name"] for row in given.rows["enterprises"]]
        return f"enterprises-{names.index(entry) + 1}-{key}" if entry in names else ""
    return f"{table}-{entry or 1}-{key or ROWS[table][0]}" if table in ROWS else ""


def plain(text: str, language: str) -> str:
    """A number as people write it in a language with a point and no marks between thousands; other text stays as it is."""
    joined = re.sub(r"[\s\u00a0\u202f]", "", text)
    if language == "bg":
        return joined.replace(",", ".") if joined.count(",") == 1 and "." not in joined else joined
    return joined.replace(",", "") if _THOUSANDS.fullmatch(joined) else joined


def _known(fields: Mapping[str, str], language: str) -> dict[str, str]:
    return {
        key: plain(value, language) if key in _AMOUNTS else value for key, value in fields.items() if value
    }


def _in_form(value: Any, language: str) -> str:
    return "кандидат" if value == APPLICANT and language == "bg" else _word(value)


def _word(value: Any) -> str:
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
