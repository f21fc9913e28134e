"""Answers that are kept in memory: no more bytes than are allowed, and each worked out by one thread at a time."""

import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

_OVERHEAD = 3_000  # bytes, about what a key, headers and the objects around an answer take
_PORTION = 8  # an answer that would take more than one part in so many is not kept


@dataclass(frozen=True, slots=True)
class Answer:
    """content: packed, since pages are mostly markup and shrink to a sixth."""

    packed: bytes
    headers: Mapping[str, str]

    @classmethod
    def of(cls, content: bytes, headers: Mapping[str, str]) -> "Answer":
        return cls(zlib.compress(content, 1), headers)

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.packed)

    @property
    def size(self) -> int:
        return len(self.packed) + _OVERHEAD


class KeptAnswers:
    """Answers by their key; where there is no more room, those leave first that nobody has asked for the longest."""

    def __init__(self, most: int) -> None:
        """most: bytes."""
        self.most, self.size = most, 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._working: dict[str, tuple[Lock, int]] = {}
        self._lock = Lock()

    def get(self, key: str) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: str, answer: Answer) -> None:
        with self._lock:
            if answer.size * _PORTION > self.most or key in self._answers:
                return
            self._answers[key] = answer
            self.size += answer.size
            while self.size > self.most:
                _key, oldest = self._answers.popitem(last=False)
                self.size -= oldest.size

    def forget(self) -> None:
        with self._lock:
            self._answers.clear()
            self.size = 0

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Nobody else is inside with the same key."""
        with self._lock:
            lock, inside = self._working.get(key, (Lock(), 0))
            self._working[key] = lock, inside + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, inside = self._working.pop(key)
                if inside > 1:
                    self._working[key] = lock, inside - 1
