"""The registry worked out in memory, from lists to findings, before anything is stored."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from ebpages.reference import settlements
from ebpages.registry.findings import Snapshot, find
from ebpages.registry.findings.finding import Finding
from ebpages.registry.judgements import read_judgements
from ebpages.registry.mention import Mention, mentions_of, record_id
from ebpages.registry.resolution.cascade import Resolution, resolve
from ebpages.registry.statements import Statement, statements_of
from ebpages.sources.catalogue import Source, own_files, read_source, sources
from ebpages.sources.record import Reading, Record

JUDGEMENTS = "EBPAGES_JUDGEMENTS"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Assembly:
    sources: tuple[Source, ...]
    readings: Mapping[str, Reading]
    records: Mapping[str, Record]
    mentions: Mapping[str, Mention]
    statements: Mapping[str, tuple[Statement, ...]]
    resolution: Resolution
    automatic: Resolution
    findings: tuple[Finding, ...]
    as_of: date


def judgements_file() -> Path:
    """Where people's judgements stand: the operator's own file, or the one that is shipped."""
    own = os.environ.get(JUDGEMENTS)
    return (
        Path(own).expanduser()
        if own
        else Path(str(files("ebpages.registry").joinpath("data/judgements.yaml")))
    )


def assemble(as_of: date, progress: Progress) -> Assembly:
    """Read every list, resolve it with and without human judgements, and note what is odd about it."""
    lists = sources()
    readings = {}
    for number, source in enumerate(lists):
        progress("reading", number, len(lists))
        readings[source.slug] = read_source(source.slug)
    records = {record_id(r): r for reading in readings.values() for r in reading.records}
    mentions = {m.record: m for s in lists for m in mentions_of(s, readings[s.slug].records)}
    progress("resolving", 0, 2)
    automatic = resolve(tuple(mentions.values()))
    progress("resolving", 1, 2)
    human = read_judgements(judgements_file())
    resolution = resolve(tuple(mentions.values()), human) if human else automatic
    statements = {key: statements_of(record) for key, record in records.items()}
    progress("finding", 0, 1)
    found = find(Snapshot(lists, readings, statements, mentions, resolution, as_of, human))
    return Assembly(lists, readings, records, mentions, statements, resolution, automatic, found, as_of)


def digest(as_of: date) -> str:
    """What a build depends on: the lists, the rules and the code that reads and joins them, and the day.

    The operator's own lists, judgements and settlements count as much as the shipped ones.
    """
    package = Path(str(files("ebpages")))
    state = hashlib.sha256(as_of.isoformat().encode())
    for room in ("reference", "sources", "registry", "search"):
        for path in sorted((package / room).rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv", ".txt") and path.is_file():
                state.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    own = (
        *own_files(),
        judgements_file(),
        Path(os.environ.get(settlements.VARIABLE) or os.devnull),
    )
    for path in own:
        state.update(
            f"{path.parent.name}/{path.name}\0".encode() + (path.read_bytes() if path.exists() else b"")
        )
    return state.hexdigest()
