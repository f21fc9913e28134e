"""A database of the state before ids had heirs is brought up to date with every id kept."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, NOW = "0003_facets_in_both_orders", "0006_heirs_and_places"
# id -> (where it leads, the record that it was derived from)
IDS = {
    "alive01": ("alive01", "bulstat:1"),
    "merged1": ("alive01", "bulstat:2"),
    "gone001": ("gone001", "bulstat:3"),
    "merged2": ("gone001", ""),
    "byhand1": ("unknown", ""),
}

pytestmark = [
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
]  # the last state is tried in operating


def migrated(name: str) -> MigrationExecutor:
    """The database at a migration of the registry; what other rooms build on it goes back with it."""
    executor = MigrationExecutor(connection)
    executor.migrate([("offers", None), ("registry", name)] if name == BEFORE else [("registry", name)])
    return MigrationExecutor(connection)


@pytest.fixture
def old(db: None) -> Iterator[MigrationExecutor]:
    yield migrated(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_every_id_keeps_where_it_leads_and_the_way_back_keeps_them_too(old: MigrationExecutor) -> None:
    before = old.loader.project_state([("registry", BEFORE)]).apps
    organisation = before.get_model("registry", "Organisation").objects.create(
        id="alive01", name="Alive", sort_name="alive", kind="", record_count=1, source_count=1
    )
    for public_id, (target, anchor) in IDS.items():
        before.get_model("registry", "PublicId").objects.create(id=public_id, target=target, anchor=anchor)
    for position, kind in enumerate(["grave"] * 9 + ["last", "after the last"]):
        before.get_model("registry", "Finding").objects.create(
            id=f"f{20 - position}", kind=kind, severity="error", position=position
        )
    now = migrated(NOW).loader.project_state([("registry", NOW)]).apps
    found = now.get_model("registry", "PublicId").objects.all()
    kept = {row.id: (row.heir_id or row.id, row.anchor) for row in found}
    assert kept == {**IDS, "unknown": ("unknown", "")}
    assert now.get_model("registry", "Organisation").objects.get().id == organisation.id
    kinds = now.get_model("registry", "Finding").objects.order_by("place").values_list("kind", flat=True)
    assert list(kinds)[-3:] == ["grave", "last", "after the last"]

    again = migrated(BEFORE).loader.project_state([("registry", BEFORE)]).apps
    back = again.get_model("registry", "PublicId").objects.values_list("id", "target", "anchor")
    assert {i: (target, anchor) for i, target, anchor in back} == {**IDS, "unknown": ("unknown", "")}
