"""The directory filtered by what rows state: page, file and API give the same."""

import csv
import io

import pytest
from django.test import Client

from ebpages.registry import models
from ebpages.registry.actions import BuildResult


def stating(**statement: str) -> set[str]:
    rows = models.Statement.objects.filter(record__organisation__isnull=False, **statement)
    return set(rows.values_list("record__organisation", flat=True))


@pytest.mark.parametrize(
    ("asked", "statement"),
    [("website", {"property": "website"}), ("founded:2016", {"property": "founded", "value": "2016"}), ("nothing", {"property": ""})],
)  # fmt: skip
def test_whoever_states_a_property_is_found_and_nobody_else(
    registry: BuildResult, client: Client, asked: str, statement: dict[str, str]
) -> None:
    answer = client.get("/api/organisations", {"stated": asked, "size": 200}).json()
    file = client.get("/en/organisations/download.csv", {"stated": asked}).content.decode("utf-8-sig")
    expected = stating(**statement)
    assert answer["total"] == len(expected)
    assert {row["id"] for row in csv.DictReader(io.StringIO(file))} == expected
    assert {card["id"] for card in answer["results"]} <= expected


def test_it_narrows_other_filters_and_is_shown_among_those_that_are_on(
    registry: BuildResult, client: Client
) -> None:
    page = client.get("/en/organisations/?stated=founded:2016&list=bsmepa")
    assert 0 < page.context["page"].total <= len(stating(property="founded", value="2016"))
    assert [(chip.title, chip.label) for chip in page.context["chips"]][-1] == ("year of founding", "2016")
    assert "stated" not in page.context["clear_url"]


@pytest.mark.parametrize("asked", ["Website", "x" * 301, "founded:", "a b"])
def test_what_is_no_property_is_refused(registry: BuildResult, client: Client, asked: str) -> None:
    assert client.get("/api/organisations", {"stated": asked}).status_code == 422
