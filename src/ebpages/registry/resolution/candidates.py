"""Which mentions are worth comparing: those that share a word, a near spelling of one, or a translated concept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ebpages.registry.concepts import concepts, is_spelling
from ebpages.registry.mention import Mention
from ebpages.registry.resolution.alignment import SHORTEST_RESPELT

_LARGEST_BLOCK = 60

# A word of a name, or a set of concepts. Thousands of names hold the same ones, so blocks are worked out for each part once.
_Part = str | frozenset[str]


class Candidates:
    """An index of mentions by what their names can be found by.

    crowded: blocks too large to tell anything; they are passed over. families: record -> family, where some families
    alone are looked at: records of two families were compared before and found unlike.
    """

    def __init__(
        self, mentions: Iterable[Mention], crowded: frozenset[str], families: Mapping[str, str]
    ) -> None:
        listed = list(mentions)
        uses = Counter(part for mention in listed for part in parts(mention))
        givers = Sketch(dict.fromkeys(uses, 1))

        def leads_to_others(part: _Part, block: str) -> bool:
            """Whether another part gives the block; or else another name has the part, which its own block says already."""
            own = block == part if isinstance(part, str) else block in part
            return givers.count(block) > 1 or (own and uses[part] > 1)

        members: dict[tuple[str, str], list[int]] = defaultdict(list)
        told: dict[tuple[str, _Part], list[list[int]]] = {}
        self._mentions = listed
        self._numbers = {mention.record: number for number, mention in enumerate(listed)}
        # The blocks of each record are kept as their members: without the texts they take little memory.
        self._of: list[list[list[list[int]]]] = []
        for number, mention in enumerate(listed):
            family = families.get(mention.record, "")
            mine = []
            for part in parts(mention):
                if (family, part) not in told:
                    kept = (b for b in _blocks_of(part) if leads_to_others(part, b) and b not in crowded)
                    told[family, part] = [members[family, block] for block in kept]
                if shared := told[family, part]:
                    mine.append(shared)
                    for block in shared:
                        block.append(number)
            self._of.append(mine)

    def of(self, mention: Mention) -> list[Mention]:
        number = self._numbers.get(mention.record, -1)
        found = (self._mentions[other] for other in self._with(number) if other != number)
        return sorted(found, key=lambda other: other.rank)

    def pairs(self) -> Iterator[tuple[Mention, Mention]]:
        """Each two that are worth comparing, once."""
        for number, mention in enumerate(self._mentions):
            for other in self._with(number):
                if other > number:
                    yield mention, self._mentions[other]

    def _with(self, number: int) -> set[int]:
        """The numbers of a mention and of its candidates."""
        blocks_of_parts = self._of[number] if number >= 0 else ()
        return set[int]().union(*(block for shared in blocks_of_parts for block in shared))


class Sketch:
    """How often each block is given, in a few bytes for each part: the texts of all blocks would take more memory than the
    lists. Blocks that fall together are counted together, up to 255: a count may be too high, and below 255 is never too low."""

    def __init__(self, uses: Mapping[_Part, int]) -> None:
        self._mask = (1 << max(16, (64 * len(uses)).bit_length())) - 1
        self._counts = bytearray(self._mask + 1)
        for part, used in uses.items():
            for block in _blocks_of(part):
                place = hash(block) & self._mask
                self._counts[place] = min(self._counts[place] + used, 255)

    def count(self, block: str) -> int:
        return self._counts[hash(block) & self._mask]


def crowded_blocks(mentions: Iterable[Mention]) -> frozenset[str]:
    """The blocks in which too many mentions stand to tell anything."""
    listed = list(mentions)
    uses = Sketch(Counter(part for mention in listed for part in parts(mention)))
    large: dict[_Part, tuple[str, ...]] = {}
    sizes = Counter[str]()
    for mention in listed:
        mine = set[str]()
        for part in parts(mention):
            if part not in large:
                large[part] = tuple(b for b in _blocks_of(part) if uses.count(b) > _LARGEST_BLOCK)
            mine.update(large[part])
        sizes.update(mine)
    return frozenset(block for block, size in sizes.items() if size > _LARGEST_BLOCK)


def blocks(mention: Mention) -> set[str]:
    """Words, concepts, and both with any one letter left out: two spellings a letter apart share one of these."""
    return {block for part in parts(mention) for block in _blocks_of(part)}


def parts(mention: Mention) -> Iterator[_Part]:
    yield from mention.name.words
    yield from concepts(mention.name)


def _blocks_of(part: _Part) -> Iterator[str]:
    if isinstance(part, str):
        yield part
        if len(part) >= SHORTEST_RESPELT:
            yield from _without_a_letter(f"-{part}")
        return
    yield from part
    if all(map(is_spelling, part)):
        for concept in part:
            yield from _without_a_letter(concept)


def _without_a_letter(marked: str) -> tuple[str, ...]:
    """The text itself, then without each of its letters; the mark in front of it stays."""
    return (marked, *(marked[:i] + marked[i + 1 :] for i in range(1, len(marked))))
