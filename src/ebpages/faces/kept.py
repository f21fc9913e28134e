"""Answers that are kept in memory: no more bytes than are allowed, and each worked out by one thread at a time."""

import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock

_OVERHEAD = 3_000  # bytes, about what a key, headers and the objects around an answer take
_PORTION = 8  # an answer that would take more than one part in so many is not kept
_AT_HAND = 4  # one part in so many is for answers unpacked: to unpack the longest takes more than all else that a kept page costs


@dataclass(frozen=True, slots=True)
class Answer:
    """content: packed, since pages are mostly markup and shrink to a sixth; at_hand: unpacked, of those asked for last."""

    packed: bytes
    headers: Mapping[str, str]
    at_hand: bytes = b""

    @classmethod
    def of(cls, content: bytes, headers: Mapping[str, str]) -> "Answer":
        return cls(zlib.compress(content, 1), headers)

    @property
    def content(self) -> bytes:
        return self.at_hand or zlib.decompress(self.packed)

    @property
    def size(self) -> int:
        return len(self.packed) + len(self.at_hand) + _OVERHEAD


class KeptAnswers:
    """Answers by their key; where there is no more room, those leave first that nobody has asked for the longest."""

    def __init__(self, most: int) -> None:
        """most: bytes."""
        self.most, self.size = most, 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._at_hand: OrderedDict[str, int] = OrderedDict()  # key -> bytes unpacked
        self._working: dict[str, tuple[Lock, int]] = {}
        self._lock = Lock()

    def get(self, key: str) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            if answer is None or answer.at_hand:
                return answer
        return self._put_at_hand(key, replace(answer, at_hand=answer.content))

    def _put_at_hand(self, key: str, answer: Answer) -> Answer:
        with self._lock:
            if key in self._answers and key not in self._at_hand:
                self._at_hand[key] = len(answer.at_hand)
                self._put(key, answer)
                while sum(self._at_hand.values()) * _AT_HAND > self.most:
                    oldest, _length = self._at_hand.popitem(last=False)
                    self._put(oldest, replace(self._answers[oldest], at_hand=b""))
                self._make_room()
        return answer

    def _put(self, key: str, answer: Answer) -> None:
        before = self._answers.get(key)
        self.size += answer.size - (before.size if before else 0)
        self._answers[key] = answer

    def _make_room(self) -> None:
        while self.size > self.most:
            key, oldest = self._answers.popitem(last=False)
            self._at_hand.pop(key, None)
            self.size -= oldest.size

    def keep(self, key: str, answer: Answer) -> None:
        with self._lock:
            if answer.size * _PORTION > self.most or key in self._answers:
                return
            self._put(key, answer)
            self._make_room()

    def forget(self) -> None:
        with self._lock:
            self._answers.clear()
            self._at_hand.clear()
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
