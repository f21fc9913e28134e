"""What is wrong, doubtful or worth knowing about the lists. Nothing is repaired silently; `find` says it all."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from ebpages.registry.findings import (
    of_cells,
    of_identifiers,
    of_identity,
    of_lists,
    of_names,
    of_order,
    of_values,
    of_websites,
)
from ebpages.registry.findings.finding import Finding
from ebpages.registry.findings.snapshot import Snapshot

__all__ = ["FINDERS", "WHO_IS_WHO", "Finder", "Finding", "Snapshot", "find", "finder_number"]

Finder = Callable[[Snapshot], Iterator[Finding]]

FINDERS: tuple[Finder, ...] = (
    *of_lists.FINDERS,
    *of_identifiers.FINDERS,
    *of_identity.FINDERS,
    *of_values.FINDERS,
    *of_websites.FINDERS,
    *of_names.FINDERS,
    *of_cells.FINDERS,
    *of_order.FINDERS,
)
# Those that depend on how records are joined; the others speak of one record or list as it is printed.
WHO_IS_WHO: frozenset[Finder] = frozenset(
    (*of_identifiers.WHO_IS_WHO, *of_identity.WHO_IS_WHO, *of_values.WHO_IS_WHO, *of_websites.WHO_IS_WHO)
)


def find(snapshot: Snapshot, finders: Collection[Finder] = FINDERS) -> tuple[Finding, ...]:
    """Every finding, each once, in the order of their places, which depends on nothing but the snapshot."""
    found: dict[str, Finding] = {}
    for number, finder in enumerate(FINDERS):
        counts: dict[str, int] = {}
        for finding in finder(snapshot) if finder in finders else ():
            place = finding.place or snapshot.row_place(finding.records[0])
            counts[place] = counts.get(place, 0) + 1
            found.setdefault(finding.id, replace(finding, place=f"{number:02d}{place}{counts[place]:05d}"))
    return tuple(sorted(found.values(), key=lambda finding: finding.place))


def finder_number(place: str) -> int:
    """Which of the finders a finding is from."""
    return int(place[:2])
