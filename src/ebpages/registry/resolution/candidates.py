"""Which mentions are worth comparing: those that share a word, a near spelling of one, or a translated concept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ebpages.registry.concepts import concepts, is_spelling
from ebpages.registry.mention import Mention
from ebpages.registry.resolution.alignment import SHORTEST_RESPELT

_LARGEST_BLOCK = 60


class Candidates:
    """An index of mentions by what their names can be found by. Blocks too large to tell anything are passed over."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._blocks: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            for block in set(_blocks(mention)):
                self._blocks[block].append(mention)

    def of(self, mention: Mention) -> list[Mention]:
        found = {
            other.record: other
            for block in set(_blocks(mention))
            if len(self._blocks[block]) <= _LARGEST_BLOCK
            for other in self._blocks[block]
            if other.record != mention.record
        }
        return sorted(found.values(), key=lambda other: other.rank)


def _blocks(mention: Mention) -> Iterator[str]:
    """Words, concepts, and both with any one letter left out: two spellings a letter apart share one of these."""
    for word in mention.name.words:
        yield word
        if len(word) >= SHORTEST_RESPELT:
            yield from _without_a_letter(f"-{word}")
    for group in concepts(mention.name):
        yield from group
        if all(map(is_spelling, group)):
            yield from (shorter for concept in group for shorter in _without_a_letter(concept))


def _without_a_letter(marked: str) -> Iterator[str]:
    """The text itself, then without each of its letters; the mark in front of it stays."""
    yield marked
    yield from (marked[:i] + marked[i + 1 :] for i in range(1, len(marked)))
