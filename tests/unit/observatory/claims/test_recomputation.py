"""Every measure holds the truth between its bounds, whatever is unknown or lost."""

import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from ebpages.declared.interval import Interval, exactly
from ebpages.observatory.claims.claim_data import Gap, RecomputedCodes, RecomputedNumber
from ebpages.observatory.claims.measure import Measure
from ebpages.observatory.claims.recomputation import recompute
from ebpages.observatory.population import Values
from tests.samples.populations import STAGES, TOWNS, Member, Populated, populated, wheres

Where = dict[str, Values]
START_UPS = {"property": "stage", "values": ["start_up"]}
SOFIA = {"property": "settlement", "values": ["София"]}
TEN_TO_THIRTY = {"property": "members", "from": 10, "to": 30}


def measure(kind: str, where: Where | None = None, **more: Any) -> Measure:
    population = {"kind": "records", "list": "bsmepa", "where": where or {}}
    return TypeAdapter(Measure).validate_python({"kind": kind, "population": population, **more})


def arithmetic(kind: str, **more: Any) -> Measure:
    return TypeAdapter(Measure).validate_python({"kind": kind, **more})


def found(asked: Measure, data: Populated) -> RecomputedNumber:
    outcome = recompute(asked, data)
    assert isinstance(outcome, RecomputedNumber)
    return outcome


def holds(asked: Measure, data: Populated, truth: float) -> None:
    within = found(asked, data).within
    assert within.low - 1e-9 <= truth <= within.high + 1e-9, (within, truth)


def having(members: list[Member], prop: str, value: str) -> int:
    return sum(value in member.true[prop] for member in members)


def in_class(member: Member, of: dict[str, Any]) -> bool:
    if "values" in of:
        return not set(of["values"]).isdisjoint(member.true[of["property"]])
    return any(of["from"] <= int(value) <= of["to"] for value in member.true[of["property"]])


@given(populated, wheres)
def test_a_count_holds_the_truth(data: Populated, where: Where) -> None:
    holds(measure("count", where), data, len(data.truly(where)))


@given(populated, wheres)
def test_the_number_of_members_in_a_class_holds_the_truth(data: Populated, where: Where) -> None:
    for of in (START_UPS, SOFIA, TEN_TO_THIRTY):
        truth = sum(in_class(member, of) for member in data.truly(where))
        holds(measure("class", where, **of), data, truth)


@given(populated, wheres)
def test_a_share_of_all_holds_the_truth(data: Populated, where: Where) -> None:
    members = data.truly(where)
    for of in (START_UPS, SOFIA, TEN_TO_THIRTY):
        if members:
            truth = 100 * sum(in_class(member, of) for member in members) / len(members)
            holds(measure("share", where, **of), data, truth)


@given(populated, wheres)
def test_a_share_of_the_known_holds_what_the_whole_list_states(data: Populated, where: Where) -> None:
    for of in (START_UPS, SOFIA, TEN_TO_THIRTY):
        members = [member for member in data.truly(where) if member.stated[of["property"]]]
        if members:
            truth = 100 * sum(in_class(member, of) for member in members) / len(members)
            holds(measure("share", where, **of, among="known"), data, truth)


@given(populated, wheres)
def test_the_number_that_state_something_holds_what_the_whole_list_states(
    data: Populated, where: Where
) -> None:
    members = data.truly(where)
    known = sum(bool(member.stated["members"]) for member in members)
    holds(measure("known", where, property="members"), data, known)
    several = sum(len(member.stated["stage"]) > 1 for member in members)
    holds(measure("several", where, property="stage"), data, several)
    holds(measure("mentions", where, cells=["settlement"], words=["Соф"]), data, _mention_sofia(members))


def _mention_sofia(members: list[Member]) -> int:
    return sum("София" in member.stated["settlement"] for member in members)


@given(populated, wheres)
def test_largest_and_smallest_hold_the_truth(data: Populated, where: Where) -> None:
    values = [int(member.true["members"][0]) for member in data.truly(where)]
    if values:
        holds(measure("largest", where, property="members"), data, max(values))
        holds(measure("smallest", where, property="members"), data, min(values))


@given(populated, wheres)
def test_a_margin_holds_the_truth(data: Populated, where: Where) -> None:
    members = data.truly(where)
    for of, values in ((START_UPS, STAGES), (SOFIA, TOWNS)):
        prop, own = of["property"], of["values"][0]
        others = max(having(members, prop, value) for value in values if value != own)
        holds(measure("margin", where, **of), data, having(members, prop, own) - others)


@given(populated, wheres)
def test_the_number_of_different_values_holds_the_truth(data: Populated, where: Where) -> None:
    for prop in ("stage", "settlement"):
        truth = {value for member in data.truly(where) for value in member.true[prop]}
        holds(measure("distinct", where, property=prop), data, len(truth))


@given(populated, wheres)
def test_codes_that_are_certain_are_so_and_those_that_are_so_are_possible(
    data: Populated, where: Where
) -> None:
    members = data.truly(where)
    counted = Counter(value for member in members for value in member.true["settlement"])
    every = recompute(measure("codes", where, property="settlement"), data)
    first = recompute(measure("codes", where, property="settlement", first=1), data)
    assert isinstance(every, RecomputedCodes)
    assert isinstance(first, RecomputedCodes)
    assert every.certain <= counted.keys()
    assert every.possible is None or counted.keys() <= every.possible
    leading = {value for value in counted if counted[value] == max(counted.values())}
    assert first.certain <= leading
    assert first.possible is None or leading <= first.possible


@given(populated)
def test_ratios_sums_and_differences_hold_the_truth(data: Populated) -> None:
    asked = [measure("class", property="stage", values=[stage]) for stage in STAGES[:2]]
    a, b = (having(list(data.members), "stage", stage) for stage in STAGES[:2])
    holds(arithmetic("sum", of=asked), data, a + b)
    holds(arithmetic("product", of=asked), data, a * b)
    holds(arithmetic("difference", of=asked[0], less=asked[1]), data, a - b)
    if b:
        holds(arithmetic("ratio", of=asked[0], to=asked[1]), data, a / b)
        holds(arithmetic("per_cent", of=asked[0], to=asked[1]), data, 100 * a / b)


# single cases


def row(lost: bool = False, **stated: str) -> Member:
    every = {prop: (stated[prop],) if prop in stated else () for prop in ("stage", "members", "settlement")}
    return Member(every, {**every, "country": ("BG",)}, lost)


def test_a_list_whose_numbers_do_not_skip_is_taken_as_whole() -> None:
    data = Populated((row(), row()))
    assert found(measure("count"), data) == RecomputedNumber(exactly(2), 2)


def test_of_a_damaged_list_only_the_last_number_is_known() -> None:
    data = Populated((row(), row(lost=True), row(), row(lost=True)))
    outcome = found(measure("count"), data)
    assert (outcome.within, outcome.seen) == (Interval(3, math.inf), 2)
    assert [gap.code for gap in outcome.gaps] == ["end_lost"]


def test_a_declared_total_bounds_a_count() -> None:
    population = {"kind": "records", "list": "ecei_bronze", "declared": 124}
    outcome = found(arithmetic("count", population=population), Populated((row(), row())))
    assert outcome.within == Interval(2, 124)
    assert outcome.gaps == (Gap("declared", (("found", 2), ("declared", 124))),)


def test_what_is_missing_is_named() -> None:
    data = Populated((row(members="6"), row(), row(lost=True)))
    outcome = found(measure("largest", property="members"), data)
    assert (outcome.within, outcome.seen) == (Interval(6, math.inf), 6)
    unstated, lost = outcome.gaps
    assert unstated == Gap("unstated", (("unstated", 1), ("found", 2), ("property", "members")))
    assert lost == Gap("lost", (("lost", 1), ("list", "bsmepa")))


def test_a_row_that_states_its_number_is_read() -> None:
    data = Populated((row(members="63"),))
    asked = {"list": "bsmepa", "property": "members"}
    assert found(arithmetic("stated", row="1", **asked), data).within == exactly(63)
    assert found(arithmetic("stated", row="2", **asked), data).gaps[0].code == "row_without"


SPENDING = {("gerd", "BG"): 0.78, ("gerd", "RO"): 0.48, ("gerd", "SK"): 0.79, ("gerd", "LV"): None}


def rank(*among: str, side: str = "below") -> Measure:
    return arithmetic(
        "rank", dataset="gerd", select={}, across="geo", of="BG", among=["BG", *among], side=side
    )


def test_a_rank_counts_those_below_and_leaves_room_for_missing_cells() -> None:
    data = Populated((), SPENDING)
    assert found(rank("RO", "SK"), data).within == exactly(1)
    assert found(rank("RO", "SK", side="above"), data).within == exactly(1)
    assert found(rank("RO", "SK", "LV"), data).within == Interval(1, 2)


def test_a_statistic_that_is_missing_says_nothing() -> None:
    data = Populated((), SPENDING)
    missing = {"kind": "statistic", "dataset": "gerd", "select": {"geo": "LV"}}
    there = {"kind": "statistic", "dataset": "gerd", "select": {"geo": "BG"}}
    assert found(arithmetic(**there), data).within == exactly(0.78)
    assert found(arithmetic("difference", of=missing, less=there), data).within == Interval(
        -math.inf, math.inf
    )
    assert found(arithmetic("per_cent", of=missing, to=there), data).within == Interval(0, math.inf)


def test_only_the_members_that_the_publication_knows_are_open() -> None:
    data = Populated((row(members="12"), row(members="13"), row(members="6"), row(), row(lost=True)))
    asked = measure("share", among="known", stating=4, **TEN_TO_THIRTY)
    assert found(asked, data).within == Interval(50, 75)
    assert found(asked, data).gaps[0] == Gap(
        "stating", (("stating", 4), ("found", 3), ("property", "members"))
    )


def test_the_leap_of_2016_leads_by_the_years_that_the_guide_knows() -> None:
    rows = [row(stage="start_up")] * 3
    data = Populated((*rows, *(row(members="16") for _ in range(5)), row(members="12")))
    asked = measure("margin", property="members", values=["16"], stating=8)
    assert found(asked, data).within == Interval(2, 6)


def by(*values: float) -> list[dict[str, Any]]:
    return [
        {"source": {"title": {"bg": str(n), "en": str(n)}}, "is": value} for n, value in enumerate(values)
    ]


def test_what_other_sources_say_is_a_number_between_theirs() -> None:
    assert found(arithmetic("reported", by=by(36)), Populated(())) == RecomputedNumber(exactly(36), 36)
    outcome = found(arithmetic("reported", by=by(36, 31)), Populated(()))
    assert (outcome.within, outcome.gaps) == (Interval(31, 36), (Gap("conflict"),))


def test_sources_give_numbers_or_days_not_both() -> None:
    with pytest.raises(ValueError, match="numbers or days"):
        arithmetic("reported", by=[*by(1), {"source": {"title": {"bg": "a", "en": "a"}}, "day": "2017"}])


def test_printed_numbers_are_added() -> None:
    parts = [{"kind": "printed", "value": 30}, {"kind": "printed", "value": 3.3}]
    assert found(arithmetic("sum", of=parts), Populated(())).within == exactly(33.3)
    ranged = {"kind": "printed", "from": 7, "to": 14}
    five = {"kind": "printed", "value": 5}
    assert found(arithmetic("ratio", of=ranged, to=five), Populated(())).within == Interval(1.4, 2.8)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"property": "colour"}, "have no property 'colour'"),
        ({"property": "stage", "values": ["young"]}, "has no value 'young'"),
        ({"property": "stage", "from": 1}, "have no order"),
        ({"property": "members", "from": "ten"}, "whole numbers"),
        ({"property": "members"}, "give either `values`, or `from` and `to`"),
    ],
)
def test_a_class_that_cannot_be_counted_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        measure("class", **given)
