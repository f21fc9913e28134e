"""A research body carries its names and identifiers by its website, and its projects by its number; nothing by name alone."""

import json
from pathlib import Path

import pytest
from django.test import Client

from ebpages.living.actions import fetch
from ebpages.living.models import LivingRow
from ebpages.registry.models import LegalEntity, Record, Statement
from tests.samples.research_releases import archive, body

NUMBER = "131393944"  # in the Trade Register's list of 2018


def read(name: str, folder: Path, file: str, content: bytes) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / file).write_bytes(content)
    return fetch(
        name=name, since="", until="", from_folder=folder, accept_fewer=False, progress=lambda *_: None
    ).faults


@pytest.mark.usefixtures("listed", "db", "home")
def test_an_institute_carries_its_english_name_its_ror_and_its_projects(tmp_path: Path) -> None:
    client = Client(headers={"Host": "localhost"})
    organisation = LegalEntity.objects.get(identifier=NUMBER).organisation_id
    record = Record.objects.filter(organisation=organisation).first()
    assert record is not None
    Statement.objects.create(
        id=f"{record.id}/website/9", record=record, property="website", value="http://www.rose.example", original=""
    )  # fmt: skip
    assert "Institute of Roses" not in client.get(f"/en/organisations/{organisation}/").content.decode()
    assert read("ror", tmp_path / "ror", "v2.json", json.dumps([body()]).encode()) == []
    assert read("cordis", tmp_path / "cordis", "cordis-h2020projects-csv.zip", archive()) == []
    shown = client.get(f"/en/organisations/{organisation}/").content.decode()
    for text in ("Institute of Roses", "https://ror.org/00example", "Joined by the website, rose.example.", "Academy of Gardens",
                 "1000.50 EUR, stated for 1 of them", "PARTNER GMBH", "CC BY 4.0", "© European Union"):  # fmt: skip
        assert text in shown, text
    told = client.get(f"/api/organisations/{organisation}/research-projects").json()
    (project,) = told["projects"]
    assert (project["acronym"], project["contribution"], project["partners"]) == (
        "ROSE", "1000.50", [{"name": "PARTNER GMBH", "country": "DE", "role": "partner"}],
    )  # fmt: skip
    assert not LivingRow.objects.filter(subject="project:1").exists(), (
        "nobody of the register takes part in it"
    )


@pytest.mark.usefixtures("listed", "db", "home")
def test_a_release_that_shrank_by_more_than_a_tenth_is_not_kept(tmp_path: Path) -> None:
    bodies = [{**body(host=f"b{n}.example"), "id": f"https://ror.org/b{n}"} for n in range(10)]
    assert read("ror", tmp_path, "v2.json", json.dumps(bodies).encode()) == []
    (problem,) = read("ror", tmp_path, "v2.json", json.dumps(bodies[:8]).encode())
    assert "it has 8 rows, and the release before had 10" in problem
    assert LivingRow.objects.filter(subject="domain:b9.example").exists()
    assert read("ror", tmp_path, "v2.json", json.dumps(bodies[:9]).encode()) == []
    assert not LivingRow.objects.filter(subject="domain:b9.example").exists()
