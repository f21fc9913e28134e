"""What a list may hold, other than facts: markup, formulas, addresses that are programs, marks that turn text around."""

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from ebpages.registry import models
from ebpages.registry.actions import BuildResult, build
from ebpages.sources import catalogue

HOSTILE = (
    "<script>alert(1)</script> КЛЪСТЕР А",
    '"><img src=x onerror=alert(1)> КЛЪСТЕР Б',
    "'><svg onload=alert(1)> КЛЪСТЕР В",
    "{{ 7*7 }} {% load x %} КЛЪСТЕР Г",
    "=HYPERLINK(1) КЛЪСТЕР Д",
    "\u202eКЛЪСТЕР\u200f Е",
    "КЛЪСТЕР " + "Ж" * 9_900,
)
ADDRESSES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'http://x.bg/"onmouseover="alert(1)',
)


class Markup(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))


@pytest.fixture(scope="module")
def attacked(
    built: BuildResult, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A registry with hostile rows; taken back when the tests of this module are done."""
    own = tmp_path_factory.mktemp("lists")
    for slug, change in (("bulstat", with_names), ("bsmepa", with_addresses)):
        (own / slug).mkdir()
        text = (catalogue.ROOM / slug / "list.txt").read_text()
        (own / slug / "list.txt").write_text(change(text))
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv(catalogue.VARIABLE, str(own))
        build(force=True)
        yield
        transaction.set_rollback(True)


def with_names(text: str) -> str:
    rows = [f"{9000 + n}\t{999000000 + n}\t{name}" for n, name in enumerate(HOSTILE)]
    return text.rstrip("\n") + "\n" + "\n".join(rows) + "\n"


def with_addresses(text: str) -> str:
    for address, printed in zip(ADDRESSES, re.findall(r"https?://[^\s\t]+", text)[:3], strict=True):
        text = text.replace(printed, address)
    return text


@pytest.fixture
def hostile(attacked: None, db: None) -> list[str]:
    """The ids of the organisations of the hostile rows."""
    keys = [f"bulstat:{9000 + n}" for n in range(len(HOSTILE))]
    return list(models.Record.objects.filter(id__in=keys).values_list("organisation", flat=True))


@pytest.fixture
def addresses(hostile: list[str]) -> list[str]:
    odd = models.Statement.objects.filter(property="website", value__regex="alert|javascript|data:")
    owners = set(odd.values_list("record__organisation", flat=True)) - {None}
    found = [f"/{language}/organisations/{public_id}/" for public_id in hostile for language in ("bg", "en")]
    found += [f"/en/organisations/{owner}/" for owner in owners]
    found += [f"/bg/sources/bulstat/{9000 + n}/" for n in range(len(HOSTILE))]
    return [*found, "/en/", "/en/findings/", "/bg/organisations/?q=клъстер", "/bg/sources/bulstat/?page=5"]


def test_nothing_of_a_list_becomes_a_part_of_a_page(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        for tag, attributes in Markup(response.text).elements:
            assert not any(name.startswith("on") for name in attributes), (address, tag, attributes)
            assert tag != "script" or set(attributes) >= {"src"}, address
            assert tag != "img" or attributes["src"] != "x", address
            for name in ("href", "src", "action"):
                target = attributes.get(name, "").strip().casefold()
                assert target.startswith(("/", "?", "#", ".", "http://", "https://")) or not target, (
                    tag,
                    target,
                )


def test_a_name_is_shown_as_it_is_printed(client: Client, hostile: list[str]) -> None:
    page = client.get(f"/bg/organisations/{hostile[0]}/").text
    assert "&lt;script&gt;" in page or "&lt;SCRIPT&gt;" in page
    assert "49 " not in client.get("/bg/sources/bulstat/9003/").text.split("<title>")[1].split("</title>")[0]


def test_a_long_name_is_cut_where_it_serves_lists_and_whole_where_it_is_printed(hostile: list[str]) -> None:
    record = models.Record.objects.get(id=f"bulstat:{9000 + len(HOSTILE) - 1}")
    assert len(record.name) == 500 and record.name.endswith("…")
    assert HOSTILE[-1] in record.text
    assert record.statements.get(property="name").original == HOSTILE[-1]


def test_spreadsheets_run_nothing(client: Client, hostile: list[str]) -> None:
    for path in ("organisations", "sources/bulstat", "findings"):
        text = client.get(f"/en/{path}/download.csv").getvalue().decode("utf-8-sig")
        assert not any(c.startswith(tuple("=+-@\t\r")) for row in csv.reader(io.StringIO(text)) for c in row)
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"/en/{path}/download.xlsx").getvalue()))
        assert not any(cell.data_type == "f" for row in book.active.iter_rows() for cell in row)


def test_the_api_gives_the_text_as_text(client: Client, hostile: list[str]) -> None:
    for public_id in hostile:
        response = client.get(f"/api/organisations/{public_id}")
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith("application/json")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
