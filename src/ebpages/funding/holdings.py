"""Who holds how much of whom: circles, linked enterprises and partners (Recommendation 2003/361/EC, Annex, Article 3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

PARTNER, MAJORITY = Decimal(25), Decimal(50)  # a partner from 25 %; linked beyond 50 %
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Holding:
    """share: per cent of the capital or of the votes, whichever is higher."""

    holder: str
    held: str
    share: Decimal


def circle(holdings: Iterable[Holding]) -> tuple[str, ...]:
    """A circle of enterprises that hold one another, the first again at the end; empty where there is none."""
    held_by: dict[str, set[str]] = defaultdict(set)
    for each in holdings:
        held_by[each.held].add(each.holder)
    try:
        TopologicalSorter(held_by).prepare()
    except CycleError as found:
        ring = found.args[1][:-1]
        first = ring.index(min(ring))
        return (*ring[first:], *ring[:first], ring[first])
    return ()


def linked_groups(
    names: Iterable[str], holdings: Collection[Holding], not_linking: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Each enterprise with those that it is linked with, itself among them: by a majority, through any number of others.

    Enterprises of one group hold jointly: 30 % and 30 % of two linked enterprises are a majority. not_linking: holders that are
    no enterprises, such as public bodies; what they hold links nobody.
    """
    leader = {name: name for name in names}
    counted = [each for each in holdings if each.holder not in not_linking]
    while _joined_by_majorities(leader, counted):
        pass
    groups: dict[str, set[str]] = defaultdict(set)
    for name in leader:
        groups[_leader_of(name, leader)].add(name)
    return {name: frozenset(groups[_leader_of(name, leader)]) for name in leader}


def _joined_by_majorities(leader: dict[str, str], holdings: Iterable[Holding]) -> bool:
    """One pass; what it joins may give others a joint majority, so that it is repeated until nothing is joined."""
    held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    joined = False
    for each in holdings:
        holders, other = _leader_of(each.holder, leader), _leader_of(each.held, leader)
        if holders == other:
            continue
        held[holders, each.held] += each.share
        if held[holders, each.held] > MAJORITY:
            leader[other] = holders
            joined = True
    return joined


def _leader_of(name: str, leader: dict[str, str]) -> str:
    while leader[name] != name:
        leader[name] = name = leader[leader[name]]
    return name


def held_jointly(holders: Collection[str], held: Collection[str], holdings: Iterable[Holding]) -> Decimal:
    """The largest part of one of the `held` that the holders have together, in per cent."""
    parts: dict[str, Decimal] = defaultdict(Decimal)
    for each in holdings:
        if each.holder in holders and each.held in held:
            parts[each.held] += each.share
    return max(parts.values(), default=Decimal(0))


def public_share(
    name: str, holdings: Iterable[Holding], public: Collection[str], exempt: Collection[str]
) -> Decimal:
    """Per cent of an enterprise that public bodies control, alone or together, directly or through others.

    A holder of which a majority is public counts in full, another by its own public share. exempt: holders that stay out of
    account up to half (small local authorities).
    """
    holders: dict[str, list[Holding]] = defaultdict(list)
    for each in holdings:
        holders[each.held].append(each)
    found: dict[str, Decimal] = {}
    for current in TopologicalSorter(
        {held: {h.holder for h in rows} for held, rows in holders.items()}
    ).static_order():
        found[current] = sum(
            (_public_part(h, found, public, exempt) for h in holders[current]), start=Decimal(0)
        )
    return found.get(name, Decimal(0))


def _public_part(
    holding: Holding, found: Mapping[str, Decimal], public: Collection[str], exempt: Collection[str]
) -> Decimal:
    if holding.holder in exempt and holding.share <= MAJORITY:
        return Decimal(0)
    if holding.holder in public or found[holding.holder] > MAJORITY:
        return holding.share
    return holding.share * found[holding.holder] / WHOLE
