"""Figures over a million organisations: how long each takes when nothing is remembered, and its page when it is."""

import json
import os
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.build import COMMAND

KEPT = Path(__file__).parent / "data" / "figures.json"
ORGANISATIONS = 1_000_000
FIGURES = ("seats-by-oblast", "legal-form", "entities", "activity", "lists")
_VALUES = {
    "stage": ("start_up", "developing", "developed", "not_categorised"),
    "activity": ("active", "inactive", "no_information", "insolvent"),
    "region": ("BG411", "BG421", "BG341", "BG331", "BG313", "BG323", "BG322"),
    "sector": ("ict", "energy", "health", "tourism", "food", "construction"),
    "label": ("2018-07-01", "2016-11-04"),
    "list": ("bulstat", "trade_register", "bsmepa"),
    "form": ("association", "limited", "joint_stock", "foundation"),
}
_SEVERAL, _UNKNOWN = 0.08, 0.4


@dataclass(frozen=True, slots=True)
class FigureTimes:
    """figures: id -> seconds of the query with nothing remembered, of the same under two filters, and milliseconds of its page, warm.

    reading: seconds until everybody's facets are read for the filters, which the first page of a process waits for.
    """

    measured: str
    machine: str
    organisations: int
    facets: int
    reading: float
    figures: dict[str, tuple[float, float, float]]


def measure_figures(organisations: int = ORGANISATIONS) -> FigureTimes:
    """Invent a registry, then ask for its figures in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="ebpages-figures-") as folder:
        surroundings = {**os.environ, "EBPAGES_HOME": folder}
        subprocess.run([str(COMMAND), "manage", "migrate", "--verbosity", "0"], env=surroundings, check=True)
        facets = invent(Path(folder) / "ebpages.sqlite3", organisations)
        asked = [sys.executable, "-m", "bench.figure_pages", json.dumps(FIGURES)]
        answer = subprocess.run(asked, env=surroundings, check=True, capture_output=True, text=True)
        return FigureTimes(
            measured=f"{datetime.now(UTC):%Y-%m-%d}",
            machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
            organisations=organisations,
            facets=facets,
            **json.loads(answer.stdout),
        )


def invent(database: Path, organisations: int) -> int:
    """Fill the tables that figures of organisations read; returns how many facets there are."""
    chance, ids = random.Random(11), [f"o{number:06}" for number in range(organisations)]
    with sqlite3.connect(database) as store:
        store.execute(
            "PRAGMA ignore_check_constraints = ON"
        )  # Django brings the function that one of them calls
        store.executemany(
            "INSERT INTO registry_organisation (id, name, other_name, sort_name, kind, record_count, source_count, finding_count, founded, is_example)"
            " VALUES (?, ?, '', ?, 'cluster_organisation', 1, ?, 0, ?, 0)",
            ((i, i, i, chance.choice((1, 1, 1, 2, 3)), chance.choice((None, 2012, 2016))) for i in ids),
        )
        store.executemany(
            "INSERT INTO registry_legalentity (id, identifier, organisation_id, name, legal_form) VALUES (?, ?, ?, '', '')",
            ((f"e{n}", f"{n:09}", i) for n, i in enumerate(ids)),
        )
        store.executemany(
            "INSERT INTO registry_facet (organisation_id, key, value) VALUES (?, ?, ?)", _facets(chance, ids)
        )
        store.execute(
            "INSERT INTO registry_build (finished_at, as_of, digest, permanent, counts)"
            " VALUES ('2026-01-01', '2026-01-01', '', '', '{}')"
        )
        store.execute("ANALYZE")
        return int(store.execute("SELECT COUNT(*) FROM registry_facet").fetchone()[0])


def _facets(chance: random.Random, ids: list[str]) -> Iterator[tuple[str, str, str]]:
    for public_id in ids:
        yield public_id, "kind", "cluster_organisation"
        for key, values in _VALUES.items():
            if chance.random() < _UNKNOWN:
                yield public_id, key, "unknown"
                continue
            for value in chance.sample(values, 2 if chance.random() < _SEVERAL else 1):
                yield public_id, key, value


def keep(times: FigureTimes) -> None:
    KEPT.write_text(json.dumps(asdict(times), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def kept() -> FigureTimes | None:
    """What was measured last; a whole run of the benchmarks shows it without measuring again."""
    return FigureTimes(**json.loads(KEPT.read_text(encoding="utf-8"))) if KEPT.exists() else None
