"""Everybody's facets: as the tables hold them, after whatever changed, and in a new process."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import transaction

from ebpages.registry import models
from ebpages.registry.actions import BuildResult, Said, judge, publish_page, withdraw_judgement
from ebpages.registry.membership import Membership
from ebpages.registry.queries import membership as rooms
from ebpages.registry.queries.builds import stand_of_registry
from ebpages.search.actions import has_changes_in_hand

A, B = "bulstat:1", "bulstat:2"
ORDERS = {
    "name": ("sort_name", "id"),
    "lists": ("-source_count", "-record_count", "sort_name", "id"),
    "findings": ("-finding_count", "sort_name", "id"),
}


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "_newest", [])
    rooms._file().unlink(missing_ok=True)
    # As if what the test does in its transaction were stored.
    monkeypatch.setattr(rooms, "has_changes_in_hand", lambda: False)


def told(known: Membership) -> dict[str, Any]:
    """Without places, which differ."""
    return {
        "orders": {name: [*known.listed(known.everybody, order)] for name, order in known.orders.items()},
        "facets": {
            (key, value): {*known.listed(members, known.orders["name"])}
            for key, values in known.facets.items()
            for value, members in values.items()
        },
    }


def in_tables() -> dict[str, Any]:
    facets: dict[tuple[str, str], set[str]] = {}
    for public_id, key, value in models.Facet.objects.values_list("organisation", "key", "value"):
        facets.setdefault((key, value), set()).add(public_id)
    everybody = [*models.Organisation.objects.values_list(*(c.strip("-") for c in ("id", "sort_name")))]
    years = dict(models.Organisation.objects.values_list("id", "founded"))
    by_year = sorted(everybody, key=lambda o: (years[o[0]] is None, years[o[0]] or 0, o[1], o[0]))
    orders = {name: _ordered(columns) for name, columns in ORDERS.items()}
    return {"orders": {**orders, "founded": [public_id for public_id, _ in by_year]}, "facets": facets}


def _ordered(columns: tuple[str, ...]) -> list[str]:
    """By the letters' codes, whatever the database's own order is."""
    names = [column.strip("-") for column in columns]
    rows = models.Organisation.objects.values_list(*names)
    signs = [-1 if column.startswith("-") else 1 for column in columns]
    key = [tuple(-v if sign < 0 else v for v, sign in zip(row, signs, strict=True)) for row in rows]
    return [row[-1] for row in sorted(key)]


def organisation_of(record: str) -> str:
    return str(models.Record.objects.get(id=record).organisation_id)


def test_after_any_change_it_is_what_the_tables_hold(few: BuildResult) -> None:
    assert told(rooms.membership()) == in_tables()
    subject = organisation_of(A)
    changes: tuple[Callable[[], object], ...] = (
        lambda: publish_page(
            subject=subject, said=(Said("name", "Ящерица ООД", "bg"), Said("country", "GR")), by="person:1"
        ),
        lambda: judge(a=A, b=B, relation="same", by="person:1", why="one body"),
        lambda: withdraw_judgement(judgement=models.HumanJudgement.objects.latest("id").id, by="person:1"),
        lambda: publish_page(subject=subject, said=(), by="person:1"),
    )
    whole = rooms.membership()
    for change in changes:
        change()
        assert told(rooms.membership()) == in_tables()
        assert (
            rooms.membership().numbers[: len(whole.numbers)] == whole.numbers
        )  # it was followed, not read anew


def test_a_new_process_reads_what_is_kept_and_follows_it(
    few: BuildResult,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    rooms.membership()
    monkeypatch.setattr(rooms, "_newest", [])
    with django_assert_max_num_queries(1):
        kept = rooms.membership()
    assert told(kept) == in_tables() and kept.stand == stand_of_registry()
    monkeypatch.setattr(rooms, "_newest", [])
    publish_page(subject=organisation_of(A), said=(Said("country", "GR"),), by="person:1")
    assert told(rooms.membership()) == in_tables()


def test_nothing_is_kept_of_changes_that_may_be_undone(
    few: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "has_changes_in_hand", has_changes_in_hand)
    before = in_tables()
    for country in ("GR", "IT"):  # the second change has the number that the first one had
        with transaction.atomic():
            publish_page(subject=organisation_of(A), said=(Said("country", country),), by="person:1")
            assert told(rooms.membership()) == in_tables() != before
            transaction.set_rollback(True)
        assert told(rooms.membership()) == before


def test_what_is_damaged_or_of_another_build_is_read_from_the_tables(
    few: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = rooms.membership()
    rooms._file().write_bytes(rooms._file().read_bytes()[:-3])
    monkeypatch.setattr(rooms, "_newest", [])
    assert rooms.membership() == known
    models.Build.objects.create(
        finished_at=models.Build.objects.latest("id").finished_at, as_of="2026-11-30", digest="another"
    )
    assert rooms.membership().stand.build == known.stand.build + 1 and told(rooms.membership()) == told(known)


def test_where_nothing_can_be_written_it_is_known_all_the_same(
    few: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: object) -> object:
        raise OSError("no room")

    monkeypatch.setattr(rooms, "whole_file", full)
    assert told(rooms.membership()) == in_tables() and not rooms._file().exists()
