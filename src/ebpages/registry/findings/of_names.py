"""Findings about names as printed: foreign letters and texts, and the spelling of the word for cluster."""

from collections.abc import Iterator
from functools import lru_cache

from ebpages.registry.findings.finding import Finding, finding
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.misprints import misprints
from ebpages.registry.names import fold_name
from ebpages.search.folding import without_invisible, words

_USUAL = "клъстер"


def missing(snapshot: Snapshot) -> Iterator[Finding]:
    for record, read, _ in snapshot.noticed("name_missing"):
        number = read.number or str(read.locator.row)
        yield finding("name_missing", source=read.source, records=(record,), number=number)


def look_alike_letters(snapshot: Snapshot) -> Iterator[Finding]:
    """Latin or Greek letters inside a Cyrillic word, or the reverse: the eye does not see them, a search does."""
    for statement, step in snapshot.done("look_alikes", to=("name",)):
        name, letters = without_invisible(statement.value), step.param("letters")
        yield finding("look_alike_letters", statements=(statement.id,), name=name, letters=letters)


def invisible_characters(snapshot: Snapshot) -> Iterator[Finding]:
    for statement, step in snapshot.done("invisible_characters", to=("name",)):
        name, signs = without_invisible(statement.value), step.param("signs")
        yield finding("invisible_characters", statements=(statement.id,), name=name, signs=signs)


def damaged_word(snapshot: Snapshot) -> Iterator[Finding]:
    """A long word of a name that nobody knows, a letter or two away from one that is known; or a sign misread."""
    for statement in snapshot.all("name"):
        for word, meant in misprints(snapshot.name(statement)):
            yield finding(
                "damaged_word", statements=(statement.id,), name=without_invisible(statement.value), word=word, meant=meant,
            )  # fmt: skip


def foreign_text(snapshot: Snapshot) -> Iterator[Finding]:
    """Another firm's name, or a piece of another row, inside a name."""
    for statement, step in snapshot.done("foreign_text_separated", "foreign_text", to=("name",)):
        name, text = statement.value, step.param("text")
        yield finding("foreign_text", statements=(statement.id,), name=name, text=text)


def spelling_of_cluster(snapshot: Snapshot) -> Iterator[Finding]:
    for statement in snapshot.all("name"):
        spelt = next((word for word in words(statement.value) if _is_unusual(word)), "")
        if spelt:
            yield finding(
                "spelling_of_cluster", statements=(statement.id,), name=statement.value, spelt=spelt
            )


@lru_cache(maxsize=16384)
def _is_unusual(word: str) -> bool:
    return _USUAL not in word and _USUAL in fold_name(word)


FINDERS = (missing, look_alike_letters, invisible_characters, damaged_word, foreign_text, spelling_of_cluster)
