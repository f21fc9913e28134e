"""Whether imported lists are whole."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ebpages.faces.upkeep import Check
from ebpages.imports import editions
from ebpages.sources.catalogue import editions as folders
from ebpages.sources.record import UnreadableList


def checks() -> Iterator[Check]:
    root = Path(settings.EBPAGES_HOME) / editions.FOLDER
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        for edition in folders(folder):
            yield _check(f"list {folder.name}, edition {edition.name}", edition)


def _check(what: str, edition: Path) -> Check:
    remedy = "Import its original anew, or restore a backup."
    try:
        keys = editions.read_keys(edition / editions.DESCRIPTION)
        rows = sum(1 for _ in editions.read_rows(edition)) - 1
    except (OSError, UnreadableList, IndexError, UnicodeDecodeError) as problem:
        return Check(what, f"it cannot be read ({problem})", remedy)
    stated = int((keys.get("read") or {}).get("rows", rows))
    return Check(what, "" if rows == stated else f"it has {rows} rows and should have {stated}", remedy)
