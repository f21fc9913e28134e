"""Findings about values: two where one is allowed, lists that differ, labels that have lapsed."""

import datetime
from collections.abc import Iterator
from itertools import combinations

from ebpages.reference.settlements import find_settlements
from ebpages.registry.findings.finding import Finding, finding
from ebpages.registry.findings.site_pairs import alike
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.mention import Mention
from ebpages.registry.single_valued import IN_A_ROW, IN_AN_ORGANISATION
from ebpages.registry.statements import Statement
from ebpages.sources.catalogue import sources


def several_values(snapshot: Snapshot) -> Iterator[Finding]:
    """Two values in one record, in one cell or in two, for a property that has one."""
    for record, _ in snapshot.records():
        for told in IN_A_ROW:
            values = {statement.value: statement for statement in snapshot.of(record, told)}
            if len(values) > 1:
                yield _several(snapshot, told, list(values.values()), " + ".join(values))


def several_seats(snapshot: Snapshot) -> Iterator[Finding]:
    """Two settlements in the cell of the seat: members may work from several towns, a legal entity has one seat."""
    for statement in snapshot.all("seat"):
        settlements = find_settlements(statement.value)
        if len(settlements) > 1:
            seats = ", ".join(found.bg for found in settlements)
            yield finding(
                "several_seats",
                statements=(statement.id,),
                name=snapshot.title(statement.record),
                seats=seats,
            )


def row_copied(snapshot: Snapshot) -> Iterator[Finding]:
    """Rows of two organisations in one list with the same year, seat and members and nearly the same website.

    The values are doubted of the row whose website no other list gives to its organisation; of both where that tells
    nothing.
    """
    for one, other in snapshot.site_pairs:
        pair = sorted({one[0].record, other[0].record}, key=snapshot.row_place)
        if (
            len(pair) < 2
            or pair[0].partition(":")[0] != pair[1].partition(":")[0]
            or not alike(one[1], other[1])
        ):
            continue
        if snapshot.organisation(pair[0]) == snapshot.organisation(pair[1]):
            continue
        said = [snapshot.of(record, *_COPIED) for record in pair]
        here, there = ({(s.property, s.value) for s in found} for found in said)
        if here == there and len(here) == len(_COPIED):
            own = [len(snapshot.sites_of_other_lists(record)) for record in pair]
            copies = [n for n in (0, 1) if own[n] == min(own)]
            doubted = [s.id for n in copies for s in (*said[n], *snapshot.of(pair[n], "website"))]
            shown = [s.id for n in (0, 1) for s in (*said[n], *snapshot.of(pair[n], "website"))]
            names = [snapshot.title(record) for record in (pair if copies[0] == 0 else pair[::-1])]
            yield finding(
                "row_copied",
                place=snapshot.place(*pair),
                statements=tuple(shown),
                one=names[0],
                other=names[1],
                doubted=" ".join(doubted),
            )


def register_state(snapshot: Snapshot) -> Iterator[Finding]:
    """Legal entities that a register gives as in liquidation or insolvent."""
    lists = {source.slug: source for source in snapshot.sources}
    for statement in snapshot.all("registry_state"):
        if statement.value in _ENDING:
            edition = lists[statement.record.partition(":")[0]].edition
            yield finding(
                "register_state",
                statements=(statement.id,),
                name=snapshot.title(statement.record),
                state=statement.value,
                on=edition,
            )


def label_not_marked(snapshot: Snapshot) -> Iterator[Finding]:
    """A label that one list gives, while another list that marks such labels leaves the organisation without a mark."""
    marking = {source.slug for source in sources() if source.labels_marked}
    for group in snapshot.resolution.organisations:
        labels = [s for m in group for s in snapshot.of(m.record, "label")]
        giving = {s.record.partition(":")[0] for s in labels}
        bare = [m for m in group if (slug := m.record.partition(":")[0]) in marking and slug not in giving]
        if labels and bare:
            yield finding(
                "lists_differ",
                place=snapshot.place(group[0].record),
                statements=(*(s.id for s in labels), *snapshot.names(*(m.record for m in bare))),
                case="not_marked",
                property="label",
                name=_name(snapshot, group),
                values=labels[0].value,
            )


def _several(snapshot: Snapshot, told: str, said: list[Statement], values: str) -> Finding:
    ids = tuple(statement.id for statement in said)
    name = snapshot.title(said[0].record)
    return finding("several_values", statements=ids, property=told, name=name, values=values)


def lists_differ(snapshot: Snapshot) -> Iterator[Finding]:
    """Two records of one organisation that give different values for a property that has one."""
    for group in snapshot.resolution.organisations:
        for told in IN_AN_ORGANISATION if len(group) > 1 else ():
            said = [_values(snapshot, mention.record, told) for mention in group]
            yield from _differing(snapshot, group, told, [s for s in said if s])
        seats = [s for m in group if (s := _settlements(snapshot, m.record))] if len(group) > 1 else []
        yield from _differing(snapshot, group, "seat", seats)
        yield from _website_or_none(snapshot, group)


def region_against_seat(snapshot: Snapshot) -> Iterator[Finding]:
    """A planning region in which none of the seats lies that the organisation's other records give."""
    for group in snapshot.resolution.organisations:
        for region in (s for mention in group for s in snapshot.of(mention.record, "planning_region")):
            seats = [
                s
                for mention in group
                for s in snapshot.of(mention.record, "seat")
                if find_settlements(s.value)
            ]
            if seats and not any(_lies_in(seat, region.value) for seat in seats):
                yield finding(
                    "region_against_seat",
                    place=snapshot.place(group[0].record),
                    statements=(region.id, *(seat.id for seat in seats)),
                    name=_name(snapshot, group),
                    region=region.value,
                    seat=", ".join(dict.fromkeys(seat.value for seat in seats)),
                )


def label_lapsed(snapshot: Snapshot) -> Iterator[Finding]:
    """Labels whose validity has ended on the day of the snapshot, unless a list shows a later one of their scheme."""
    for group in snapshot.resolution.organisations:
        labels = [s for m in group for s in snapshot.of(m.record, "label") if s.valid_until]
        for label in labels:
            scheme = label.value.partition(":")[0]
            valid = [s for s in labels if s.value.startswith(scheme) and _end(s) >= snapshot.as_of]
            if _end(label) < snapshot.as_of and not valid:
                name = snapshot.title(label.record)
                yield finding(
                    "label_lapsed", place=snapshot.place(group[0].record), statements=(label.id,), name=name, label=label.value,
                    until=label.valid_until, on=snapshot.as_of.isoformat(), edition=snapshot.edition(label.record),
                )  # fmt: skip


_COPIED = ("founded", "seat", "members")
_ENDING = ("in_liquidation", "insolvent")
_Said = tuple[frozenset[str], tuple[Statement, ...]]


def _differing(
    snapshot: Snapshot, group: tuple[Mention, ...], told: str, said: list[_Said]
) -> Iterator[Finding]:
    """One finding for all the records of an organisation when two of them have no value in common."""
    if any(not one & other for (one, _), (other, _) in combinations(said, 2)):
        statements = [statement for _, found in said for statement in found]
        values = dict.fromkeys(" + ".join(sorted(values)) for values, _ in said)
        yield finding(
            "lists_differ",
            place=snapshot.place(group[0].record),
            statements=tuple(statement.id for statement in statements),
            property=told,
            name=snapshot.title(statements[0].record),
            values=" ≠ ".join(values),
        )


def _website_or_none(snapshot: Snapshot, group: tuple[Mention, ...]) -> Iterator[Finding]:
    """One record says that there is no website, another gives one."""
    absent = [s for mention in group for s in snapshot.of(mention.record, "website_absent")]
    given = [s for mention in group for s in snapshot.of(mention.record, "website")]
    if absent and given:
        yield finding(
            "lists_differ",
            place=snapshot.place(group[0].record),
            statements=tuple(statement.id for statement in (*absent, *given)),
            property="website",
            name=_name(snapshot, group),
            values=f"{absent[0].original} ≠ {given[0].value}",
        )


def _values(snapshot: Snapshot, record: str, told: str) -> _Said | None:
    said = snapshot.of(record, told)
    return (frozenset(statement.value for statement in said), said) if said else None


def _settlements(snapshot: Snapshot, record: str) -> _Said | None:
    """The settlements of a record's seat; without the cell, the address in its name."""
    said = snapshot.of(record, "seat")
    places = frozenset(place.bg for statement in said for place in find_settlements(statement.value))
    if places:
        return places, said
    mention = snapshot.mentions[record]
    return (frozenset({mention.name.seat}), snapshot.of(record, "name")[:1]) if mention.name.seat else None


def _lies_in(seat: Statement, region: str) -> bool:
    return any(settlement.region.startswith(region) for settlement in find_settlements(seat.value))


def _name(snapshot: Snapshot, group: tuple[Mention, ...]) -> str:
    return snapshot.title(group[0].record)


def _end(label: Statement) -> datetime.date:
    return datetime.date.fromisoformat(label.valid_until)


FINDERS = (
    several_values,
    several_seats,
    lists_differ,
    label_not_marked,
    region_against_seat,
    row_copied,
    register_state,
    label_lapsed,
)
WHO_IS_WHO = (lists_differ, label_not_marked, region_against_seat, row_copied, label_lapsed)
