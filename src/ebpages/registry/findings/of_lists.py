"""Findings about whole lists: what a list says of itself against what was found in it."""

from collections.abc import Iterator

from ebpages.registry.findings.finding import Finding
from ebpages.registry.findings.snapshot import Snapshot, list_place

# What reading notices of a whole list that is itself a finding, of the same name.
TOLD = {
    "rows_lost",
    "declared_total_differs",
    "number_repeated",
    "line_not_read",
    "edition_differs",
    "encoding_assumed",
}


def notices(snapshot: Snapshot) -> Iterator[Finding]:
    for source in snapshot.sources:
        for number, notice in enumerate(snapshot.readings[source.slug].notices):
            if notice.code in TOLD:
                place = list_place(source, number)
                yield Finding(notice.code, source=source.slug, params=notice.params, place=place)


FINDERS = (notices,)
