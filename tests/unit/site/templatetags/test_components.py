"""What the components work out before they render: marked cells, shades, dates, addresses in the other language."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from ebpages.site.templatetags import components

ROW = '2\t11764309 4\tСДРУЖЕНИЕ "ДУНАВ"\n<u>4</u>'


def test_the_cell_that_was_read_is_marked():
    assert "<mark>11764309 4</mark>" in components.printed(ROW, "11764309 4")


def test_a_cell_is_marked_rather_than_the_same_letters_elsewhere():
    assert components.printed("12\tклъстер 12\t2", "2").endswith("</span><mark>2</mark>")


def test_letters_that_stand_in_several_places_are_not_marked():
    assert "<mark>" not in components.printed("a 7 b 7", "7")


@pytest.mark.parametrize("original", ["", "<u>4</u>"])
def test_a_printed_row_cannot_inject_markup(original):
    assert "<u>" not in components.printed(ROW, original)
    assert "&lt;u&gt;4&lt;/u&gt;" in components.printed(ROW, original)


@pytest.mark.parametrize(("language", "written"), [("bg", "22 април 2018 г."), ("en", "22 April 2018")])
def test_a_day_is_written_in_the_words_of_the_language(language, written):
    with translation.override(language):
        assert components.day("2018-04-22") == written


def test_a_moment_has_the_day_of_the_clock_of_the_site():
    at = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    with translation.override("en"):
        shown = Template("{% load components %}{{ at|day }}").render(Context({"at": at}))
    assert shown == "30 November 2026"


@pytest.mark.parametrize(
    ("language", "edition", "written"),
    [
        ("bg", "2018-04", "април 2018 г."),
        ("en", "2018-04", "April 2018"),
        ("bg", "2018", "2018 г."),
        ("en", "2018", "2018"),
        ("bg", "пролетта", "пролетта"),
    ],
)
def test_an_edition_of_which_only_the_month_or_the_year_is_known_claims_no_day(language, edition, written):
    with translation.override(language):
        assert components.day(edition) == written


@pytest.mark.parametrize(("language", "written"), [("bg", "1\N{NO-BREAK SPACE}379"), ("en", "1,379")])
def test_a_count_is_grouped_as_the_language_does(language, written):
    with translation.override(language):
        assert components.amount(1379) == components.amount("1379") == written
        assert components.amount(78) == "78"
        assert components.amount("–") == "–"


def test_a_page_leads_to_its_data_with_the_same_question():
    request = RequestFactory().get("/bg/organisations/?q=cluster&list=bulstat&view=map")
    with translation.override("bg"):
        request.resolver_match = resolve("/bg/organisations/")
        address = components.data_url(Context({"request": request}))
    assert address == "/api/organisations?q=cluster&list=bulstat&language=bg"


def test_a_page_that_the_api_does_not_know_leads_to_no_data():
    assert components.data_url(Context({"request": RequestFactory().get("/bg/nowhere/")})) == ""


def test_a_list_without_a_siglum_of_its_own_is_cited_by_its_first_letters():
    assert components.siglum("new_list") == "NEW"


def test_the_other_language_keeps_path_and_query():
    request = RequestFactory().get("/bg/organisations/?q=мебел&page=2")
    with translation.override("bg"):
        address = components.in_language(Context({"request": request}), "en")
    assert address.startswith("/en/organisations/?q=")
    assert address.endswith("&page=2")


def stage(code: str, source: str = "") -> SimpleNamespace:
    return SimpleNamespace(code=code, evidence=(SimpleNamespace(source=source),) if source else ())


def test_one_row_that_sets_two_stages_contradicts_itself():
    shown = components.stages(
        [stage("start_up", "bsmepa"), stage("developing", "bsmepa"), stage("developed")]
    )
    assert shown["differs"]
    assert shown["one_list"]


def test_two_lists_that_set_two_stages_differ():
    shown = components.stages([stage("start_up", "bsmepa"), stage("developing", "another")])
    assert shown["differs"]
    assert not shown["one_list"]


def test_cells_of_one_row_are_one_mark():
    cell = SimpleNamespace(source="bsmepa", row=3)
    request = RequestFactory().get("/bg/")
    shown = components.evidence(
        Context({"request": request}), (cell, cell, SimpleNamespace(source="bsmepa", row=43))
    )
    assert [each.row for each in shown["rows"]] == [3, 43]
