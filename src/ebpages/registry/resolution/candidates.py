"""Which mentions are worth comparing: those that share a word, a near spelling of one, or a translated concept."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

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
        listed = list(mentions)
        uses = Sketch(listed)
        members: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        # The blocks of each record are kept as their members: without the texts they take little memory.
        self._of: dict[str, list[list[Mention]]] = {}
        for mention in listed:
            family = families.get(mention.record, "")
            told = [members[family, b] for b in blocks(mention) if uses.count(b) > 1 and b not in crowded]
            self._of[mention.record] = told
            for block in told:
                block.append(mention)

    def of(self, mention: Mention) -> list[Mention]:
        return sorted(self.unordered(mention), key=lambda other: other.rank)

    def unordered(self, mention: Mention) -> Collection[Mention]:
        found = {other.record: other for block in self._of.get(mention.record, ()) for other in block}
        found.pop(mention.record, None)
        return found.values()


class Sketch:
    """In how many mentions each block stands, in a few bytes for each mention: most blocks stand in one, and the texts of
    them all would take more memory than the lists. Blocks that fall together are counted together, up to 255: a count may
    be too high, and below 255 is never too low."""

    def __init__(self, mentions: Collection[Mention]) -> None:
        self._mask = (1 << max(16, (64 * len(mentions)).bit_length())) - 1
        self._counts = bytearray(self._mask + 1)
        for mention in mentions:
            for block in blocks(mention):
                place = hash(block) & self._mask
                self._counts[place] = min(self._counts[place] + 1, 255)

    def count(self, block: str) -> int:
        return self._counts[hash(block) & self._mask]


def crowded_blocks(mentions: Iterable[Mention]) -> frozenset[str]:
    """The blocks in which too many mentions stand to tell anything."""
    listed = list(mentions)
    uses = Sketch(listed)
    large = (b for mention in listed for b in blocks(mention) if uses.count(b) > _LARGEST_BLOCK)
    sizes = Counter(large)
    return frozenset(block for block, size in sizes.items() if size > _LARGEST_BLOCK)


def blocks(mention: Mention) -> set[str]:
    """Words, concepts, and both with any one letter left out: two spellings a letter apart share one of these."""
    found = set[str]()
    for word in mention.name.words:
        found.add(word)
        if len(word) >= SHORTEST_RESPELT:
            found.update(_without_a_letter(f"-{word}"))
    for group in concepts(mention.name):
        found.update(group)
        if all(map(is_spelling, group)):
            for concept in group:
                found.update(_without_a_letter(concept))
    return found


@lru_cache(maxsize=4096)
def _without_a_letter(marked: str) -> tuple[str, ...]:
    """The text itself, then without each of its letters; the mark in front of it stays."""
    return (marked, *(marked[:i] + marked[i + 1 :] for i in range(1, len(marked))))
