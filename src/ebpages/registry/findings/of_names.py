"""Findings about names as printed: foreign letters and texts, and the spelling of the word for cluster."""

from collections.abc import Iterator

from ebpages.registry.findings.finding import Finding, finding
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.names import fold_name
from ebpages.search.folding import words
from ebpages.sources.record import Step

_USUAL = "клъстер"
_FOREIGN = ("foreign_text_separated", "foreign_text")


def missing(snapshot: Snapshot) -> Iterator[Finding]:
    for record, read in snapshot.records():
        if any(notice.code == "name_missing" for notice in read.notices):
            number = read.number or str(read.locator.row)
            yield finding("name_missing", source=read.source, records=(record,), number=number)


def look_alike_letters(snapshot: Snapshot) -> Iterator[Finding]:
    """Latin or Greek letters inside a Cyrillic word, or the reverse: the eye does not see them, a search does."""
    for statement in snapshot.all("name"):
        for step in _steps(statement.steps, ("look_alikes",)):
            letters = step.param("letters")
            yield finding(
                "look_alike_letters", statements=(statement.id,), name=statement.value, letters=letters
            )


def foreign_text(snapshot: Snapshot) -> Iterator[Finding]:
    """Another firm's name, or a piece of another row, inside a name."""
    for statement in snapshot.all("name"):
        for step in _steps(statement.steps, _FOREIGN)[:1]:
            text = step.param("text")
            yield finding("foreign_text", statements=(statement.id,), name=statement.value, text=text)


def spelling_of_cluster(snapshot: Snapshot) -> Iterator[Finding]:
    for statement in snapshot.all("name"):
        spelt = next((word for word in words(statement.value) if _is_unusual(word)), "")
        if spelt:
            yield finding(
                "spelling_of_cluster", statements=(statement.id,), name=statement.value, spelt=spelt
            )


def _is_unusual(word: str) -> bool:
    return _USUAL not in word and _USUAL in fold_name(word)


def _steps(steps: tuple[Step, ...], codes: tuple[str, ...]) -> list[Step]:
    return [step for step in steps if step.code in codes]


FINDERS = (missing, look_alike_letters, foreign_text, spelling_of_cluster)
