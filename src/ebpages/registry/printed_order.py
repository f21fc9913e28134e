"""What the order in which a list is printed tells, on the condition that it holds; never more than that condition.

Two orders are used; data/printed_order.yaml names them, says on what they are seen and how sure they are. The agency's
list goes by stage, so that a lost row has a stage between those of the rows around it. The references go by the rows of
that list, so that an address belongs to a row between those of the addresses around it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ebpages.declared.schema import Declared, read_document, read_entry
from ebpages.declared.text import Text

FILE = Path(__file__).parent / "data" / "printed_order.yaml"
BY_STAGE, BY_ROW = "by-stage", "by-row"


class Ground(Declared):
    """An order as a ground: in which list it is seen, after what the list is ordered, as of when, and how sure that is.

    follows: the property, or the list, that the order follows.
    """

    code: str
    list: str
    follows: str
    as_of: str
    certainty: str
    condition: Text
    seen_on: Text
    source: str


@cache
def grounds() -> Mapping[str, Ground]:
    entries = read_document(FILE)["grounds"]
    read = (read_entry(FILE.name, "ground", Ground, n, entry) for n, entry in enumerate(entries, 1))
    return {ground.code: ground for ground in read}


def stages_by_order(
    printed: Mapping[int, Collection[str]], last: int, order: Sequence[str]
) -> Mapping[int, tuple[str, ...]]:
    """The stages that each row from 1 to last can have if rows are printed in this order of stages.

    printed: the stages of the rows that are not lost, by number; a row that prints several has one of them here. Empty
    when no choice among them is in order: then order tells nothing.
    """
    rank = {stage: number for number, stage in enumerate(order)}
    ranks = {row: sorted(rank[stage] for stage in stages) for row, stages in printed.items() if stages}
    least, most = 0, len(order) - 1
    lowest, highest = {}, {}
    for row in range(1, last + 1):
        least = next((r for r in ranks.get(row, (least,)) if r >= least), len(order))
        lowest[row] = least
    for row in range(last, 0, -1):
        most = next((r for r in reversed(ranks.get(row, (most,))) if r <= most), -1)
        highest[row] = most
    if any(lowest[row] > highest[row] for row in lowest):
        return {}
    return {row: tuple(order[lowest[row] : highest[row] + 1]) for row in lowest}


def counts_by_order(
    stages: Mapping[int, Collection[str]], known: Mapping[str, int] | None = None
) -> Mapping[str, tuple[int, int]]:
    """How many rows have each stage, at least and at most. known: counts that are known otherwise; they narrow the rest."""
    certain = Counter(stage for found in stages.values() if len(found) == 1 for stage in found)
    possible = Counter(stage for found in stages.values() for stage in found)
    bounds = {stage: (certain[stage], possible[stage]) for stage in possible}
    for stage, count in (known or {}).items():
        if stage in bounds and bounds[stage][0] <= count <= bounds[stage][1]:
            bounds[stage] = count, count
    total = len(stages)
    least, most = (sum(bound[side] for bound in bounds.values()) for side in (0, 1))
    return {
        stage: (max(low, total - (most - high)), min(high, total - (least - low)))
        for stage, (low, high) in bounds.items()
    }


@dataclass(frozen=True, slots=True)
class Between:
    """Two rows, both known, between which an item stands; 0 and the number behind the last row where there is none."""

    after: int
    before: int

    @property
    def rows(self) -> range:
        return range(self.after + 1, self.before)


def places_by_order(rows: Sequence[int | None], last: int) -> tuple[Between | None, ...]:
    """For each item of a list that follows the rows of another, between which rows it stands; None where its row is known.

    rows: the row of each item, None where it is not known. Items whose known row is out of order witness nothing and
    are placed like the others.
    """
    witnesses = dict(_longest_rise([(at, row) for at, row in enumerate(rows) if row is not None]))
    found: list[Between | None] = []
    for at in range(len(rows)):
        before = [row for place, row in witnesses.items() if place < at]
        behind = [row for place, row in witnesses.items() if place > at]
        found.append(
            None if at in witnesses else Between(max(before, default=0), min(behind, default=last + 1))
        )
    return tuple(found)


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of a sequence of (place, row) in which rows rise."""
    ends: list[int] = []  # the smallest row in which a rise of each length can end
    tails: list[int] = []
    previous: list[int] = []
    for number, (_, row) in enumerate(pairs):
        length = bisect_left(ends, row)
        ends[length : length + 1] = [row]
        tails[length : length + 1] = [number]
        previous.append(tails[length - 1] if length else -1)
    rise, at = [], tails[-1] if tails else -1
    while at >= 0:
        rise.append(pairs[at])
        at = previous[at]
    return rise[::-1]
