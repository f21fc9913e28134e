"""The steps of a search on their way: what is kept is not done again, and every finished one is told and kept at once."""

import re
from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from ebpages.mapping.definitions.checkpoint import Arrays, Checkpoint
from ebpages.mapping.definitions.distribution import Mapper, Step

K = TypeVar("K", bound=Hashable)


class SearchStopped(Exception):
    """The search was asked to stop; what is finished is kept in its folder."""


@dataclass
class Course:
    """total: steps of the whole search. progress, stop: as `search` has them."""

    checkpoint: Checkpoint
    mapper: Mapper
    total: int
    progress: Callable[[int, int, str], None]
    stop: Callable[[], bool]
    done: int = 0

    def results(self, name: str, keys: Sequence[K], step: Step) -> list[Arrays]:
        """What the step gives for each key, in their order. Raises SearchStopped."""
        found = {key: kept for key in keys if (kept := self.checkpoint.load(_file(name, key))) is not None}
        for key in found:
            self._passed(key)
        for key, arrays in self._made([key for key in keys if key not in found], step):
            self.checkpoint.keep(_file(name, key), arrays)
            found[key] = arrays
            self._passed(key)
        return [found[key] for key in keys]

    def _made(self, keys: Sequence[K], step: Step) -> Iterator[tuple[K, Arrays]]:
        """However this ends, no process goes on working for it."""
        if keys:
            made: Any = self.mapper(step, keys)
            with closing(made) if isinstance(made, Generator) else nullcontext():
                yield from zip(keys, made, strict=True)

    def _passed(self, key: Hashable) -> None:
        self.done += 1
        self.progress(self.done, self.total, str(key))
        if self.done < self.total and self.stop():
            raise SearchStopped(f"stopped after {self.done} of {self.total} steps")


def _file(name: str, key: Hashable) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", f"{name} {key}")
