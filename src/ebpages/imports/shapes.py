"""What queries and actions of imports answer."""

from dataclasses import dataclass

from ebpages.imports.findings import ListFinding


@dataclass(frozen=True, slots=True)
class ImportedList:
    """What became of a file. mapping: as YAML. changed: whether an edition was stored."""

    name: str
    edition: str
    rows: int
    changed: bool
    mapping: str
    findings: tuple[ListFinding, ...] = ()
