"""Builds that are killed: run by test_kill.py in a process of its own, which is warm, so that fifty are soon done.

Says on each line of its output what a visitor finds, in JSON: first before any kill, then after each of them.
"""

# ruff: noqa: E402 - models can be imported only once Django is set up

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "ebpages.site.settings"

import django

django.setup()

from django.db import connection

from ebpages.cli import main
from ebpages.registry import models
from ebpages.registry.assembly import assemble
from ebpages.registry.queries import registry_is_built
from ebpages.registry.search_documents import find_ids

TABLES = (
    models.SourceList,
    models.Organisation,
    models.LegalEntity,
    models.Record,
    models.Statement,
    models.Judgement,
    models.Finding,
    models.Facet,
    models.PublicId,
    *(getattr(models.Finding, name).through for name in ("organisations", "records", "statements")),
)


def force_a_build() -> None:
    sys.argv = ["ebpages", "build", "--force"]
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    main()


def look() -> None:
    with connection.cursor() as cursor:
        integrity = cursor.execute("PRAGMA integrity_check").fetchall()
        broken = cursor.execute("PRAGMA foreign_key_check").fetchall()
    found = {
        "built": registry_is_built(),
        "integrity": integrity,
        "broken": broken,
        "counts": {table.__name__: table.objects.count() for table in TABLES},
        "ids": sorted(models.Record.objects.values_list("id", "organisation_id")),
        "found": find_ids("зелена синергия"),
    }
    print(json.dumps(found), flush=True)


def apart(work: Callable[[], None]) -> int:
    """Work in a process of its own, which shares nothing that it opens with this one."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        sys.stdout.flush()
        os._exit(0)


def duration_of_a_build() -> float:
    start = time.monotonic()
    os.waitpid(apart(force_a_build), 0)
    return time.monotonic() - start


def kill_builds(times: int, seed: int) -> None:
    moments = random.Random(seed)
    longest = duration_of_a_build()
    os.waitpid(apart(look), 0)
    for _ in range(times):
        child = apart(force_a_build)
        time.sleep(longest * moments.betavariate(1, 1.7))  # any moment, the earlier ones more often
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.waitpid(apart(look), 0)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        assemble(date(2026, 11, 23), lambda stage, done, total: None)
        kill_builds(int(sys.argv[1]), int(sys.argv[2]))
    else:
        os.waitpid(apart(look), 0)
