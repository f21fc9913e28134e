"""Which mentions are worth comparing: those that share a word, a near spelling of one, or a translated concept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ebpages.registry.concepts import concepts, is_spelling
from ebpages.registry.mention import Mention
from ebpages.registry.resolution.alignment import SHORTEST_RESPELT

_LARGEST_BLOCK = 60


class Candidates:
    """An index of mentions by what their names can be found by.

    crowded: blocks too large to tell anything; they are passed over. families: record -> family, where some families
    alone are looked at: records of two families were compared before and found unlike.
    """

    def __init__(
        self, mentions: Iterable[Mention], crowded: frozenset[str], families: Mapping[str, str]
    ) -> None:
        self._families = families
        self._blocks: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in mentions:
            family = families.get(mention.record, "")
            for block in blocks(mention) - crowded:
                self._blocks[family, block].append(mention)
        self._crowded = crowded

    def of(self, mention: Mention) -> list[Mention]:
        family = self._families.get(mention.record, "")
        found = {
            other.record: other
            for block in blocks(mention) - self._crowded
            for other in self._blocks.get((family, block), ())
            if other.record != mention.record
        }
        return sorted(found.values(), key=lambda other: other.rank)


def crowded_blocks(mentions: Iterable[Mention]) -> frozenset[str]:
    """The blocks in which too many mentions stand to tell anything."""
    sizes = Counter(block for mention in mentions for block in blocks(mention))
    return frozenset(block for block, size in sizes.items() if size > _LARGEST_BLOCK)


def blocks(mention: Mention) -> set[str]:
    """Words, concepts, and both with any one letter left out: two spellings a letter apart share one of these."""
    return set(_blocks(mention))


def _blocks(mention: Mention) -> Iterator[str]:
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
