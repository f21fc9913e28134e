"""Words of the same meaning in two languages, learnt from parallel vocabularies by `bench/glossary.py`."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from ebpages.exchange.matching.terms import DATA, space, stems

GLOSSARY = DATA / "glossary.csv.gz"
OWN = DATA / "own_glossary.csv"
Translations = dict[str, tuple[tuple[str, float], ...]]
_ALL = "en"  # every other language is reached through English


@lru_cache(maxsize=1 << 16)
def translations(stem: str, here: str, there: str) -> tuple[tuple[str, float], ...]:
    """Stems of the space `there` that mean what a stem of the space `here` does, each with its weight (0 to 1)."""
    if _ALL in (here, there):
        return _pairs(here, there).get(stem, ())
    found: dict[str, float] = defaultdict(float)
    for english, weight in _pairs(here, _ALL).get(stem, ()):
        for word, further in _pairs(_ALL, there).get(english, ()):
            found[word] = max(found[word], weight * further)
    return tuple(found.items())


@cache
def _pairs(here: str, there: str) -> Translations:
    """Of one direction, to or from English."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for language, english, word, weight in _rows():
        if here == _ALL and language == there:
            found[english].append((word, weight))
        elif there == _ALL and language == here:
            found[word].append((english, weight))
    return {stem: tuple(others) for stem, others in found.items()}


@cache
def _rows() -> tuple[tuple[str, str, str, float], ...]:
    with gzip.open(GLOSSARY, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        learnt = [(language, english, word, int(weight) / 100) for language, english, word, weight in rows]
    return (*learnt, *_own_rows())


def _own_rows() -> Iterator[tuple[str, str, str, float]]:
    """Whole words, which are stemmed here."""
    with OWN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            (english,), (word,) = stems(row["english"], _ALL), stems(row["word"], row["language"])
            yield space(row["language"]), english, word, 1.0
