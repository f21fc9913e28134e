"""Public ids over rebuilds, new lists, merges, splits and returns."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from ebpages.registry.public_ids import Assignment, Given, assign, given_after

Groups = Sequence[Sequence[str]]


class History:
    """What the database keeps from build to build: where records were, and every id ever given."""

    def __init__(self) -> None:
        self.before: Mapping[str, str] = {}
        self.given: Mapping[str, Given] = {}

    def build(self, groups: Groups) -> Assignment:
        made = assign(groups, self.before, self.given)
        self.before = {record: i for group, i in zip(groups, made.ids, strict=True) for record in group}
        self.given = given_after(groups, made, self.given)
        return made


def test_a_rebuild_keeps_every_id() -> None:
    history, groups = History(), [["a:1", "b:1"], ["a:2"], ["a:3"]]
    assert history.build(groups) == history.build(groups)


def test_two_installations_give_the_same_ids() -> None:
    assert History().build([["a:1", "b:1"], ["a:2"]]).ids == History().build([["a:1"], ["a:2", "c:9"]]).ids


def test_ids_are_short_and_can_be_told_from_identifiers() -> None:
    ids = History().build([[f"a:{n}"] for n in range(2000)]).ids
    assert len(set(ids)) == 2000
    assert all(len(i) == 7 and i.isalnum() and i.islower() and not i.isdigit() for i in ids)
    assert not set("".join(ids)) & set("ilou")


def test_a_new_list_keeps_every_id_even_where_it_comes_first() -> None:
    history = History()
    old = history.build([["b:1"], ["b:2"]])
    new = history.build([["a:7"], ["a:1", "b:1"], ["b:2"]])
    assert new.ids[1:] == old.ids and not new.redirects


def test_a_merge_leaves_a_redirect() -> None:
    history = History()
    large, small = history.build([["a:1", "b:1"], ["a:2"]]).ids
    merged = history.build([["a:1", "a:2", "b:1"]])
    assert merged.ids == (large,) and merged.redirects == {small: large}


def test_a_redirect_outlives_rebuilds_and_follows_a_second_merge() -> None:
    history = History()
    first, second, third = history.build([["a:1"], ["a:2", "b:2"], ["a:3", "b:3", "c:3"]]).ids
    history.build([["a:1", "a:2", "b:2"], ["a:3", "b:3", "c:3"]])
    history.build([["a:1", "a:2", "b:2"], ["a:3", "b:3", "c:3"]])
    last = history.build([["a:1", "a:2", "b:2", "a:3", "b:3", "c:3"]])
    assert last.ids in ((second,), (third,))
    assert {first, second, third} - set(last.ids) == set(last.redirects)
    assert set(last.redirects.values()) == set(last.ids)


def test_a_split_keeps_the_id_with_the_larger_part() -> None:
    history = History()
    (whole,) = history.build([["a:1", "a:2", "b:2"]]).ids
    parts = history.build([["a:1"], ["a:2", "b:2"]])
    assert parts.ids[1] == whole and parts.ids[0] != whole and not parts.redirects


def test_an_organisation_that_comes_back_gets_its_old_id() -> None:
    history = History()
    stays, leaves = history.build([["a:1"], ["a:2"]]).ids
    without = history.build([["a:1"]])
    assert without.ids == (stays,) and without.redirects == {leaves: leaves}
    assert history.build([["a:1"], ["a:2"]]).ids == (stays, leaves)


def test_a_merge_that_is_taken_back_gives_both_their_ids_again() -> None:
    history = History()
    both = history.build([["a:1", "b:1"], ["a:2"]])
    history.build([["a:1", "b:1", "a:2"]])
    assert history.build([["a:1", "b:1"], ["a:2"]]) == both


def test_organisations_of_one_row_each_that_are_joined_and_parted_get_their_ids_back() -> None:
    for rows in (
        ["bulstat:1", "bulstat:6"],
        ["bulstat:6", "bulstat:1"],
    ):  # whichever id comes first by its letters
        history = History()
        apart = history.build([[row] for row in rows])
        joined = history.build([rows])
        assert joined.ids == apart.ids[:1]  # of as many records, that of the anchor that comes first
        assert history.build([[row] for row in rows]) == apart


def test_a_part_that_is_new_gets_a_new_id_and_the_anchor_keeps_the_old_one() -> None:
    history = History()
    (whole,) = history.build([["a:1", "b:1"]]).ids
    assert history.build([["b:1"], ["a:1"]]).ids[1] == whole


def test_an_organisation_to_which_a_list_added_rows_is_known_again() -> None:
    history = History()
    history.build([["b:1"], ["b:2", "c:2"], ["b:3"]])
    beginning = history.build([["a:1", "b:1"], ["b:2", "c:2"], ["b:3"]])  # a list more, which comes first
    history.build([["a:1", "b:1", "b:2", "c:2", "b:3"]])
    history.build([["a:1", "b:1", "b:3"], ["b:2", "c:2"]])
    assert history.build([["a:1", "b:1"], ["b:2", "c:2"], ["b:3"]]).ids == beginning.ids


def test_an_id_that_was_given_to_another_is_never_given_again() -> None:
    (derived,) = assign([["a:1"]], {}, {}).ids
    taken = {derived: Given(derived, "somebody else")}
    assert assign([["a:1"]], {}, taken).ids != (derived,)


records = st.sampled_from([f"{source}:{number}" for source in "abc" for number in range(5)])
partitions = st.dictionaries(records, st.integers(0, 6), min_size=1).map(
    lambda placed: [
        sorted(record for record, group in placed.items() if group == number)
        for number in sorted({*placed.values()})
    ]
)


@given(st.lists(partitions, min_size=1, max_size=6))
def test_whatever_happens_ids_are_unique_and_redirects_never_dangle(builds: list[Groups]) -> None:
    history, ever = History(), set[str]()
    for groups in builds:
        made = history.build(groups)
        assert len(set(made.ids)) == len(made.ids) == len(groups)
        assert set(made.redirects) == ever - set(made.ids)
        for heir in made.redirects.values():
            assert heir in made.ids or made.redirects[heir] == heir  # alive, or gone for the time being
        ever |= set(made.ids)


_ROWS = ("a:1", "a:2", "b:1", "b:2", "c:1")
shuffles = st.lists(st.integers(0, 3), min_size=len(_ROWS), max_size=len(_ROWS)).map(
    lambda places: [
        [row for row, place in zip(_ROWS, places, strict=True) if place == number]
        for number in sorted({*places})
    ]
)


@given(shuffles, st.lists(shuffles, max_size=6))
def test_after_any_joining_and_parting_sets_of_records_that_are_as_before_have_the_ids_of_before(
    beginning: Groups, meanwhile: list[Groups]
) -> None:
    history = History()
    first = history.build(beginning)
    for groups in meanwhile:
        history.build(groups)
    assert history.build(beginning).ids == first.ids


@given(partitions, partitions)
def test_an_id_that_a_group_keeps_was_that_of_one_of_its_records(earlier: Groups, later: Groups) -> None:
    history = History()
    history.build(earlier)
    before = dict(history.before)
    for group, public_id in zip(later, history.build(later).ids, strict=True):
        owners = {record for record, i in before.items() if i == public_id}
        assert not owners or owners & set(group)
