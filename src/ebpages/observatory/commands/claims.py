"""Claims as a table: what `ebpages claims` prints and what people take away from the page."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from ebpages.observatory.queries.claims import claims
from ebpages.observatory.shapes import ClaimView
from ebpages.publish.tables import Column, Row, Table

SHOWN = ("id", "verdict", "text", "expected", "found")  # in a terminal
_TEXTS = ("id", "text", "expected", "found", "verdict", "why", "page", "date", "source", "about", "url")
_COLUMNS = (*(Column(key, key) for key in _TEXTS), Column("behind", "behind", "list"))


def claims_table(
    language: str, on: date, *, file: Path | None = None, verdicts: Collection[str] = ()
) -> Table:
    """Every claim with what recomputation says. verdicts: only these, all where it is empty. Raises BrokenDeclaration."""
    found = [c for c in claims(language, on, file=file) if not verdicts or c.verdict in verdicts]
    return Table("claims", _COLUMNS, lambda: _rows(found))


def _rows(found: list[ClaimView]) -> Iterator[Row]:
    for claim in found:
        yield {**{key: getattr(claim, key) for key in _TEXTS}, "behind": _places(claim)}


def _places(claim: ClaimView) -> list[str]:
    """The records behind a claim as "bsmepa:26", lists and data sets by their names."""
    return [
        place
        for item in claim.behind
        for place in ([f"{e.source}:{e.number or e.row}" for e in item.evidence] or [item.name])
    ]
