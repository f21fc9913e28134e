"""What a room keeps beside its tables, and what it finds when it looks whether all is well: for `ebpages verify` and `backup`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

BEFORE_RESTORE = (
    "before-restore-"  # in EBPAGES_HOME, while a restore exchanges what is there, and after it was killed
)


def _as_it_is(folder: Path) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class KeptFolder:
    """A folder of EBPAGES_HOME that a backup holds, by its name there.

    still: within it nobody replaces a file or folder of it, so that what is copied belongs together.
    """

    name: str
    still: Callable[[Path], AbstractContextManager[None]] = _as_it_is


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at. problem: empty where all is well; remedy: a sentence that says what to do about it."""

    what: str
    problem: str = ""
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        return not self.problem


Checks = Callable[[], Iterator[Check]]
