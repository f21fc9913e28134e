"""A list of the operator's own, a CSV of ten rows with its description, read, resolved and shown without any Python."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from ebpages.registry import models
from ebpages.registry.actions import BuildResult, build
from ebpages.sources import catalogue

OWN = Path(__file__).parents[2] / "samples" / "own_lists"
SLUG = "regional_council"


@pytest.fixture(scope="module")
def enlarged(built: BuildResult, django_db_blocker: DjangoDbBlocker) -> Iterator[BuildResult]:
    """The registry with the list; taken back when the tests of this module are done."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv(catalogue.VARIABLE, str(OWN))
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def own(enlarged: BuildResult, db: None) -> BuildResult:
    return enlarged


def test_its_rows_are_added_to_those_of_the_shipped_lists(built: BuildResult, own: BuildResult) -> None:
    assert own.changed
    assert own.counts["sources"] == built.counts["sources"] + 1
    assert own.counts["records"] == built.counts["records"] + 10


@pytest.mark.parametrize(
    ("language", "title", "mark"),
    [
        ("bg", "Членове на регионален съвет за иновации", "РСИ"),
        ("en", "Members of a regional innovation council", "RIC"),
    ],
)
def test_its_page_shows_title_mark_and_rows(
    client: Client, own: BuildResult, language: str, title: str, mark: str
) -> None:
    overview = client.get(f"/{language}/sources/").text
    assert title in overview and mark in overview
    page = client.get(f"/{language}/sources/{SLUG}/").text
    assert title in page and mark in page
    assert all(name in page for name in ("Пчеларски клъстер Странджа", "Клъстер Зърно и брашно"))


def test_a_row_stands_on_a_page_with_its_values_and_the_way_they_were_read(
    client: Client, own: BuildResult
) -> None:
    page = client.get(f"/en/sources/{SLUG}/2/").text
    assert "Малко Търново" in page and "пчеларство" in page
    assert "The cell holds 2 values" in page
    broken = models.Record.objects.get(id=f"{SLUG}:3")
    assert (broken.line, broken.last_line, broken.name) == (4, 5, "Сдружение „Клъстер Дунавско рибарство“")


def test_a_row_joins_the_organisation_that_other_lists_name(client: Client, own: BuildResult) -> None:
    joined = models.Record.objects.get(id=f"{SLUG}:1")
    assert joined.organisation_id == models.Record.objects.get(id="bulstat:10").organisation_id
    page = client.get(f"/en/organisations/{joined.organisation_id}/").text
    assert "Members of a regional innovation council" in page and "RIC" in page
    assert "Regional Innovation Council" in page


def test_a_row_that_no_other_list_has_becomes_an_organisation(client: Client, own: BuildResult) -> None:
    park = models.Record.objects.get(id=f"{SLUG}:5").organisation
    assert park is not None and park.kind == "science_park" and park.source_count == 1
    assert "Научен парк Тракия" in client.get(f"/bg/organisations/{park.id}/").text


def test_it_is_a_value_of_the_facet_of_lists(client: Client, own: BuildResult) -> None:
    page = client.get(f"/en/organisations/?list={SLUG}").text
    assert "Members of a regional innovation council" in page
    asked = client.get(f"/api/organisations?list={SLUG}").json()
    assert asked["total"] == 10


def test_it_can_be_downloaded(client: Client, own: BuildResult) -> None:
    text = client.get(f"/en/sources/{SLUG}/download.csv").getvalue().decode("utf-8-sig")
    rows = [*csv.reader(io.StringIO(text))]
    assert len(rows) == 11 and any("Клъстер Розова долина" in cell for cell in rows[6])


def test_a_build_knows_that_the_list_was_renamed(
    own: BuildResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = tmp_path / "council_of_the_region"
    renamed.mkdir()
    for file in (OWN / SLUG).iterdir():
        (renamed / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path))
    assert build().changed
    assert models.SourceList.objects.filter(slug=renamed.name).exists()
