"""From the database of earlier states: what a backup of it restores, and what its upgrade makes. Run as a module.

The argument `every` takes all of them; else the last before this one of the registry.

Says on each line of its output, in JSON, the state, and what is there after a restore and after an upgrade.
"""

# ruff: noqa: E402 - models can be imported only once Django is set up

import json
import os
import sys
from itertools import pairwise
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "ebpages.site.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ebpages.site.operating.backup import back_up
from ebpages.site.operating.restore import restore
from ebpages.site.operating.upgrade import all_or_nothing

ROOMS = ("registry", "observatory", "jobs", "search", "contact")


def states() -> list[tuple[str, str]]:
    """Every migration of ours but the last of its room, the newest first: the way back loses what earlier ones cannot hold."""
    names = sorted(key for key in MigrationExecutor(connection).loader.disk_migrations if key[0] in ROOMS)
    return [key for key, after in pairwise(names) if key[0] == after[0]][::-1]


def kept() -> dict[str, object]:
    from ebpages.registry import models

    return {
        "ids": sorted(models.PublicId.objects.values_list("id", "heir")),
        "organisations": sorted(models.Organisation.objects.values_list("id", "name")),
        "records": models.Record.objects.count(),
        "unapplied": len(
            MigrationExecutor(connection).migration_plan(
                MigrationExecutor(connection).loader.graph.leaf_nodes()
            )
        ),
    }


def main() -> None:
    file = Path(settings.EBPAGES_HOME) / "earlier.zip"
    print(json.dumps({"state": "now", "restored": kept(), "upgraded": kept()}), flush=True)
    way_back = sorted(states(), key=lambda state: state[0] == "registry")
    last = next(state for state in way_back if state[0] == "registry")
    for app, name in way_back if "every" in sys.argv else [last]:
        call_command("migrate", app, name, verbosity=0)
        back_up(file, with_key=False, progress=silent)
        with all_or_nothing():
            call_command("migrate", verbosity=0)
        upgraded = kept()
        restore(file, replace=True, progress=silent, say=lambda message: None)
        print(json.dumps({"state": f"{app}.{name}", "restored": kept(), "upgraded": upgraded}), flush=True)
        file.unlink()


def silent(step: str, done: int, total: int) -> None:
    pass


if __name__ == "__main__":
    main()
