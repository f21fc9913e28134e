"""A list read through its mapping, for tests."""

from datetime import date
from pathlib import Path

from ebpages.imports.checking import MAPPING, ListRow, check_list
from ebpages.imports.findings import FindingLog
from ebpages.imports.list_mapping import open_list

DAY = date(2026, 11, 30)


def checked(path: Path, given: dict[str, object] | None = None) -> tuple[list[ListRow], FindingLog]:
    each = open_list(path, path.name, given or {})
    log = FindingLog(each.table.unit, frozenset(each.mapping.accept))
    rows = [*check_list(each, each.mapping.source("list", 0, DAY, MAPPING), log, lambda *at: None)]
    return rows, log
