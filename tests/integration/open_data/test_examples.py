"""The examples of docs/open-data.md run: the client against a live server, the query on the files."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import duckdb
import pandas
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from ebpages.client import FILTERS, Client, Unanswered
from ebpages.open_data.actions import export_files
from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.facets import KEYS
from ebpages.registry.questions import STATED

DOC = Path(__file__).parents[3] / "docs" / "open-data.md"


def example(language: str) -> str:
    (code,) = re.findall(rf"```{language}\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_about: object) -> None:
        pass


@contextmanager
def the_connection_kept() -> Iterator[None]:
    """As Django's own client for tests does: what a request of a site closes is the transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def beside_a_site(ask: Callable[[str], Any]) -> Any:
    """What a program gets that asks a site by its address. The site answers in this thread, which alone sees the registry of the tests."""
    with (
        the_connection_kept(),
        make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet) as server,
        ThreadPoolExecutor(1) as pool,
    ):
        server.timeout = 0.05
        asked = pool.submit(ask, f"http://127.0.0.1:{server.server_port}")
        while not asked.done():
            server.handle_request()
        return asked.result()


def test_the_example_of_the_client_runs(
    registry: BuildResult, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: dict[str, object] = {}

    def run(site: str) -> None:
        exec(example("python").replace("http://127.0.0.1:8000", site), told)

    beside_a_site(run)
    clusters, rows = told["clusters"], told["rows"]
    assert isinstance(clusters, pandas.DataFrame) and isinstance(rows, pandas.DataFrame)
    assert set(clusters["kind"]) == {"cluster_organisation"} and len(rows) > len(clusters)
    with_website = told["with_website"]
    stating = models.Organisation.objects.filter(records__statements__property="website").distinct()
    assert isinstance(with_website, pandas.DataFrame) and len(with_website) == stating.count()
    assert len(told["changed"]) >= models.Organisation.objects.count()  # type: ignore[arg-type]
    assert capsys.readouterr().out


def test_the_example_of_sql_runs_on_the_files(
    registry: BuildResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = duckdb.sql(example("sql")).fetchall()
    assert found and len({row[1] for row in found}) > 1
    assert not {row[0] for row in found if row[1] == "Sofia"}, "Sofia and София are one seat"


def test_what_a_site_refuses_is_said_with_its_address(registry: BuildResult, home: Path) -> None:
    def ask(site: str) -> None:
        Client(site).table("nothing")

    with pytest.raises(
        Unanswered, match=r"/api/data/nothing\.parquet\?language=en: 404 .*names all"
    ) as refused:
        beside_a_site(ask)
    assert refused.value.status == 404
    with pytest.raises(Unanswered, match="refused"):
        Client("http://127.0.0.1:9").statements()
    with pytest.raises(ValueError, match="write it as https://"):
        Client("example.org")


def test_a_filter_that_the_api_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="no filter foo; there are kind, "):
        Client("http://127.0.0.1:9").organisations(foo="bar")
    assert set(FILTERS) == {*KEYS, STATED}
