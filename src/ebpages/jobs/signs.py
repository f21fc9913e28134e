"""Whether a worker lives: it touches a file, which needs no room on the disk and no lock of the database."""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

LOST_AFTER = 60.0  # seconds


def _file() -> Path:
    """Beside the results: the folder that hosts share whose workers work for one another."""
    return Path(settings.EBPAGES_HOME) / "jobs" / ".worker"


def give_sign() -> None:
    with suppress(OSError):  # a read-only folder tells nothing of the worker
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().touch()


def seconds_since_sign() -> int | None:
    """None where no worker has ever run here."""
    try:
        return max(0, round(time.time() - _file().stat().st_mtime))
    except OSError:
        return None


def is_lost() -> bool:
    """Whether nobody would begin what is put into the queue now, as far as can be seen."""
    seconds = seconds_since_sign()
    return seconds is None or seconds > LOST_AFTER
