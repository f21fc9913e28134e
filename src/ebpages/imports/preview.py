"""What pages show of a file before it is read in full: its guesses, its columns with samples, its first rows."""

from collections.abc import Mapping
from typing import Any

from ebpages.files.encoding import LATIN, NON_LATIN
from ebpages.imports.list_mapping import OpenedList

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", *NON_LATIN, *LATIN)
_ROWS, _SAMPLES, _LONGEST = 8, 3, 80


def preview_of(opened: OpenedList) -> dict[str, Any]:
    """What JSON can hold."""
    held = {column["header"]: what for what, column in opened.mapping.columns.items()}
    return {
        "format": opened.table.format,
        "sheets": [sheet.name for sheet in opened.table.sheets],
        "above": [" ".join(filter(None, cells)) for _, cells in opened.header.above],
        "columns": [
            {
                "header": name,
                "property": held.get(name, ""),
                "samples": _samples(opened, place),
                "left_out": name in opened.mapping.left_out,
                "personal": name in opened.personal,
                "persons": name in opened.persons,
            }
            for place, name in enumerate(opened.header.names)
        ],
        "rows": [[cell[:_LONGEST] for cell in row] for row in opened.sample[:_ROWS]],
        "missing": list(opened.missing),
        "new": list(opened.new),
    }


def given_of(opened: OpenedList) -> dict[str, Any]:
    """The mapping as keys that `open_list` takes."""
    mapping = opened.mapping
    read: Mapping[str, Any] = {**mapping.read, "left_out": [*mapping.left_out]}
    return {
        "read": dict(read),
        **({"edition": mapping.edition} if mapping.edition else {}),
        **mapping.about,
        "columns": {what: dict(column) for what, column in mapping.columns.items()},
        "accept": [*mapping.accept],
    }


def _samples(opened: OpenedList, place: int) -> list[str]:
    filled = (
        row[place].strip()[:_LONGEST] for row in opened.sample if place < len(row) and row[place].strip()
    )
    return [*dict.fromkeys(filled)][:_SAMPLES]
