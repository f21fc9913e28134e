"""Questions as they stand in an address."""

from contextlib import suppress
from urllib.parse import parse_qs

import pytest
from django.http import Http404, QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from ebpages.faces.addresses import changed, cleared, page_number, page_of, toggled
from ebpages.registry.queries import Question
from ebpages.registry.questions import read_finding_question, read_question


def asked(query: str) -> QueryDict:
    return QueryDict(query)


def question(query: str) -> Question:
    return read_question(RequestFactory().get(f"/bg/organisations/?{query}"), view_size=25)


def test_an_empty_address_asks_for_everything_by_name() -> None:
    found = question("")
    assert (found.words, found.sort, found.page) == ("", "name", 1)
    assert not any(found.chosen.values())


def test_words_ask_for_the_most_relevant_first() -> None:
    assert question("q=мебел").sort == "relevance"
    assert question("q=мебел&sort=founded").sort == "founded"
    assert question("q=мебел&sort=nonsense").sort == "relevance"


def test_values_of_a_facet_are_collected_once_each() -> None:
    assert question("stage=developed&stage=start_up&stage=developed&stage=").chosen["stage"] == (
        "developed",
        "start_up",
    )


def test_what_no_facet_is_called_is_not_asked() -> None:
    assert "password" not in question("password=1").chosen


def test_endless_words_and_values_are_cut() -> None:
    found = question("q=" + "а" * 5000 + "&stage=" + "b" * 5000)
    assert len(found.words) == 200 and found.chosen["stage"] == ()


def test_findings_are_asked_by_kind_severity_and_list() -> None:
    request = RequestFactory().get("/bg/findings/?kind=rows_lost&severity=error&list=bsmepa&page=2")
    found = read_finding_question(request, size=25)
    assert (found.kinds, found.severities, found.lists, found.page) == (
        ("rows_lost",),
        ("error",),
        ("bsmepa",),
        2,
    )


@pytest.mark.parametrize(
    "page", ["0", "-1", "x", "", "1.5", "1e3", "999999999", "0" * 50 + "1", "9" * 400, "0" + "9" * 30]
)
def test_a_page_that_is_no_number_is_no_page(page: str) -> None:
    with pytest.raises(Http404):
        page_number(asked(f"page={page}"))


@given(st.text())
def test_a_page_number_is_small_or_no_page(text: str) -> None:
    query = QueryDict(mutable=True)
    query["page"] = text
    with suppress(Http404):
        assert 0 < page_number(query) < 100_000


def test_a_value_is_taken_in_and_out_again() -> None:
    with_it = toggled(asked("q=a&page=3"), "stage", "developed")
    assert parse_qs(with_it[1:]) == {"q": ["a"], "stage": ["developed"]}
    assert toggled(asked(with_it[1:]), "stage", "developed") == "?q=a"


def test_changing_one_thing_keeps_the_rest_and_returns_to_the_first_page() -> None:
    assert parse_qs(changed(asked("q=a&stage=b&stage=c&page=4"), sort="name")[1:]) == {
        "q": ["a"],
        "stage": ["b", "c"],
        "sort": ["name"],
    }
    assert changed(asked("view=map&page=2"), view="") == "?"


def test_clearing_filters_keeps_the_words() -> None:
    assert cleared(asked("q=a&stage=b&list=c&page=2"), ("stage", "list")) == "?q=a"


@pytest.mark.parametrize(
    ("number", "total", "first", "last", "pages"),
    [(1, 0, 0, 0, 1), (1, 25, 1, 25, 1), (2, 26, 26, 26, 2), (14, 349, 326, 349, 14)],
)
def test_a_page_says_which_rows_it_holds(number: int, total: int, first: int, last: int, pages: int) -> None:
    page = page_of(asked(""), number=number, size=25, total=total)
    assert (page.first, page.last, page.pages, page.total) == (first, last, pages, total)
    assert bool(page.previous_url) == (number > 1) and bool(page.next_url) == (number < pages)


def test_a_page_behind_the_last_is_no_page() -> None:
    with pytest.raises(Http404):
        page_of(asked(""), number=3, size=25, total=50)


@given(st.integers(1, 60), st.integers(1, 1500))
def test_the_pager_leads_to_first_last_and_neighbours(number: int, total: int) -> None:
    pages = -(-total // 25)
    if number > pages:
        return
    links = page_of(asked("q=a"), number=number, size=25, total=total).links
    numbers = [link.number for link in links if link.number]
    assert numbers == sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    assert [link.number for link in links if link.current] == [number]
    assert links[0].url == "?q=a"
