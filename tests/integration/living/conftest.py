"""The registry of a few rows, an empty data folder and a server that speaks as the portal of open data, with days to give."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.samples.register_days import deed, field, new_body, number, part, seat, with_persons, xml
from tests.samples.register_server import RegisterServer, running

LISTED = "160062299"  # in the Trade Register's list of 2018, in liquidation
_END = field("00070", record=30).replace("00070", "05010").replace("Managers", "Terms")
DAYS = {
    "2026-01-05": xml(
        "2026-01-05",
        deed(LISTED, "КЛЪСТЕР ПОДЕМНА ТЕХНИКА", field("00020", "КЛЪСТЕР ПОДЕМНА ТЕХНИКА", record=1, day="2026-01-05"),
             field("00030", record=2, day="2026-01-05", Text="Дружество с ограничена отговорност", Code="4"), seat(day="2026-01-05")),
        new_body(number(1), "КЛЪСТЕР РОЗА", "2026-01-05"),
        new_body(number(2), "ДРУГО ДРУЖЕСТВО", "2026-01-05"),
    ),
    "2026-01-06": xml(
        "2026-01-06",
        deed(LISTED, "ПОДЕМНИ СИСТЕМИ", field("00020", "КЛЪСТЕР ПОДЕМНА ТЕХНИКА", op="Erase", record=1, day="2026-01-06"),
             field("00020", "ПОДЕМНИ СИСТЕМИ", record=9, day="2026-01-06")),
        with_persons(number(3), "2026-01-06"),
    ),
    "2026-01-07": xml("2026-01-07", deed(LISTED, "ПОДЕМНИ СИСТЕМИ", part("B6_Liquidation", _END))),
    "2026-01-08": xml(
        "2026-01-08",
        deed(number(1), "КЛЪСТЕР РОЗА", field("00270", "1", record=5, day="2026-01-08"), status="L"),
        deed(number(2), "КЛАСТЕР ДРУГО", field("00020", "КЛАСТЕР ДРУГО", record=7, day="2026-01-08")),
    ),
}  # fmt: skip


def title(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"Търговски регистър {of_month}.{month}.{year}"


@pytest.fixture(scope="package")
def listed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The registry of a few rows of each list; taken back when the tests of this folder are done."""
    from django.db import transaction

    from ebpages.registry.actions import build
    from ebpages.sources import catalogue
    from tests.samples.cut_lists import write_cut_lists

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv(catalogue.VARIABLE, str(write_cut_lists(tmp_path_factory.mktemp("lists"))))
        build()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def started() -> Iterator[RegisterServer]:
    with running() as server:
        yield server


@pytest.fixture
def register(
    listed: None, db: None, home: Path, started: RegisterServer, monkeypatch: pytest.MonkeyPatch
) -> RegisterServer:
    """The server with four days and without faults, and the setting that leads to it."""
    monkeypatch.setenv("EBPAGES_TRADE_REGISTER", started.url)
    fresh = RegisterServer(started.url, files={f"u-{day}": (title(day), DAYS[day]) for day in DAYS})
    started.__dict__.update(fresh.__dict__)
    return started
