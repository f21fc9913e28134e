"""What a host needs to serve pages, and what is only less without: each part asked by itself, so that one failure hides no other."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ebpages.jobs.signs import LOST_AFTER, seconds_since_sign
from ebpages.mapping.panels.panel_files import CELLS, HEAD, TREES, folder_of, names_in
from ebpages.mapping.queries import folder
from ebpages.registry.queries import built
from ebpages.registry.search_documents import known_to_search

Answer = tuple[bool, dict[str, object]]
Ask = Callable[[], Answer]

LEAST_ROOM = 200 * 1024 * 1024  # bytes: below it a build, a report or a log of the database may not find room


@dataclass(frozen=True, slots=True)
class Part:
    """needed: without it no page can be served. more: figures for whoever looks."""

    ok: bool
    needed: bool
    more: dict[str, object] = field(default_factory=dict)


def parts() -> dict[str, Part]:
    asked: tuple[tuple[str, bool, Ask], ...] = (
        ("database", True, _database),
        ("migrations", True, _migrations),
        ("registry", True, _registry),
        ("static_files", True, _static_files),
        ("search_index", False, _search_index),
        ("disk", False, _disk),
        ("worker", False, _worker),
        ("panels", False, _panels),
    )
    return {name: _asked(needed, ask) for name, needed, ask in asked}


def _asked(needed: bool, ask: Ask) -> Part:
    try:
        ok, more = ask()
    except Exception as problem:  # noqa: BLE001 - whatever is out of order is what was asked for
        return Part(False, needed, {"problem": type(problem).__name__})
    return Part(ok, needed, more)


def _database() -> Answer:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, {"writable": not getattr(connection, "reading_only", None)}


def _migrations() -> Answer:
    missing = len(_known_migrations() - set(MigrationRecorder(connection).applied_migrations()))
    return not missing, {"missing": missing}


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations) - frozenset(
        replaced for each in loader.disk_migrations.values() for replaced in each.replaces
    )


def _registry() -> Answer:
    last = built()
    if last is None:
        return False, {}
    age = round((timezone.now() - last.at).total_seconds())
    return True, {"built_at": last.at.isoformat(), "age_seconds": age}


def _static_files() -> Answer:
    """Raises ValueError where `collectstatic` has not gathered the style sheet."""
    return bool(staticfiles_storage.url("site.css")), {}


def _search_index() -> Answer:
    known = known_to_search()
    return known.value == "all", {"known": known.value}


def _disk() -> Answer:
    free = shutil.disk_usage(settings.EBPAGES_HOME).free
    return free >= LEAST_ROOM, {"free_bytes": free}


def _worker() -> Answer:
    seconds = seconds_since_sign()
    return seconds is not None and seconds < LOST_AFTER, {"seconds_since_sign": seconds}


def _panels() -> Answer:
    """Whether the files of loaded panels are there; `ebpages verify` reads them."""
    loaded = names_in(folder())
    broken = [name for name in loaded if not _has_its_files(folder_of(folder(), name))]
    return not broken, {"loaded": len(loaded), "incomplete": broken}


def _has_its_files(place: Path | None) -> bool:
    return place is not None and all((place / name).is_file() for name in (HEAD, CELLS, TREES))
