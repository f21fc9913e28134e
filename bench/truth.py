"""The truth for the guide's own lists, made by hand: which records are one organisation, and which pairs nobody can tell."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path

from bench.measures import Pair, groups_by, pairs_of
from ebpages.registry.mention import Mention, mentions_of
from ebpages.sources.catalogue import read_source, sources

FILE = Path(__file__).parent / "data" / "guide_truth.csv"
LISTS = (
    "bulstat",
    "trade_register",
    "bsmepa",
    "ecei_bronze",
    "abc_members",
    "transfer_centres",
    "gis_network",
)


@dataclass(slots=True)
class GuideTruth:
    """Labels by record; records without a row of the file stand alone."""

    organisation: dict[str, str] = field(default_factory=dict)
    entity: dict[str, str] = field(default_factory=dict)
    left_out: set[Pair] = field(default_factory=set)
    entity_left_out: set[Pair] = field(default_factory=set)

    @property
    def organisation_pairs(self) -> set[Pair]:
        return pairs_of(groups_by(self.organisation))

    @property
    def entity_pairs(self) -> set[Pair]:
        return pairs_of(groups_by(self.entity))


@cache
def guide_mentions() -> tuple[Mention, ...]:
    """Every shipped list, the addresses and support bodies included: they are what resolution works on."""
    return tuple(m for source in sources() for m in mentions_of(source, read_source(source.slug).records))


def scored_records() -> list[str]:
    """The records of the seven lists that the truth covers."""
    return [mention.record for mention in guide_mentions() if mention.record.split(":")[0] in LISTS]


@cache
def guide_truth() -> GuideTruth:
    truth = GuideTruth()
    for record in scored_records():
        truth.organisation[record] = truth.entity[record] = record
    doubts: dict[str, set[str]] = {}
    for row in _rows():
        record = f"{row['source']}:{row['number']}"
        if record not in truth.organisation:
            raise KeyError(f"{FILE.name}: no list has the record {record}; correct its source or number")
        truth.organisation[record] = row["organisation"]
        truth.entity[record] = f"{record}?" if row["entity"] == "?" else row["entity"]
        doubts.setdefault(row["organisation"], set()).update(filter(None, row["undecidable"].split(";")))
    _leave_out(truth, doubts)
    return truth


def _leave_out(truth: GuideTruth, doubts: dict[str, set[str]]) -> None:
    for a, b in combinations(sorted(truth.organisation), 2):
        one, other = truth.organisation[a], truth.organisation[b]
        if other in doubts.get(one, ()) or one in doubts.get(other, ()):
            truth.left_out.add((a, b))
            truth.entity_left_out.add((a, b))
        if one == other and (truth.entity[a].endswith("?") or truth.entity[b].endswith("?")):
            truth.entity_left_out.add((a, b))


def _rows() -> Iterator[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
