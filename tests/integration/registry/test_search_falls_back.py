"""What is searched while the index is not there, cannot be written, or is written by others."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from ebpages.registry import search_documents
from ebpages.registry.actions import BuildResult
from ebpages.registry.search_documents import Known, find_ids, known_to_search, search_index

BY_NAMES = "Until then only names are searched"


@pytest.fixture
def folder(registry: BuildResult, settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """An index of the test's own, with the one of the others put back after it."""
    settings.EBPAGES_SEARCH_INDEX = tmp_path / "search"
    search_index.cache_clear()
    yield settings.EBPAGES_SEARCH_INDEX
    search_index.cache_clear()


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """As if there were too many organisations to index while a visitor waits; what was begun in the background."""
    begun: list[object] = []

    class Begun:
        def __init__(self, target: object, daemon: bool) -> None:
            begun.append(target)

        def start(self) -> None:
            search_documents._in_background.set()

    monkeypatch.setattr(search_documents, "_AT_ONCE", 0)
    monkeypatch.setattr(search_documents, "Thread", Begun)
    yield begun
    search_documents._in_background.clear()


def test_while_another_process_writes_the_first_index_names_are_searched(
    folder: Path, client: Client
) -> None:
    folder.mkdir()
    search_index()._wait = 0
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        search_index()._make_anew()  # as far as the other process has come
        assert known_to_search() is Known.NAMES
        assert find_ids("МЕБЕЛЕН клъстер") and not find_ids("furnitures")
        assert BY_NAMES in client.get("/en/organisations/?q=мебелен").text
        assert client.get("/api/organisations?q=мебелен").status_code == 503
        assert client.get("/en/organisations/download.csv?q=мебелен").status_code == 503
        assert client.get("/en/organisations/download.csv").status_code == 200
        assert client.get("/api/suggestions?q=мебел").status_code == 200
    assert known_to_search() is Known.ALL and find_ids("furnitures")
    assert BY_NAMES not in client.get("/en/organisations/?q=мебелен").text


def test_a_big_index_is_written_in_the_background_by_one_thread(folder: Path, many: list[object]) -> None:
    assert find_ids("МЕБЕЛЕН") and known_to_search() is Known.NAMES
    assert len(many) == 1
    search_documents._in_background.clear()
    search_documents.follow()
    assert known_to_search() is Known.ALL and len(many) == 1


def test_an_index_that_cannot_follow_says_that_it_is_older(folder: Path, client: Client) -> None:
    from ebpages.search.actions import record_changes

    assert known_to_search() is Known.ALL
    record_changes(kind="organisation", ids=["a-change"])
    (folder / "lock").unlink()
    (folder / "lock").mkdir()
    assert known_to_search() is Known.OLDER
    page = client.get("/en/organisations/?q=klaster")
    assert "The search does not know the newest changes yet." in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert client.get("/api/organisations?q=klaster").json()["total"] > 0
