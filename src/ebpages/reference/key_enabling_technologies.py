"""The six key enabling technologies (KETs) of the European Commission."""

from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term


def key_enabling_technology(code: str) -> Term:
    return vocabulary.look_up(_index(), code, "key enabling technology")


@cache
def key_enabling_technologies() -> tuple[Term, ...]:
    return tuple(_index().values())


@cache
def _index() -> dict[str, Term]:
    return vocabulary.by_code(vocabulary.load("key_enabling_technologies.yaml", Term))
