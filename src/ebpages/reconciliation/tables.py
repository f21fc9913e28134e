"""Names and whom they mean, as a table to take away: a row for each name, with the likeliest candidate."""

from collections.abc import Iterable, Iterator

from django.utils.translation import pgettext

from ebpages.publish.tables import Column, Row, Table
from ebpages.reconciliation.queries.matches import reconcile

_KEYS = (
    ("typed", "text", "name as typed"),
    ("state", "text", "result, code"),
    ("state_label", "text", "result"),
    ("id", "text", "id"),
    ("name", "text", "name"),
    ("score", "number", "how likely, 0 to 100"),
    ("reasons", "list", "why"),
    ("others", "list", "further candidates"),
    ("page", "text", "address of the page"),
)


def reconciled_table(names: Iterable[str], *, site: str = "") -> Table:
    """site: what stands before the address of a page, as https://example.org."""
    columns = tuple(Column(key, key, kind, pgettext("column", label)) for key, kind, label in _KEYS)
    return Table("reconciled", columns, lambda: _rows(names, site))


def _rows(names: Iterable[str], site: str) -> Iterator[Row]:
    for each in reconcile(names):
        best = each.candidates[0] if each.candidates else None
        yield {
            "typed": each.typed,
            "state": each.state,
            "state_label": each.state_label,
            "id": best.id if best else None,
            "name": best.name if best else None,
            "score": best.score if best else None,
            "reasons": list(best.reasons) if best else [],
            "others": [f"{other.id}: {other.name}" for other in each.candidates[1:]],
            "page": site + best.url if best else None,
        }
