"""What is wrong, doubtful or worth knowing about the lists. Nothing is repaired silently; `find` says it all."""

from collections.abc import Callable, Iterator

from ebpages.registry.findings import (
    of_cells,
    of_identifiers,
    of_identity,
    of_lists,
    of_names,
    of_values,
    of_websites,
)
from ebpages.registry.findings.finding import Finding
from ebpages.registry.findings.snapshot import Snapshot

__all__ = ["FINDERS", "Finding", "Snapshot", "find"]

FINDERS: tuple[Callable[[Snapshot], Iterator[Finding]], ...] = (
    *of_lists.FINDERS,
    *of_identifiers.FINDERS,
    *of_identity.FINDERS,
    *of_values.FINDERS,
    *of_websites.FINDERS,
    *of_names.FINDERS,
    *of_cells.FINDERS,
)


def find(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Every finding, each once, in an order that depends on nothing but the snapshot."""
    found: dict[str, Finding] = {}
    for finder in FINDERS:
        for finding in finder(snapshot):
            found.setdefault(finding.id, finding)
    return tuple(found.values())
