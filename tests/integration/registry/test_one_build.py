"""An answer is worked out again when a build ended meanwhile, if working it out only reads."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from ebpages.faces.capabilities import CAPABILITIES
from ebpages.registry.one_build import one_build, read_only
from ebpages.search.actions import record_changes

pytestmark = pytest.mark.django_db


def a_build_ends() -> None:
    record_changes(kind="organisation", ids=["a-change"])


class Page:
    """Beside its first `builds` calls a build ends."""

    __name__ = "page"

    def __init__(self, builds: int, problem: Exception | None = None) -> None:
        self.builds, self.problem, self.calls = builds, problem, 0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.calls += 1
        if self.calls > self.builds:
            return HttpResponse("whole")
        a_build_ends()
        if self.problem:
            raise self.problem
        return HttpResponse("of two builds")


def answer(page: Page, method: str = "GET", decorator: Callable[..., Any] = read_only) -> HttpResponse:
    return decorator(page)(RequestFactory().generic(method, "/"))  # type: ignore[no-any-return]


def test_a_page_beside_which_no_build_ends_is_worked_out_once() -> None:
    page = Page(builds=0)
    assert answer(page).content == b"whole" and page.calls == 1


def test_a_page_beside_which_a_build_ends_is_worked_out_again() -> None:
    page = Page(builds=1)
    assert answer(page).content == b"whole" and page.calls == 2


def test_what_is_not_found_because_a_build_ended_is_looked_for_again() -> None:
    page = Page(builds=1, problem=Http404())
    assert answer(page).content == b"whole"


def test_what_is_not_there_is_not_looked_for_again() -> None:
    def missing(request: HttpRequest) -> HttpResponse:
        calls.append(request)
        raise Http404

    calls: list[HttpRequest] = []
    with pytest.raises(Http404):
        one_build(missing)(RequestFactory().get("/"))
    assert len(calls) == 1


def test_builds_without_end_do_not_keep_a_visitor_waiting() -> None:
    page = Page(builds=100)
    assert answer(page).content == b"of two builds" and page.calls == 3


def test_what_may_write_is_never_repeated() -> None:
    page = Page(builds=1)
    assert answer(page, "POST", one_build).content == b"of two builds" and page.calls == 1
    assert answer(Page(builds=0), "POST", read_only).status_code == 405


def views(patterns: list[URLPattern | URLResolver], room: str) -> Iterator[Callable[..., Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, room)
        elif pattern.callback.__module__.startswith(f"ebpages.{room}."):
            yield pattern.callback


# What is shown depends on the reader or the day; but for these views, which show the same to everybody.
NEVER_KEPT: dict[str, set[str]] = {
    "own_pages": set(),
    "imports": set(),
    "review": set(),
    "exchange": {
        "technology_watch",
        "technology_watch_file",
        "technology_watch_citation",
        "who_can_help",
        "embed",
    },
    "funding": set(),
}


@pytest.mark.parametrize("room", [*(each for each in CAPABILITIES if each not in NEVER_KEPT), "jobs"])
def test_pages_that_only_read_show_one_build_and_no_others(room: str) -> None:
    """Whoever adds a page decides: `read_only` repeats it, so it must not write."""
    repeated = {
        view.__name__: hasattr(view, "shows_one_build") for view in views(get_resolver().url_patterns, room)
    }
    assert repeated
    may_write = {name for name, is_repeated in repeated.items() if not is_repeated}
    allowed = {
        "observatory": {"report"},
        "contact": {"report"},
        "open_data": {"data"},  # the files are made when somebody asks for them
        "jobs": {"job", "job_file", "stop", "again"},
        "reconciliation": {"reconcile"},  # what is pasted is asked by POST, and kept for nobody
    }
    assert may_write == allowed.get(room, set())


@pytest.mark.parametrize("room", NEVER_KEPT)
def test_what_depends_on_the_reader_or_the_day_is_never_kept(room: str) -> None:
    found = list(views(get_resolver().url_patterns, room))
    assert found and {view.__name__ for view in found if hasattr(view, "shows_one_build")} == NEVER_KEPT[room]


@pytest.mark.parametrize(
    "address",
    [
        "/api/organisations",
        "/api/observatory",
        "/api/observatory/claims",
        "/api/observatory/statistics",
        "/api/observatory/mapping",
    ],
)
def test_operations_of_the_api_show_one_build(client: Client, address: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    states = [query["sql"] for query in queries.captured_queries if "SELECT MAX(id)" in query["sql"]]
    (*_, before_last, last) = [query["sql"] for query in queries.captured_queries]
    assert "search_change" in states[0] and states[:2] == [before_last, last]
