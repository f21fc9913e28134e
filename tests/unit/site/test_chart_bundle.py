from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import override_settings

from ebpages.site.chart_bundle import NAME, ChartBundleFinder, bundle


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the bundle was made, which takes some seconds."""
    home = tmp_path_factory.mktemp("home")
    with override_settings(EBPAGES_HOME=home):
        bundle()
    return home


@pytest.fixture
def shared_home(made_home: Path, settings: LazySettings) -> Path:
    settings.EBPAGES_HOME = made_home
    return made_home


def test_the_bundle_is_one_module_that_exports_the_drawing_function(shared_home: Path) -> None:
    script = bundle().read_text("utf-8")
    assert script.rstrip().rstrip(";").endswith("as vegaEmbed}")
    assert "sourceMappingURL" not in script
    assert shared_home in bundle().parents


def test_it_is_made_once(shared_home: Path) -> None:
    made = bundle().stat()
    assert bundle().stat().st_mtime_ns == made.st_mtime_ns


def test_who_makes_it_leaves_one_whole_file(shared_home: Path) -> None:
    assert [path.name for path in bundle().parent.iterdir()] == [NAME]


@pytest.mark.long
def test_several_that_make_it_at_once_leave_one_whole_file(home: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        (file,) = set(pool.map(lambda _: bundle(), range(2)))
    assert [path.name for path in file.parent.iterdir()] == [NAME]
    assert file.read_text("utf-8").rstrip().rstrip(";").endswith("as vegaEmbed}")


def test_the_finder_offers_this_file_and_no_other(shared_home: Path) -> None:
    finder = ChartBundleFinder()
    assert finder.find(NAME) == str(bundle())
    assert finder.find(NAME, find_all=True) == [str(bundle())]
    assert finder.find("site.css") is None
    assert finder.find("site.css", find_all=True) == []


def test_collecting_finds_it_unless_it_is_ignored(shared_home: Path) -> None:
    ((name, storage),) = ChartBundleFinder().list(None)
    with storage.open(name) as file:
        assert b"vegaEmbed" in file.read()
    assert list(ChartBundleFinder().list(["vega*"])) == []


def test_nothing_is_made_before_it_is_asked_for(home: Path) -> None:
    ChartBundleFinder().find("site.css")
    assert list(home.iterdir()) == []
