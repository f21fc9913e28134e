"""Findings about whole lists: what a list says of itself against what was found in it."""

from collections.abc import Iterator

from ebpages.registry.findings.finding import Finding
from ebpages.registry.findings.snapshot import Snapshot

# A notice of reading that is itself worth telling, and the kind of finding that tells it.
NOTICES = {
    "rows_lost": "rows_lost",
    "declared_total_differs": "declared_total_differs",
    "number_repeated": "number_repeated",
    "line_not_read": "line_not_read",
    "edition_differs": "edition_differs",
    "encoding_assumed": "encoding_assumed",
}


def notices(snapshot: Snapshot) -> Iterator[Finding]:
    for source in snapshot.sources:
        for notice in snapshot.readings[source.slug].notices:
            if notice.code in NOTICES:
                yield Finding(NOTICES[notice.code], source=source.slug, params=notice.params)


FINDERS = (notices,)
