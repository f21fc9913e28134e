"""Releases of ROR and CORDIS: bodies with their names by language, projects with amounts as stated; persons and broken rows are left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from ebpages.sources.cordis import reader as cordis
from ebpages.sources.edition import UnusableEdition
from ebpages.sources.ror import reader as ror
from tests.samples.research_releases import ORGANISATIONS, PROJECTS, body

SAMPLES = Path(__file__).parents[5] / "shared" / "data" / "living"


def release(*bodies: Any) -> bytes:
    return json.dumps([*bodies], ensure_ascii=False, indent=1).encode()


def test_a_body_has_its_names_by_language_and_its_identifiers() -> None:
    edition = ror.read(release(body(), body(country="FR")), "v2.json")
    (row,) = edition.rows
    assert row["id"] == "https://ror.org/00example" and edition.left_out == {"other_countries": 1}
    assert {each["language"]: each["text"] for each in row["names"]} == {"en": "Institute of Roses", "bg": "Институт по розата"}  # fmt: skip
    assert row["identifiers"] == {"isni": "0000 0000 0000 0001"} and row["domains"] == ["rose.example"]
    assert edition.made_on == "2025-05-05"


def test_a_release_is_read_record_by_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows that end within a letter or a record lose nothing."""
    content = release(*[{**body(), "id": f"https://ror.org/{n}"} for n in range(5)])
    whole = ror.read(content, "v2.json").rows
    monkeypatch.setattr(ror, "_WINDOW", 7)
    assert ror.read(content, "v2.json").rows == whole and len(whole) == 5


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (release(body())[:-40], "cannot be read to its end"),
        (
            json.dumps([{"id": "https://ror.org/1", "name": "Old"}]).encode(),
            "no release in the second schema",
        ),
        (release(body(country="FR")), "no body of the countries"),
    ],
)
def test_what_is_no_release_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(UnusableEdition, match=says):
        ror.read(content, "v2.json")


def test_participations_keep_amounts_as_stated_and_no_natural_person() -> None:
    edition = cordis.read(ORGANISATIONS, "organization.csv")
    by_name = {row["name"]: row for row in edition.rows}
    rose = by_name["INSTITUT PO ROZATA"]
    assert (rose["vat"], rose["contribution"], rose["cost"]) == ("BG131393944", "1000.50", "960619.95")
    assert by_name["PARTNER GMBH"]["contribution"] is None, "what is not stated is not zero"
    assert edition.left_out["persons"] == 2 and "STREET" not in str(edition.rows) and "Skritev" not in str(edition.rows)  # fmt: skip
    assert edition.made_on == "2023-07-23"


def test_quotes_separators_and_line_breaks_in_a_text_swallow_no_row() -> None:
    told = {row["acronym"]: row for row in cordis.read(PROJECTS, "project.csv").rows}
    assert set(told) == {"ROSE", "NEXT"}
    assert (told["ROSE"]["start"], told["ROSE"]["contribution"], told["NEXT"]["start"]) == (
        "2018-05-01",
        "7931218.63",
        "",
    )


def test_a_file_is_of_the_programme_in_its_name() -> None:
    assert cordis.part_of("cordis-h2020projects-csv.zip") == "2-h2020"
    with pytest.raises(UnusableEdition, match="which programme"):
        cordis.part_of("projects.zip")


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(UnusableEdition, match="there is no column"):
        cordis.read(b'"a";"b"\n"1";"2"\n', "project.csv")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real samples are not part of the product")
def test_real_records_are_read() -> None:
    bulgarian = ror.read((SAMPLES / "ror/ror-BG.json").read_bytes(), "ror-BG.json")
    assert len(bulgarian.rows) == 70
    rows = cordis.read(
        (SAMPLES / "cordis-organization-rows/organization.csv").read_bytes(), "organization.csv"
    ).rows
    assert len(rows) == 7 and {row["country"] for row in rows} == {"UK", "EL", "XK", "HK", "ES"}
