"""`ebpages verify`: everything that is stored, looked at from end to end."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from ebpages.accounts.queries import checks as checks_of_people
from ebpages.faces.capabilities import capabilities
from ebpages.faces.upkeep import BEFORE_RESTORE, Check
from ebpages.jobs.actions import results
from ebpages.publish.checksums import DamagedFile, check_kept
from ebpages.publish.whole_file import abandoned_drafts
from ebpages.site.operating import database

_SHORTEST_KEY = 32
_COLLECT = "Run `ebpages manage collectstatic --no-input --ignore 'redoc*'`."


def verify(*, everything: bool = True) -> Iterator[Check]:
    """everything: also what this host needs to serve and is made again in no time: style sheets, the key, what killed writers left."""
    found = list(database.checks())
    yield from found
    if all(check.is_well for check in found):
        for capability in capabilities():
            yield from _answered(capability.name, capability.verify())
        yield from _answered("people", checks_of_people())
    else:
        yield Check(
            "what is stored in it",
            "it was not looked at, because the database is not well",
            "Mend the database first.",
        )
    yield from _results()
    if everything:
        yield _key()
        yield _static_files()
        yield from _left_behind(Path(settings.EBPAGES_HOME))


def _answered(name: str, checks: Iterator[Check]) -> Iterator[Check]:
    try:
        yield from checks
    except DatabaseError as problem:
        yield Check(
            name, " ".join(str(problem).split()), "Restore a backup: `ebpages restore FILE --replace`."
        )


def _results() -> Iterator[Check]:
    folder = results().folder
    files = (
        [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
        if folder.is_dir()
        else []
    )
    for path in files:
        try:
            check_kept(path)
        except DamagedFile as damage:
            yield Check(
                f"result {path.name}", str(damage), f"Remove {path}: it is made again for whoever asks."
            )
    yield Check(f"results of background jobs ({sum(path.suffix != '.sha256' for path in files)})")


def _key() -> Check:
    file = Path(settings.EBPAGES_HOME) / "secret_key"
    if os.environ.get("EBPAGES_SECRET_KEY"):
        return Check("secret key, of the environment")
    problem, remedy = "", ""
    if len(settings.SECRET_KEY) < _SHORTEST_KEY:
        problem, remedy = (
            f"it has {len(settings.SECRET_KEY)} characters",
            f"Remove {file}: the next start makes a new one.",
        )
    elif file.exists() and file.stat().st_mode & 0o077:
        problem, remedy = (
            f"others than its owner may read {file}",
            f"Run `chmod 600 {file}`, and make a new one if others are on this host.",
        )
    return Check("secret key", problem, remedy)


def _static_files() -> Check:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if settings.DEBUG:
        return Check("style sheets and scripts, as they are found while debugging")
    try:
        names = json.loads(manifest.read_text(encoding="utf-8"))["paths"].values()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Check("style sheets and scripts", f"{manifest} is not there, or cannot be read", _COLLECT)
    missing = [name for name in names if not (manifest.parent / name).is_file()]
    return Check(
        "style sheets and scripts",
        f"{len(missing)} are missing, {missing[0]} among them" if missing else "",
        _COLLECT,
    )


def _left_behind(home: Path) -> Iterator[Check]:
    """What processes that were killed have left. Drafts go by themselves with the next file that is written beside them."""
    asides = sorted(home.glob(f"{BEFORE_RESTORE}*"))
    for path in asides:
        yield Check(
            "an interrupted restore", f"{path} holds what was there before",
            f"Run the restore again with --replace, which takes it away at its end; or put back what is in it and remove {path}.",
        )  # fmt: skip
    folders = [home, *(path for path in home.iterdir() if path.is_dir())]
    drafts = [draft for folder in folders for draft in abandoned_drafts(folder)]
    yield Check(
        f"files that are written ({len(drafts)} left by killed writers, which nobody reads)"
        if drafts
        else "files that are written"
    )
