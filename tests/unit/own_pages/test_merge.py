"""What two people made of one state of a page."""

from hypothesis import given
from hypothesis import strategies as st

from ebpages.own_pages.merge import Clash, merge
from ebpages.own_pages.page import Change, Value, Values, changes, page_values, read, stored

SEVERAL = {"sector", "product"}
BEFORE: Values = {
    "description": (Value("Мебели от масив", "bg"), Value("Solid wood furniture", "en")),
    "sector": (Value("furniture"), Value("wood")),
    "founded": (Value("2006"),),
}
PAGES = st.dictionaries(
    st.sampled_from(["description", "sector", "founded", "product"]),
    st.lists(st.builds(Value, st.sampled_from("abcd"), st.sampled_from(["bg", "en"])), max_size=3),
).map(
    lambda page: page_values(
        (name, value)
        for name, values in page.items()
        for value in (values if name in SEVERAL else {v.language: v for v in values}.values())
    )
)


def test_what_two_people_changed_in_two_places_is_both_kept() -> None:
    mine = BEFORE | {"description": (Value("Мебели от дъб", "bg"), Value("Solid wood furniture", "en"))}
    theirs = BEFORE | {
        "description": (Value("Мебели от масив", "bg"), Value("Oak furniture", "en")),
        "founded": (Value("2007"),),
    }
    together = merge(BEFORE, mine, theirs, SEVERAL)
    assert not together.clashes
    assert together.values == BEFORE | {
        "description": (Value("Мебели от дъб", "bg"), Value("Oak furniture", "en")),
        "founded": (Value("2007"),),
    }


def test_one_text_changed_by_both_is_a_clash_that_shows_all_three() -> None:
    together = merge(
        BEFORE, BEFORE | {"founded": (Value("2005"),)}, BEFORE | {"founded": (Value("2007"),)}, SEVERAL
    )
    assert together.clashes == (Clash("founded", "", "2006", "2005", "2007"),)
    assert together.values["founded"] == (Value("2005"),)


def test_a_text_that_one_removed_and_the_other_changed_is_a_clash() -> None:
    without = {name: values for name, values in BEFORE.items() if name != "founded"}
    together = merge(BEFORE, without, BEFORE | {"founded": (Value("2007"),)}, SEVERAL)
    assert together.clashes == (Clash("founded", "", "2006", "", "2007"),)
    assert "founded" not in together.values


def test_of_several_values_what_either_added_is_there_and_what_either_removed_is_gone() -> None:
    mine = BEFORE | {"sector": (Value("wood"), Value("design"))}
    theirs = BEFORE | {"sector": (Value("furniture"), Value("wood"), Value("textiles"))}
    assert merge(BEFORE, mine, theirs, SEVERAL).values["sector"] == (
        Value("wood"), Value("design"), Value("textiles"),
    )  # fmt: skip


@given(base=PAGES, mine=PAGES, theirs=PAGES)
def test_no_typing_is_lost(base: Values, mine: Values, theirs: Values) -> None:
    """Whatever either wrote anew stands in the merged page, or is shown as a clash."""
    together = merge(base, mine, theirs, SEVERAL)
    shown = {(c.name, Value(text, c.language)) for c in together.clashes for text in (c.mine, c.theirs)}
    standing = {(name, value) for name, values in together.values.items() for value in values}
    for page in (mine, theirs):
        added = {(change.name, value) for change in changes(base, page) for value in change.added}
        other = theirs if page is mine else mine
        removed = {(change.name, value) for change in changes(base, other) for value in change.removed}
        assert added <= standing | shown | removed


@given(base=PAGES, page=PAGES)
def test_who_writes_alone_gets_what_they_wrote(base: Values, page: Values) -> None:
    for together in (
        merge(base, page, base, SEVERAL),
        merge(base, base, page, SEVERAL),
        merge(base, page, page, SEVERAL),
    ):
        assert not together.clashes and not changes(together.values, page)


def test_a_change_names_what_went_and_what_came_and_no_order() -> None:
    after = BEFORE | {"sector": (Value("wood"), Value("design"))}
    assert changes(BEFORE, after) == (Change("sector", BEFORE["sector"], after["sector"]),)
    assert changes(BEFORE, after)[0].removed == (Value("furniture"),)
    assert not changes(BEFORE, BEFORE | {"sector": (Value("wood"), Value("furniture"))})


@given(page=PAGES)
def test_a_page_is_read_as_it_was_stored(page: Values) -> None:
    assert read(stored(page)) == page
