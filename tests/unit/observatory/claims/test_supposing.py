"""What the printed order of a list adds to what its surviving rows tell, on the condition that the order holds."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from ebpages.declared.interval import Interval
from ebpages.observatory.claims.claim_data import RecomputedNumber
from ebpages.observatory.claims.measure import Measure
from ebpages.observatory.claims.recomputation import recompute
from ebpages.observatory.claims.supposing import Supposing, lost_rows_by_value
from tests.samples.populations import STAGES, Member, Populated

CATEGORISED = ["start_up", "developing", "developed"]


def found(kind: str, data: Populated | Supposing, where: Sequence[str] = (), **more: Any) -> Interval:
    population = {"kind": "records", "list": "bsmepa", "where": {"stage": list(where)} if where else {}}
    asked = TypeAdapter(Measure).validate_python({"kind": kind, "population": population, **more})
    outcome = recompute(asked, data)
    assert isinstance(outcome, RecomputedNumber)
    return outcome.within


def listed(stages: Sequence[str], lost: Sequence[bool], sizes: Sequence[int] = ()) -> Populated:
    """A list whose rows print these stages; of those that are lost nothing is known."""
    members = [str(size) for size in sizes] or ["10"] * len(stages)
    true = [
        {"stage": (stage,), "members": (size,), "settlement": ("София",), "country": ("BG",)}
        for stage, size in zip(stages, members, strict=True)
    ]
    return Populated(tuple(Member(row, row, gone) for row, gone in zip(true, lost, strict=True)))


def supposing(data: Populated, **counts: int) -> Supposing:
    printed = {n: member.stated["stage"] for n, member in enumerate(data.members, 1) if not member.lost}
    return Supposing(data, "bsmepa", "stage", lost_rows_by_value(printed, len(data.members), STAGES, counts))


def as_printed_by_the_agency() -> Populated:
    """The categorisation: 78 rows by stage, of which 12–18, 31–36, 59–64 and 73–78 are lost."""
    stages = ["start_up"] * 42 + ["developing"] * 20 + ["developed"] * 4 + ["not_categorised"] * 12
    gone = {*range(12, 19), *range(31, 37), *range(59, 65), *range(73, 79)}
    return listed(stages, [row in gone for row in range(1, 79)])


def test_lost_rows_between_rows_of_one_stage_have_it() -> None:
    data = as_printed_by_the_agency()
    assert found("count", data, CATEGORISED) == Interval(47, 72)
    assert found("count", supposing(data), CATEGORISED) == Interval(60, 66)
    assert found("class", supposing(data), property="stage", values=["start_up"]) == Interval(42, 48)


def test_with_the_four_that_the_guide_names_every_stage_is_told() -> None:
    data = supposing(as_printed_by_the_agency(), developed=4)
    counted = [found("class", data, property="stage", values=[stage]) for stage in STAGES]
    assert counted == [Interval(n, n) for n in (42, 20, 4, 12)]
    assert found("count", data, CATEGORISED) == Interval(66, 66)


def test_what_else_a_lost_row_prints_stays_open() -> None:
    data = supposing(as_printed_by_the_agency(), developed=4)
    asked = {"cells": ["settlement"], "words": ["София"]}
    assert found("mentions", data, ["developed"], **asked) == Interval(2, 4)
    assert found("known", data, CATEGORISED, property="members") == Interval(47, 66)


def test_rows_out_of_order_tell_nothing() -> None:
    data = listed(["developed", "start_up", "developing"], [False, False, True])
    assert found("count", supposing(data), CATEGORISED) == found("count", data, CATEGORISED)


rows = st.lists(st.tuples(st.sampled_from(STAGES), st.booleans(), st.integers(1, 40)), max_size=9)


@given(rows, st.sampled_from([(), ("start_up",), ("developing", "developed")]))
def test_where_the_order_holds_so_does_the_truth(
    rows: list[tuple[str, bool, int]], where: Sequence[str]
) -> None:
    rows.sort(key=lambda row: STAGES.index(row[0]))
    data = listed([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])
    members = [member for member in data.members if not where or member.true["stage"][0] in where]
    large = sum(int(member.true["members"][0]) >= 20 for member in members)
    start_ups = sum(member.true["stage"] == ("start_up",) for member in members)
    supposed = supposing(data)
    for truth, within in (
        (len(members), found("class", supposed, where, property="stage", values=list(STAGES))),
        (start_ups, found("class", supposed, where, property="stage", values=["start_up"])),
        (large, found("class", supposed, where, property="members", **{"from": 20})),
        (len(members), found("known", supposed, where, property="members")),
        (len(members), found("mentions", supposed, where, cells=["settlement"], words=["София"])),
    ):
        assert within.low <= truth <= within.high
