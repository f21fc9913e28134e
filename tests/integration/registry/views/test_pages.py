"""All pages as a crawler sees them: every address answers, and every link on every page leads somewhere."""

import json
import re
from functools import cache

import pytest
from django.db import connection
from django.test import Client

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.facets import FACETS
from tests.samples.examples import searches_long
from tests.samples.of_every_kind import of_every_kind

HREF = re.compile(r'href="(/(?:bg|en|api)?[^"#]*|\?[^"#]*)"')
SECTIONS = ("", "organisations/", "organisations/?view=map", "findings/", "sources/", "method/")
ELSEWHERE = ("/static/",)
LANGUAGES = ("bg", "en")


def addresses(language: str) -> list[str]:
    """The address of every page; organisations of every kind, one half in each language, and some rows of each list."""
    half = LANGUAGES.index(language)
    found = [f"/{language}/{path}" for path in SECTIONS]
    found += [f"/{language}/organisations/{i}/" for i in of_every_kind()[half::2]]
    for slug, rows in models.SourceList.objects.values_list("slug", "found"):
        found += [f"/{language}/sources/{slug}/?page={n}" for n in range(1, -(-rows // 50) + 1)]
    keys = models.Record.objects.order_by("source__order", "row").values_list("source", "key")
    return found + [f"/{language}/sources/{slug}/{key}/" for slug, key in list(keys)[half :: _stride()]]


def _stride() -> int:
    """Of rows. PostgreSQL is asked the same questions."""
    if searches_long():
        return 10
    return 60 if connection.vendor == "postgresql" else 30


def links(page: str, address: str) -> set[str]:
    """Addresses on this site that a page leads to, without combinations of filters, which are endless."""
    found = {link.replace("&amp;", "&") for link in HREF.findall(page)}
    whole = {address.partition("?")[0] + link if link.startswith("?") else link for link in found}
    return {link for link in whole if link.count("&") < 1 and not link.startswith(ELSEWHERE)}


ORGANISATION = re.compile(r"(?<=/organisations/)(\w{7})(?=/|$)")
LIST = re.compile(r"(?<=/sources/)(\w+)(?=/)")
ROW = re.compile(r"(?<=/sources/)(\w+)/([\w-]+)(?=/|$)")
FORMAT = re.compile(r"\.\w+$")


def some_of_each_kind(links: set[str], most: int) -> list[str]:
    """A kind is what links lead to, whichever organisation, list, row, format or value: the page, its JSON, a file, a filter."""
    kinds: dict[str, list[str]] = {}
    for link in sorted(links):
        path, _, query = link.partition("?")
        kind = (
            LIST.sub("*", ROW.sub("*/*", ORGANISATION.sub("*", FORMAT.sub("", path))))
            + query.partition("=")[0]
        )
        kinds.setdefault(kind, []).append(link)
    return [link for each in kinds.values() for link in each[:: -(-len(each) // most)]]


def test_every_page_answers_and_every_link_on_it_leads_somewhere(
    registry: BuildResult, client: Client
) -> None:
    """Every organisation and row that a link names must be there; of each kind of link several are followed."""
    asked: dict[str, int] = {}
    leads: set[str] = set()
    for address in addresses("bg"):
        response = client.get(address)
        asked[address] = response.status_code
        assert '<html lang="bg"' in response.text, address
        leads |= links(response.text, address)
    ids = set(models.Organisation.objects.values_list("id", flat=True))
    rows = set(models.Record.objects.values_list("source", "key"))
    named = [link.partition("?")[0] for link in leads]
    assert {i for path in named for i in ORGANISATION.findall(path)} - ids == set()
    assert {row for path in named for row in ROW.findall(path)} - rows == set()
    others = {link for link in leads - set(asked) if not link.startswith("/en/")}  # the same page in English
    for link in some_of_each_kind(others, 2 if searches_long() else 1):
        asked[link] = client.get(
            link, follow=link.startswith(("/bg/my/", "/bg/review/"))
        ).status_code  # by signing in
    assert {address: status for address, status in asked.items() if status != 200} == {}
    assert len(asked) > len(addresses("bg")), "the pages lead to others"


def test_every_page_is_in_the_language_of_its_address(registry: BuildResult, client: Client) -> None:
    """The Bulgarian ones are asked above; of the English ones every second, all with `--hypothesis-profile=long`."""
    for address in addresses("en")[:: 1 if searches_long() else 2]:
        response = client.get(address)
        assert response.status_code == 200 and '<html lang="en"' in response.text, address


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_a_page_has_one_heading_and_a_title_of_its_own(
    registry: BuildResult, client: Client, language: str
) -> None:
    titles = {}
    for address in [f"/{language}/{path}" for path in SECTIONS if "?" not in path] + addresses(language)[
        6:180:20
    ]:
        page = client.get(address).text
        assert page.count("<h1") == 1, address
        (titles[address],) = re.findall(r"<title>(.*?)</title>", page.partition("</head>")[0], re.DOTALL)
    assert len(set(titles.values())) >= len(titles) - 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_english_page_is_english_and_a_bulgarian_page_bulgarian(
    registry: BuildResult, client: Client, language: str
) -> None:
    """What a page says itself, names and printed rows left out."""
    page = client.get(f"/{language}/organisations/").text
    chrome = re.sub(
        r"<[^>]+>", " ", page.partition("<footer")[0].partition('<nav class="menu"')[2].partition("</nav>")[0]
    )
    cyrillic = bool(re.search("[а-я]", chrome.casefold()))
    assert cyrillic == (language == "bg")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [facet.code for facet in FACETS if not facet.from_values])
def test_every_value_of_a_facet_has_a_name(
    registry: BuildResult, client: Client, language: str, key: str
) -> None:
    page = client.get(f"/{language}/organisations/")
    (group,) = [group for group in page.context["facets"] if group.key == key]
    assert group.options
    assert all(o.label and "_" not in o.label for o in group.options)


@pytest.mark.parametrize(
    "path",
    [
        "organisations/nobody1/",
        "organisations/%00/",
        "sources/%00/",
        "sources/bulstat/%00/",
        "sources/nowhere/",
        "sources/bulstat/999/",
        "sources/bulstat/../",
        "findings/x/",
    ],
)
def test_what_does_not_exist_is_not_found(registry: BuildResult, client: Client, path: str) -> None:
    assert client.get(f"/bg/{path}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "q=%01",
        "q=" + "a" * 3000,
        "stage=%27%3B--",
        "list=%F0%9F%98%80",
        "sort=xyz",
        "view=xyz",
        "region=" + "B" * 99,
        "q=%22",
        "kind=%01",
    ],
)
def test_odd_questions_break_no_page(registry: BuildResult, client: Client, query: str) -> None:
    for path in ("organisations/", "findings/"):
        assert client.get(f"/bg/{path}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "kind=%00"])
def test_an_address_with_a_nul_is_none(registry: BuildResult, client: Client, query: str) -> None:
    """PostgreSQL stores none, and no visitor types one."""
    for address in ("/bg/organisations/", "/bg/findings/", "/api/organisations", "/api/findings"):
        assert client.get(f"{address}?{query}").status_code == 400


def test_text_of_a_visitor_is_never_markup(registry: BuildResult, client: Client) -> None:
    page = client.get("/bg/organisations/", {"q": "<script>alert(1)</script>", "list": '"><i>x'}).text
    assert "<script>alert" not in page and '"><i>x' not in page


def test_text_of_a_list_is_never_markup(registry: BuildResult, client: Client) -> None:
    found = models.Record.objects.get(id="bulstat:1")
    models.Record.objects.filter(id=found.id).update(text="1\t<img src=x>", name="<b>x</b>")
    models.Statement.objects.filter(record=found).update(value="<i>y</i>", original="<img src=x>")
    for address in (
        f"/bg/organisations/{found.organisation_id}/",
        "/bg/sources/bulstat/1/",
        "/bg/sources/bulstat/",
    ):
        page = client.get(address).text
        assert not re.search("<img|<b>x|<i>y", page) and "&lt;img" in page


def test_a_page_only_reads(registry: BuildResult, client: Client) -> None:
    assert client.post("/bg/organisations/").status_code in (403, 405)
    assert client.head("/bg/organisations/").status_code == 200


@cache
def json_paths() -> tuple[tuple[str, str], ...]:
    return (
        ("", "home"),
        ("organisations/", "organisations"),
        ("findings/", "findings"),
        ("sources/", "sources"),
        ("sources/bulstat/", "sources/bulstat"),
        ("sources/bulstat/1/", "sources/bulstat/1"),
        ("method/", "method"),
    )


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize(("page", "data"), json_paths())
def test_every_page_has_its_json(
    registry: BuildResult, client: Client, page: str, data: str, language: str
) -> None:
    assert client.get(f"/{language}/{page}").status_code == 200
    response = client.get(f"/api/{data}", {"language": language})
    assert response.status_code == 200 and json.loads(response.content)


def test_a_page_says_where_its_json_is(registry: BuildResult, client: Client) -> None:
    for address in addresses("en")[6::90]:
        found = re.findall(r'type="application/json" href="([^"]+)"', client.get(address).text)
        assert all(client.get(link.replace("&amp;", "&")).status_code == 200 for link in found)
        assert found or "/sources/" in address
