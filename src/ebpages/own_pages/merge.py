"""Two people wrote at one page: what each changed is kept, and where both changed one text, both are shown."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import chain

from ebpages.own_pages.page import Value, Values, page_values


@dataclass(frozen=True, slots=True)
class Clash:
    """One text that both changed, each in another way; "" where it was or is not said."""

    name: str
    language: str
    before: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """values: where texts clash, mine stands."""

    values: Values
    clashes: tuple[Clash, ...]


def merge(base: Values, mine: Values, theirs: Values, several: Container[str]) -> Merge:
    """What two people made of one state, together.

    several: properties that have several values. Of these, what either added is added and what either removed is removed, so
    that they never clash. Any other property says one thing in each language.
    """
    clashes: list[Clash] = []

    def merged() -> Iterator[tuple[str, Value]]:
        for name in dict.fromkeys(chain(mine, theirs, base)):
            of_each = tuple(page.get(name, ()) for page in (base, mine, theirs))
            if name in several:
                yield from ((name, value) for value in _together(*of_each))
                continue
            texts = tuple({value.language: value.text for value in values} for values in of_each)
            for language in dict.fromkeys(chain(texts[1], texts[2], texts[0])):
                before, own, other = (text.get(language, "") for text in texts)
                if own != before and other not in (before, own):
                    clashes.append(Clash(name, language, before, own, other))
                yield name, Value(other if own == before else own, language)

    return Merge(page_values(merged()), tuple(clashes))


def _together(base: tuple[Value, ...], mine: tuple[Value, ...], theirs: tuple[Value, ...]) -> Iterator[Value]:
    gone = {value for value in base if value not in mine or value not in theirs}
    yield from (value for value in chain(mine, theirs) if value not in gone)
