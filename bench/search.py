"""How long a search takes, over the guide's organisations and over many invented ones."""

import random
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.truth import guide_mentions
from bench.world import Maker
from ebpages.registry.resolution.cascade import resolve
from ebpages.search.index import Document, Position, SearchIndex

QUERIES = (
    "мебелен",
    "klaster mebel",
    "furniture",
    "зелена енергия",
    "tourism varna",
    "клъстър туризъм",
    "телекомникации",
)
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds for one search of twenty results; seconds for building the index."""

    documents: int
    build_seconds: float
    median: float
    slowest_of_hundred: float


class _Documents:
    kind = "organisation"

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}

    def documents(self, ids: Sequence[str]) -> Iterable[Document]:
        return (self._documents[one] for one in ids if one in self._documents)

    def all_ids(self) -> Iterable[str]:
        return self._documents


class _NoChanges:
    def head(self, kind: str) -> Position:
        return Position("bench", 0)

    def changed(self, kind: str, after: int, up_to: int) -> Iterable[str]:
        return ()


def guide_latency() -> Latency:
    groups = resolve(guide_mentions()).organisations
    return _latency([_document(f"g{n}", [m.name.original for m in group]) for n, group in enumerate(groups)])


def invented_latency(organisations: int) -> Latency:
    maker = Maker(random.Random(1))
    made = (maker.organisation() for _ in range(organisations))
    names = ([" ".join(p.bg for p in o.parts), " ".join(p.en[0] for p in o.parts)] for o in made)
    return _latency([_document(f"s{n}", both) for n, both in enumerate(names)])


def _document(number: str, names: Sequence[str]) -> Document:
    return Document(number, "organisation", {"name": names[:1], "other_name": names[1:]})


def _latency(documents: Sequence[Document]) -> Latency:
    with tempfile.TemporaryDirectory(prefix="ebpages-bench-") as folder:
        index = SearchIndex(Path(folder) / "index")
        start = time.perf_counter()
        index.follow(_Documents(documents), _NoChanges())
        built = time.perf_counter() - start
        times = sorted(_search_seconds(index, query) for _ in range(_ROUNDS) for query in QUERIES)
    return Latency(len(documents), built, 1000 * times[len(times) // 2], 1000 * times[len(times) * 99 // 100])


def _search_seconds(index: SearchIndex, query: str) -> float:
    start = time.perf_counter()
    index.search(query, limit=20)
    return time.perf_counter() - start
