import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from django.db import connection, transaction

from ebpages.search.actions import record_changes
from ebpages.search.index import Document, Position, SearchIndex
from ebpages.search.models import Change, Log
from ebpages.search.queries import DatabaseLog

pytestmark = pytest.mark.django_db


class Towns:
    kind = "town"

    def __init__(self, **names: str) -> None:
        self.names = names

    def documents(self, ids: Sequence[str]) -> Iterable[Document]:
        return [Document(key, self.kind, {"name": [self.names[key]]}) for key in ids if key in self.names]

    def all_ids(self) -> Iterable[str]:
        return list(self.names)


def test_an_empty_log_begins_at_nothing() -> None:
    assert DatabaseLog().head("town") == Position("", 0)


def test_a_change_moves_the_head_of_its_kind_only() -> None:
    record_changes(kind="town", ids=["a", "b"])
    before = DatabaseLog().head("town")
    record_changes(kind="offer", ids=["a"])
    assert DatabaseLog().head("town") == before
    record_changes(kind="town", ids=["b"])
    after = DatabaseLog().head("town")
    assert after.log == before.log
    assert DatabaseLog().changed("town", before.last, after.last) == ["b"]


def test_only_the_last_change_of_an_object_is_kept() -> None:
    for _ in range(3):
        record_changes(kind="town", ids=["a", "b", "a"])
    assert list(Change.objects.order_by("id").values_list("object_id", flat=True)) == ["a", "b"]
    assert Log.objects.count() == 1


def test_positions_are_never_given_twice() -> None:
    record_changes(kind="town", ids=["a"])
    first = DatabaseLog().head("town")
    Change.objects.all().delete()
    record_changes(kind="town", ids=["a"])
    assert DatabaseLog().head("town").last > first.last


def test_more_changes_than_one_batch_are_recorded() -> None:
    record_changes(kind="town", ids=(str(number) for number in range(1201)))
    head = DatabaseLog().head("town")
    assert len(DatabaseLog().changed("town", 0, head.last)) == 1201


def test_a_change_that_is_rolled_back_was_never_recorded() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record_changes(kind="town", ids=["a"])
        _ = 1 / 0
    assert DatabaseLog().head("town").last == 0


def test_an_index_follows_the_database(tmp_path: Path) -> None:
    towns = Towns(a="Габрово", b="Ямбол")
    record_changes(kind="town", ids=["a", "b"])
    index = SearchIndex(tmp_path)
    assert index.follow(towns, DatabaseLog())
    assert index.search_ids("gabrovo") == ["a"]
    towns.names = {"a": "Бургас"}
    record_changes(kind="town", ids=["a", "b"])
    assert index.follow(towns, DatabaseLog())
    assert index.search_ids("габрово") == []
    assert index.search_ids("ямбол") == []
    assert index.search_ids("burgas") == ["a"]


def test_following_without_changes_costs_one_query(tmp_path: Path, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    record_changes(kind="town", ids=["a"])
    towns, index = Towns(a="Габрово"), SearchIndex(tmp_path)
    index.follow(towns, DatabaseLog())
    with django_assert_num_queries(1):
        index.follow(towns, DatabaseLog())


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite itself lets one transaction write at a time"
)
def test_no_later_position_becomes_visible_before_an_earlier_one() -> None:
    def record_another() -> None:
        try:
            record_changes(kind="town", ids=["b"])
        finally:
            connection.close()

    second = threading.Thread(target=record_another)
    with transaction.atomic():
        record_changes(kind="town", ids=["a"])
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive()
    second.join(timeout=60)
    assert not second.is_alive()
    assert list(Change.objects.order_by("id").values_list("object_id", flat=True)) == ["a", "b"]
