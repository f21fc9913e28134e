"""Seconds and peak memory of the bulk files at 100,000 rows of lists, stored straight into an empty database: `python -m bench.bulk_files`.

Rows are made of the shipped lists' statements, over and over, each row an organisation of its own.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROWS = 100_000


def main(rows: int) -> None:
    home = Path(os.environ.setdefault("EBPAGES_HOME", tempfile.mkdtemp(prefix="bulk-files-")))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebpages.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if child := os.fork():  # so that what fills the tables is not measured
        os.waitpid(child, 0)
    else:
        _fill(rows)
        os._exit(0)
    from ebpages.open_data.actions import export_files

    folder = home / "bulk-files"
    folder.mkdir(exist_ok=True)
    before = time.perf_counter()
    edition = export_files(
        folder,
        lambda name, done, total: print(f"{time.perf_counter() - before:7.1f} s {name}", file=sys.stderr),
    )
    seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(file.bytes for file in edition.files) / 1e6
    print(f"{rows:,} rows: {seconds:.0f} s, {size:.0f} MB of files, {peak:.0f} MB of memory at most")


def _fill(rows: int) -> None:
    from datetime import date

    from django.db import transaction
    from django.utils import timezone

    from ebpages.faces.bulk_insert import insert
    from ebpages.registry import models
    from ebpages.registry.actions.building import build

    build(as_of=date(2026, 11, 30))
    records = list(models.Record.objects.exclude(organisation=None).values())
    said: dict[str, list[dict[str, Any]]] = {}
    for statement in models.Statement.objects.values():
        said.setdefault(statement["record_id"], []).append(statement)
    owners = {row["id"]: row for row in models.Organisation.objects.values()}

    def copies() -> Iterator[tuple[int, dict[str, Any], str]]:
        for number in range(rows):
            yield number, records[number % len(records)], f"b{number:06d}"

    with transaction.atomic():
        insert(models.Organisation, (owners[r["organisation_id"]] | {"id": i} for _n, r, i in copies()))
        insert(
            models.Record,
            (
                r
                | {
                    "id": f"{r['id']}.{n}",
                    "key": f"{r['key']}.{n}"[:80],
                    "row": 10_000 + n,
                    "organisation_id": i,
                    "entity_id": None,
                }
                for n, r, i in copies()
            ),
        )
        insert(
            models.Statement,
            (
                s | {"id": f"{s['id']}.{n}", "record_id": f"{r['id']}.{n}"}
                for n, r, _i in copies()
                for s in said.get(r["id"], ())
            ),
        )
        models.Build.objects.update(finished_at=timezone.now())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
