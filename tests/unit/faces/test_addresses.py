"""Questions of an address: read, checked, and written back with one thing changed."""

from contextlib import suppress
from urllib.parse import parse_qs

import pytest
from django.http import Http404, HttpResponse, QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from ebpages.faces.addresses import asks_only, changed, cleared, page_number, page_of, toggled


@pytest.mark.parametrize(
    "page", ["0", "-1", "x", "", "1.5", "1e3", "999999999", "0" * 50 + "1", "9" * 400, "0" + "9" * 30]
)
def test_a_page_that_is_no_number_is_no_page(page: str) -> None:
    with pytest.raises(Http404):
        page_number(QueryDict(f"page={page}"))


@given(st.text())
def test_a_page_number_is_small_or_no_page(text: str) -> None:
    query = QueryDict(mutable=True)
    query["page"] = text
    with suppress(Http404):
        assert 0 < page_number(query) < 100_000


def test_a_value_is_taken_in_and_out_again() -> None:
    with_it = toggled(QueryDict("q=a&page=3"), "stage", "developed")
    assert parse_qs(with_it[1:]) == {"q": ["a"], "stage": ["developed"]}
    assert toggled(QueryDict(with_it[1:]), "stage", "developed") == "?q=a"


def test_changing_one_thing_keeps_the_rest_and_returns_to_the_first_page() -> None:
    assert parse_qs(changed(QueryDict("q=a&stage=b&stage=c&page=4"), sort="name")[1:]) == {
        "q": ["a"],
        "stage": ["b", "c"],
        "sort": ["name"],
    }
    assert changed(QueryDict("view=map&page=2"), view="") == "?"


def test_clearing_filters_keeps_the_words() -> None:
    assert cleared(QueryDict("q=a&stage=b&list=c&page=2"), ("stage", "list")) == "?q=a"


@pytest.mark.parametrize(
    ("number", "total", "first", "last", "pages"),
    [(1, 0, 0, 0, 1), (1, 25, 1, 25, 1), (2, 26, 26, 26, 2), (14, 349, 326, 349, 14)],
)
def test_a_page_says_which_rows_it_holds(number: int, total: int, first: int, last: int, pages: int) -> None:
    page = page_of(QueryDict(""), number=number, size=25, total=total)
    assert (page.first, page.last, page.pages, page.total) == (first, last, pages, total)
    assert bool(page.previous_url) == (number > 1) and bool(page.next_url) == (number < pages)


def test_a_page_behind_the_last_is_no_page() -> None:
    with pytest.raises(Http404):
        page_of(QueryDict(""), number=3, size=25, total=50)


@given(st.integers(1, 60), st.integers(1, 1500))
def test_the_pager_leads_to_first_last_and_neighbours(number: int, total: int) -> None:
    pages = -(-total // 25)
    if number > pages:
        return
    links = page_of(QueryDict("q=a"), number=number, size=25, total=total).links
    numbers = [link.number for link in links if link.number]
    assert numbers == sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    assert [link.number for link in links if link.current] == [number]
    assert links[0].url == "?q=a"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("", ""),
        ("?rules=a&year=2014", ""),
        ("?list=a&list=b", ""),
        ("?utm=x", "/file"),
        ("?year=2014&x=1&rules=", "/file?year=2014"),
        ("?list=a&x=1&list=b", "/file?list=a&list=b"),
    ],
)
def test_a_file_has_one_address_for_each_question(asked: str, leads_to: str) -> None:
    file = asks_only("year", "rules", "list")(lambda request: HttpResponse("file"))
    answer = file(RequestFactory().get(f"/file{asked}"))
    assert answer.headers.get("Location", "") == leads_to
