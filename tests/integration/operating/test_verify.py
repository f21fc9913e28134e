"""`ebpages verify` names what is not well, and what to do about it."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings

from ebpages.faces.upkeep import Check
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.store import keep
from ebpages.observatory.actions import store_vintage
from ebpages.observatory.models import StatisticsObservation
from ebpages.observatory.statistics import json_stat
from ebpages.registry import models
from ebpages.site.operating.verify import verify
from tests.ready_home import EBPAGES, surroundings
from tests.samples.panel_rows import PLAIN
from tests.samples.statistics import gerd

if TYPE_CHECKING:
    from ebpages.registry.actions import BuildResult


@pytest.fixture
def site(registry: "BuildResult", home: Path, settings: LazySettings) -> Iterator[Path]:
    """A data folder in which all is well."""
    settings.STATIC_ROOT, settings.EBPAGES_SEARCH_INDEX = home / "static", home / "search"
    (home / "static").mkdir()
    (home / "static" / "site.1.css").touch()
    (home / "static" / "staticfiles.json").write_text('{"paths": {"site.css": "site.1.css"}}')
    (home / "secret_key").write_text(settings.SECRET_KEY)
    (home / "secret_key").chmod(0o600)
    (home / "panel.csv").write_text(PLAIN)
    keep(
        read_panel([home / "panel.csv"], name="own", description=Description(title="Our own")),
        home / "mapping",
    )
    document = json.dumps(gerd(updated="2019-03-01", extension={})).encode()
    store_vintage(vintage=json_stat.read(document, code="x_test"), by="A. Person")
    from ebpages.registry.search_documents import OrganisationDocuments
    from ebpages.search.index import SearchIndex
    from ebpages.search.queries import DatabaseLog

    SearchIndex(home / "search").follow(OrganisationDocuments(), DatabaseLog())
    yield home


def wrong() -> list[Check]:
    return [check for check in verify() if not check.is_well]


def the_one_that_is_wrong() -> Check:
    (check,) = wrong()
    assert check.remedy.endswith((".", "`."))
    return check


def test_nothing_is_wrong_where_all_is_well(site: Path) -> None:
    assert wrong() == []
    what = {check.what for check in verify()}
    assert {"panel own", "statistics x_test 2019-03-01", "search index", "numbers of rows"} <= what


def test_an_organisation_without_its_id_is_named(site: Path) -> None:
    organisation = models.Organisation.objects.order_by("id").first()
    assert organisation
    heir = models.PublicId.objects.exclude(id=organisation.id).filter(heir=None).order_by("-id").first()
    models.PublicId.objects.filter(id=organisation.id).update(heir=heir)
    check = the_one_that_is_wrong()
    assert check.problem == f"1 organisations without an id of their own: {organisation.id}"
    assert "ebpages build --force" in check.remedy


def test_an_id_that_leads_in_a_circle_is_named(site: Path) -> None:
    for public_id, heir in (("aaaaaa1", None), ("aaaaaa2", "aaaaaa1"), ("aaaaaa3", "aaaaaa2")):
        models.PublicId.objects.create(id=public_id, heir_id=heir, anchor="x")
    assert the_one_that_is_wrong().problem == "1 ids that lead nowhere: aaaaaa3"


def test_rows_that_are_missing_are_counted(site: Path) -> None:
    models.Finding.objects.filter(pk=models.Finding.objects.values("pk")[:1]).delete()
    assert the_one_that_is_wrong().problem.startswith("findings: ")


def test_a_decision_that_the_build_does_not_follow_is_noticed(site: Path) -> None:
    models.HumanJudgement.objects.create(
        a="x:1", b="x:2", relation="same", by="A", at="2026-01-01T00:00Z", why="b"
    )
    assert the_one_that_is_wrong().what == "judgements and contributions"


def test_changed_statistics_are_named(site: Path) -> None:
    cell = StatisticsObservation.objects.filter(value__gt=0).first()
    assert cell
    StatisticsObservation.objects.filter(pk=cell.pk).update(value=1e9)
    check = the_one_that_is_wrong()
    assert check.what == "statistics x_test 2019-03-01" and "ebpages restore" in check.remedy


def test_a_damaged_panel_is_named_with_its_file(site: Path) -> None:
    cells = site / "mapping" / "own" / "cells.parquet"
    content = bytearray(cells.read_bytes())
    content[30] ^= 1
    cells.write_bytes(content)
    check = the_one_that_is_wrong()
    assert (
        check.what == "panel own"
        and str(cells) in check.problem
        and "ebpages mapping remove own" in check.remedy
    )


def test_a_lost_index_is_named(site: Path) -> None:
    for file in (site / "search").rglob("*.store"):
        file.write_bytes(b"")
    assert the_one_that_is_wrong().what == "search index"


def test_a_flipped_bit_in_the_index_is_named_with_its_file(site: Path) -> None:
    (terms,) = (site / "search").rglob("*.term")
    content = bytearray(terms.read_bytes())
    content[len(content) // 2] ^= 1
    terms.write_bytes(content)
    check = the_one_that_is_wrong()
    assert check.what == "search index" and terms.name in check.problem


def test_a_key_that_others_read_is_named(site: Path) -> None:
    (site / "secret_key").chmod(0o644)
    assert "chmod 600" in the_one_that_is_wrong().remedy


def test_a_missing_style_sheet_is_named(site: Path) -> None:
    (site / "static" / "site.1.css").unlink()
    assert "site.1.css" in the_one_that_is_wrong().problem


def test_an_interrupted_restore_is_named(site: Path) -> None:
    (site / "before-restore-20261129-200000").mkdir()
    assert "--replace" in the_one_that_is_wrong().remedy


def test_nobody_else_reads_the_database_of_a_new_installation(tmp_path: Path) -> None:
    home = tmp_path / "new"
    subprocess.run(
        [EBPAGES, "manage", "migrate", "contenttypes", "--skip-checks"], env=surroundings(home), check=True
    )
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in home.glob("ebpages.sqlite3*")}
    assert set(modes.values()) == {"0o600"}, modes
