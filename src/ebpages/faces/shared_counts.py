"""Counts that all processes of a host share: a small file of fixed size, which needs no server and no cleaning up.

Counts last for a window of time. Where the file is full of counts of the present window, the smallest one near by is given up, so
that whoever asks most is never forgotten.
"""

import fcntl
import os
import struct
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock

_SLOT = struct.Struct("<QII")  # who, hashed; when the window began; how often
_SLOTS = 65_536  # a megabyte
_NEAR = 8  # slots that a count may stand in


class CannotBeShared(Exception):
    """The file cannot be written; the message says why."""


class SharedCounts:
    """Counts in a file. secret: what names are hashed with, so that the file does not say whose counts it holds."""

    def __init__(self, file: Path, secret: str) -> None:
        """Raises CannotBeShared."""
        self._key = blake2b(secret.encode()).digest()
        self._lock = Lock()
        try:
            self._file = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            # All of its space at once: a full disk shall refuse it now and not in the midst of a request.
            os.posix_fallocate(self._file, 0, _SLOTS * _SLOT.size)
        except OSError as problem:
            raise CannotBeShared(f"{file} cannot be written ({problem.strerror})") from None

    def count(self, name: str, *, began: int) -> int:
        """Count one more of this name in the window that began then, in seconds, and say how many there were.

        Raises CannotBeShared.
        """
        who = int.from_bytes(blake2b(name.encode(), key=self._key, digest_size=8).digest(), "little")
        start = who % (_SLOTS - _NEAR) * _SLOT.size
        size = _NEAR * _SLOT.size
        try:
            # Threads of a process share its locks of files, hence the second lock.
            with self._lock:
                fcntl.lockf(self._file, fcntl.LOCK_EX, size, start)
                try:
                    # Whoever cut the file short meanwhile has taken counts away, which are written anew.
                    near = os.pread(self._file, size, start).ljust(size, b"\0")
                    place, count = _place(near, who, began)
                    os.pwrite(self._file, _SLOT.pack(who, began, count), start + place * _SLOT.size)
                finally:
                    fcntl.lockf(self._file, fcntl.LOCK_UN, size, start)
        except OSError as problem:
            raise CannotBeShared(str(problem.strerror)) from None
        return count

    def close(self) -> None:
        with suppress(OSError):
            os.close(self._file)


def _place(near: bytes, who: int, began: int) -> tuple[int, int]:
    """Which of the slots near by is this one's, and its new count: its own, a free one, or that of the smallest count."""
    counts = []
    for place, (owner, window, count) in enumerate(_SLOT.iter_unpack(near)):
        current = count if window == began else 0
        if owner == who and current:
            return place, current + 1
        counts.append((current, place))
    return min(counts)[1], 1
