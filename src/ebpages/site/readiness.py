"""What a host needs to serve pages, and what is only less without: each part asked by itself, so that one failure hides no other."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ebpages.faces.unavailable import Trouble, nothing_can_be_stored, trouble_of
from ebpages.jobs.signs import LOST_AFTER, seconds_since_sign
from ebpages.mapping.panels.panel_files import CELLS, HEAD, TREES, folder_of, names_in
from ebpages.mapping.queries import folder
from ebpages.publish.checksums import SUMS, Damaged, check_file, read_sums
from ebpages.registry.queries import built
from ebpages.registry.search_documents import known_to_search
from ebpages.site.errors import COLLECT, is_lack_of_style_sheets

Answer = tuple[bool, dict[str, object]]
Ask = Callable[[], Answer]

_LOOKED_AT_FOR = 3600  # seconds
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
        return Part(False, needed, {"problem": _said_of(problem)})
    return Part(ok, needed, more)


def _said_of(problem: Exception) -> str:
    """What to do about it; anybody may ask, and the message itself may name hosts and folders."""
    if is_lack_of_style_sheets(problem):
        return COLLECT
    return str(trouble_of(problem) or type(problem).__name__)


def _database() -> Answer:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, {"writable": not nothing_can_be_stored()}


def _migrations() -> Answer:
    missing = len(_known_migrations() - set(MigrationRecorder(connection).applied_migrations()))
    return not missing, {"missing": missing, **({"problem": str(Trouble.NO_TABLES)} if missing else {})}


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations) - frozenset(
        replaced for each in loader.disk_migrations.values() for replaced in each.replaces
    )


def _registry() -> Answer:
    last = built()
    if last is None:
        return False, {"problem": "Run `ebpages build`."}
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
    """Whether the files of loaded panels are there, and as they were written when they were last looked at."""
    loaded = names_in(folder())
    broken = [name for name in loaded if not _has_its_files(folder_of(folder(), name))]
    damaged = [name for name in loaded if name not in broken and not _is_whole(name)]
    return not broken + damaged, {"loaded": len(loaded), "incomplete": broken, "damaged": damaged}


def _has_its_files(place: Path | None) -> bool:
    return place is not None and all((place / name).is_file() for name in (HEAD, CELLS, TREES))


def _is_whole(name: str) -> bool:
    place = folder_of(folder(), name)
    return place is None or _was_whole(place, place.stat().st_ino, int(time.time() // _LOOKED_AT_FOR))


@lru_cache(maxsize=256)
def _was_whole(place: Path, _edition: int, _while: int) -> bool:
    """Panels are large and monitors ask every minute: each process reads a panel once an hour."""
    try:
        sums = read_sums(place / SUMS) if (place / SUMS).exists() else {}
        for name, digest in sums.items():
            check_file(place / name, digest)
    except Damaged:
        return False
    return True
