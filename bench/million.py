"""Search with facets over a million organisations, beside SQLite's own full-text search (FTS5) over the same names.

`EBPAGES_HOME=… python -m bench.million` measures a registry that is there already, or was invented there before.
"""

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bench.build import COMMAND
from bench.figures import ORGANISATIONS, invent
from bench.world import Maker

TIMES = 40
ON = date(2026, 11, 30)
# What is asked: words, filters by key, sort.
QUESTIONS: dict[str, tuple[str, dict[str, tuple[str, ...]], str]] = {
    "everybody": ("", {}, "name"),
    "two filters": ("", {"sector": ("ict",), "region": ("BG411",)}, "name"),
    "those in most lists": ("", {}, "lists"),
    "a word that nearly all names hold": ("клъстер", {}, "relevance"),
    "the same, two filters": ("клъстер", {"sector": ("ict",), "region": ("BG411",)}, "relevance"),
    "a rare word": ("мебелен", {}, "relevance"),
    "two words, Latin letters": ("klaster mebel", {}, "relevance"),
}


def measure_million(organisations: int = ORGANISATIONS) -> dict[str, Any]:
    """Invent a registry with names, index it, and ask in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="ebpages-million-") as folder:
        surroundings = {**os.environ, "EBPAGES_HOME": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        subprocess.run([str(COMMAND), "manage", "migrate", "--verbosity", "0"], env=surroundings, check=True)
        database = Path(folder) / "ebpages.sqlite3"
        invent(database, organisations)
        _name(database)
        return measured_here(surroundings)


def measured_here(surroundings: dict[str, str]) -> dict[str, Any]:
    """The first process writes the index and the file of facets; the second one is measured."""
    for number in range(2):
        asked = [sys.executable, "-m", "bench.million", "here", str(number)]
        answer = subprocess.run(asked, env=surroundings, check=True, stdout=subprocess.PIPE, text=True)
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count() or 1,
        "load": round(os.getloadavg()[0], 1),
        **json.loads(answer.stdout.splitlines()[-1]),
    }


def _name(database: Path) -> None:
    """Give the organisations names as companies have them, and note that they were written."""
    maker = Maker(random.Random(7))
    with sqlite3.connect(database) as store:
        ids = [row[0] for row in store.execute("SELECT id FROM registry_organisation ORDER BY id")]
        store.execute("PRAGMA ignore_check_constraints = ON")
        store.executemany(
            "UPDATE registry_organisation SET name = ?, other_name = ?, sort_name = ? WHERE id = ?",
            (_names(maker, public_id) for public_id in ids),
        )
        store.execute("INSERT INTO search_log (id, token) VALUES (1, ?) ON CONFLICT DO NOTHING", ("1" * 32,))
        store.execute(
            "INSERT INTO search_change (kind, object_id, at) SELECT 'organisation', id, '2026-01-01' FROM registry_organisation"
        )
        store.execute("ANALYZE")


def _names(maker: Maker, public_id: str) -> tuple[str, str, str, str]:
    made = maker.organisation()
    name = " ".join(part.bg for part in made.parts)
    return name, " ".join(part.en[0] for part in made.parts), name.casefold(), public_id


def _measure(is_first: bool) -> dict[str, Any]:
    import django

    django.setup()
    from django.utils import translation

    from ebpages.registry import models
    from ebpages.registry.queries.directory import Question, directory
    from ebpages.registry.queries.membership import membership
    from ebpages.registry.search_documents import follow

    follow()
    reading, registry = _seconds(membership)
    if is_first:
        return {}
    ours: dict[str, Any] = {}
    with translation.override("bg"):
        for name, (words, chosen, sort) in QUESTIONS.items():
            question = Question(on=ON, words=words, chosen=chosen, sort=sort)
            ours[name] = _times(lambda question=question: directory(question))  # type: ignore[misc]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "organisations": registry.size,
        "facets": models.Facet.objects.count(),
        "reading": round(reading, 2),
        "memory": memory,
        "ours": ours,
        "fts5": _fts5(Path(os.environ["EBPAGES_HOME"]) / "ebpages.sqlite3"),
    }


def _fts5(database: Path) -> dict[str, Any]:
    """The same questions in SQL: the best 25, how many there are, and the facets of all of them."""
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(f"{folder}/fts5") as store:
        store.execute("ATTACH ? AS registry", (str(database),))
        store.execute("CREATE VIRTUAL TABLE names USING fts5(id UNINDEXED, name, other_name)")
        store.execute("INSERT INTO names SELECT id, name, other_name FROM registry.registry_organisation")
        return {
            name: _times(lambda words=words, chosen=chosen: _ask(store, words, chosen), 3)  # type: ignore[misc]
            for name, (words, chosen, _) in QUESTIONS.items()
            if words
        }


def _ask(store: sqlite3.Connection, words: str, chosen: dict[str, tuple[str, ...]]) -> None:
    asked = " ".join(f'"{word}"*' for word in words.split())
    fitting = "".join(
        f" AND id IN (SELECT organisation_id FROM registry_facet WHERE key = '{key}' AND value = '{value}')"
        for key, values in chosen.items()
        for value in values
    )
    hits = f"FROM names WHERE names MATCH ?{fitting}"
    store.execute(f"SELECT id {hits} ORDER BY rank LIMIT 25", (asked,)).fetchall()
    store.execute(f"SELECT COUNT(*) {hits}", (asked,)).fetchall()
    store.execute(
        f"SELECT key, value, COUNT(*) FROM registry_facet WHERE organisation_id IN (SELECT id {hits}) GROUP BY key, value",
        (asked,),
    ).fetchall()


def _times(ask: Callable[[], object], times: int = TIMES) -> tuple[float, float, float]:
    """Milliseconds of a processor: the first time, in the middle, and 95 of 100 below."""
    taken = [1000 * _seconds(ask)[0] for _ in range(times + 1)]
    later = sorted(taken[1:])
    return round(taken[0], 1), round(later[len(later) // 2], 1), round(later[len(later) * 95 // 100], 1)


def _seconds(do: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    done = do()
    return time.process_time() - start, done


def million_section(found: dict[str, Any]) -> Iterator[str]:
    from bench.page import table  # which needs all peers

    rows = [
        (
            name,
            *(f"{each:,.1f}" for each in times),
            *(f"{each:,.0f}" for each in found["fts5"].get(name, ())[:2]),
        )
        for name, times in found["ours"].items()
    ]
    yield "## Search with facets over many organisations"
    yield ""
    yield f"Measured on {found['measured']} with `python -m bench million` ({found['cores']} cores, load {found['load']} at the end), which alone measures this part anew."
    yield f"An invented registry of {found['organisations']:,} organisations with {found['facets']:,} facets on SQLite, in a new process: {found['reading']:.2f} s until the kept facets"
    yield f"are read, {found['memory']} MB in the end. Milliseconds of a processor for an answer with 25 organisations, how many there are, and the counts of all facets under the others' filters: the"
    yield "first time, in the middle, 95 of 100 below; beside them FTS5 for the same words as beginnings, with the facets of all hits counted in SQL (no misspelt words, no other alphabet)."
    yield ""
    yield from table(
        ("question", "first", "then", "95 %", "FTS5, first", "then"),
        [(*row, *("",) * (6 - len(row))) for row in rows],
    )
    yield ""


if __name__ == "__main__":
    if sys.argv[1:2] == ["here"]:
        print(json.dumps(_measure(is_first=sys.argv[2] == "0")))
    else:
        print(json.dumps(measured_here({**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"})))
