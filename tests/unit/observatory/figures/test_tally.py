"""Classes add up to the coverage, whatever members state; bounds hold whatever the unknown turn out to be."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.declaration import Counts
from ebpages.observatory.figures.tally import OTHER, SEVERAL, UNKNOWN, members_of, sorter, tally
from ebpages.observatory.population import Observed

APART = {"bg": "няколко", "en": "several"}
CODES = ["start_up", "developing", "developed", "not_categorised"]
populations = st.dictionaries(
    st.sets(st.sampled_from(CODES), max_size=3).map(lambda s: tuple(sorted(s))),
    st.integers(1, 50),
    max_size=8,
)


def counts(property: str = "stage", **keys: object) -> Counts:
    population = {"kind": "records", "list": "bsmepa"}
    return Counts.model_validate({"population": population, "property": property, "several": APART, **keys})


def test_members_that_contradict_themselves_stand_apart() -> None:
    seen = Observed({("start_up",): 3, ("developing", "start_up"): 1, (): 2}, lost=4)
    shown = tally(seen, counts())
    assert [(c.code, c.count, c.bounds.low, c.bounds.high) for c in shown.classes] == [("start_up", 3, 3, 10)]
    assert (shown.several, shown.known, shown.unknown, shown.lost, shown.total) == (1, 4, 2, 4, 10)


def test_members_may_count_in_each_class_that_they_state() -> None:
    seen = Observed({("developing", "start_up"): 1, ("start_up",): 1})
    shown = tally(seen, counts(several="each"))
    assert {c.code: c.count for c in shown.classes} == {"start_up": 2, "developing": 1}
    assert (shown.mentions, shown.known, shown.in_several) == (3, 2, 1)


def test_whole_numbers_find_their_range_and_the_rest_is_other() -> None:
    ranges = [{"code": "few", "to": 9}, {"code": "many", "from": 20}]
    shown = tally(Observed({("9",): 1, ("15",): 2, ("20",): 3}), counts("members", classes=ranges))
    assert [(c.code, c.count) for c in shown.classes] == [("few", 1), ("many", 3), (OTHER, 2)]


def test_an_empty_class_that_was_declared_is_shown_as_nought() -> None:
    ranges = [{"code": "few", "to": 9}, {"code": "many", "from": 10}]
    shown = tally(Observed({("3",): 1}), counts("members", classes=ranges))
    assert [c.count for c in shown.classes] == [1, 0]


def test_years_without_anybody_are_shown_between_others() -> None:
    shown = tally(Observed({("2012",): 1, ("2015",): 2}), counts("founded", order="value"))
    assert [(c.code, c.count) for c in shown.classes] == [("2012", 1), ("2013", 0), ("2014", 0), ("2015", 2)]


def test_small_classes_stand_together_when_only_the_largest_are_shown() -> None:
    seen = Observed(
        {("start_up",): 5, ("developing",): 3, ("developed",): 1, ("developed", "not_categorised"): 1}
    )
    shown = tally(seen, counts(several="each", largest=1))
    assert [(c.code, c.count) for c in shown.classes] == [("start_up", 5), (OTHER, 5)]


@given(populations, st.integers(0, 30), st.booleans(), st.sampled_from([None, 1, 2, 3]))
def test_classes_add_up_to_the_coverage(values: dict, lost: int, each: bool, largest: int | None) -> None:
    seen = Observed(values, lost)
    declared = counts(several="each" if each else APART, largest=largest)
    shown = tally(seen, declared)
    assert shown.known + shown.unknown + shown.lost == shown.total == seen.total
    assert shown.mentions >= shown.known if each else shown.mentions == shown.known
    assert (shown.in_several > 0) == (shown.mentions > shown.known)


@given(populations, st.integers(0, 30), st.booleans(), st.sampled_from([None, 1, 2, 3]))
def test_a_number_leads_to_as_many_members(values: dict, lost: int, each: bool, largest: int | None) -> None:
    seen = Observed(values, lost)
    declared = counts(several="each" if each else APART, largest=largest)
    shown = tally(seen, declared)
    told = {**{c.code: c.count for c in shown.classes}, SEVERAL: shown.several, UNKNOWN: shown.unknown}
    for code, number in told.items():
        assert sum(seen.values.get(v, 0) for v in members_of(code, seen, declared)) == number


@given(populations, st.integers(0, 10), st.randoms(use_true_random=False))
def test_bounds_hold_whatever_the_open_members_turn_out_to_be(
    values: dict, lost: int, chance: random.Random
) -> None:
    seen, declared = Observed(values, lost), counts()
    truth: dict[str, int] = dict.fromkeys(CODES, 0)
    for stated, number in values.items():
        for _ in range(number):
            truth[chance.choice(stated or CODES)] += 1
    for _ in range(lost):
        truth[chance.choice(CODES)] += 1
    for item in tally(seen, declared).classes:
        assert item.bounds.low <= truth[item.code] <= item.bounds.high


@given(populations, st.data(), st.randoms(use_true_random=False))
def test_bounds_hold_whatever_is_true_of_doubted_members(
    values: dict, data: st.DataObject, chance: random.Random
) -> None:
    doubted = {v: data.draw(st.integers(0, number)) for v, number in values.items() if v}
    truth: dict[str, int] = dict.fromkeys(CODES, 0)
    for stated, number in values.items():
        for at in range(number):
            truth[chance.choice(CODES if at < doubted.get(stated, 0) else stated or CODES)] += 1
    for item in tally(Observed(values, doubted=doubted), counts()).classes:
        assert item.bounds.low <= item.count <= item.bounds.high
        assert item.bounds.low <= truth[item.code] <= item.bounds.high


def test_a_doubted_value_counts_as_printed_and_widens_the_bounds() -> None:
    shown = tally(Observed({("start_up",): 3, ("developing",): 2}, doubted={("start_up",): 1}), counts())
    assert [(c.code, c.count, c.bounds.low, c.bounds.high) for c in shown.classes] == [
        ("start_up", 3, 2, 3),
        ("developing", 2, 2, 3),
    ]
    assert shown.doubted == 1


def test_every_shipped_figure_of_counts_finds_a_class_for_every_value() -> None:
    for figure in figures().values():
        if figure.counts and isinstance(figure.counts.classes, tuple):
            assert sorter(figure.counts)("1") in {OTHER, *(c.code for c in figure.counts.classes)}
