"""Places for work that takes long: so many of a process at once, few who wait, and everybody else is told to come back.

Without them a handful of readers who ask for the dearest pages would hold every thread, and nobody would be answered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

RETRY_AFTER = 5  # seconds


class NoPlace(Exception):
    """All places are taken, and as many wait as may."""


class Places:
    """working: how many at once. waiting: how many more may wait for them. patience: for how many seconds."""

    def __init__(self, *, working: int, waiting: int, patience: float) -> None:
        self._inside = BoundedSemaphore(working + waiting)
        self._working = BoundedSemaphore(working)
        self._patience = patience

    @contextmanager
    def one(self) -> Iterator[None]:
        """A place for as long as it is needed. Raises NoPlace."""
        if not self._inside.acquire(blocking=False):
            raise NoPlace
        try:
            if not self._working.acquire(timeout=self._patience):
                raise NoPlace
            try:
                yield
            finally:
                self._working.release()
        finally:
            self._inside.release()


# Of the twelve threads that a process serves with, the rest is left for pages, whatever is asked.
PLACES = {
    "work": Places(working=2, waiting=1, patience=3),
    "search": Places(working=3, waiting=4, patience=3),
}
