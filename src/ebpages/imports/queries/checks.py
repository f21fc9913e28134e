"""Whether imported lists are whole."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ebpages.faces.upkeep import Check
from ebpages.imports import editions
from ebpages.sources.catalogue import editions as folders
from ebpages.sources.record import UnreadableList


def checks() -> Iterator[Check]:
    root = Path(settings.EBPAGES_HOME) / editions.FOLDER
    for aside in editions.set_aside(Path(settings.EBPAGES_HOME)):
        yield Check(
            f"list {aside.parent.name}, edition {aside.name[1:]}",
            "taking it back has begun and has not ended",
            "Wait, or run `ebpages build` where it was killed: that takes it away.",
        )
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        for edition in folders(folder):
            yield _check(f"list {folder.name}, edition {edition.name}", edition)


def _check(what: str, edition: Path) -> Check:
    remedy = "Import its original anew, or restore a backup."
    try:
        read = editions.edition_at(edition).read
        rows = sum(1 for _ in editions.read_rows(edition)) - 1
    except UnreadableList as problem:
        return Check(what, f"it cannot be read ({problem})", remedy)
    stated = read.get("rows", rows)
    problem = "" if rows == stated else f"it has {rows} rows and should have {stated}"
    sums = {edition / editions.LIST: read.get("list_sha256")}
    sums |= {original: read.get("sha256") for original in edition.glob(f"{editions.ORIGINAL}.*")}
    changed = [path.name for path, stated_sum in sums.items() if stated_sum and _sum_of(path) != stated_sum]
    return Check(
        what, problem or (f"{', '.join(changed)}: not as it was imported" if changed else ""), remedy
    )


def _sum_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
