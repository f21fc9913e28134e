"""Findings about whole lists: what a list says of itself against what was found in it."""

from collections import defaultdict
from collections.abc import Iterator

from ebpages.registry.entries import OWN_LISTS
from ebpages.registry.findings.finding import Finding, finding
from ebpages.registry.findings.snapshot import Snapshot, list_place
from ebpages.sources.layouts.imported import LAYOUT as IMPORTED

# What reading notices of a whole list that is itself a finding, of the same name.
TOLD = {
    "rows_lost",
    "declared_total_differs",
    "number_repeated",
    "line_not_read",
    "edition_differs",
    "encoding_assumed",
    "edition_damaged",
    "list_damaged",
}
_OF_ONE_OWNER = ("single_limited", "single_joint_stock")


def notices(snapshot: Snapshot) -> Iterator[Finding]:
    for source in snapshot.sources:
        for number, notice in enumerate(snapshot.readings[source.slug].notices):
            if notice.code in TOLD:
                place = list_place(source, number)
                yield Finding(notice.code, source=source.slug, params=notice.params, place=place)


def counted_as_clusters(snapshot: Snapshot) -> Iterator[Finding]:
    """Rows of registers that a publication counts as clusters: how many legal entities they are, and whose.

    A list that somebody imported is no part of the publication.
    """
    others = {*OWN_LISTS, *(source.slug for source in snapshot.sources if source.layout == IMPORTED)}
    rows = [
        m
        for record, row in snapshot.records()
        if row.source not in others and (m := snapshot.mentions[record]).entity
    ]
    lists: dict[str, set[str]] = defaultdict(set)
    for mention in rows:
        lists[mention.record.partition(":")[0]].add(mention.entity)
    if len(lists) < 2:
        return
    entities = set[str]().union(*lists.values())
    branches = sum(1 for m in rows if m.identifier and m.identifier.is_branch)
    owned = {m.entity for m in rows if m.name.legal_form in _OF_ONE_OWNER}
    twice = sum(1 for entity in entities if sum(entity in found for found in lists.values()) > 1)
    last = max((source for source in snapshot.sources if source.slug in lists), key=lambda s: s.order)
    yield finding(
        "counted_as_clusters",
        source=last.slug,
        place=list_place(last, len(snapshot.readings[last.slug].notices)),
        rows=len(rows),
        entities=len(entities),
        twice=twice,
        branches=branches,
        owned=len(owned),
    )


FINDERS = (notices, counted_as_clusters)
