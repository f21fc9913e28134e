"""Which mentions are worth comparing: those that share a word, a near spelling of one, or a translated concept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ebpages.registry.concepts import concepts
from ebpages.registry.mention import Mention

_LARGEST_BLOCK = 60
_SHORTEST_RESPELT = 5


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
    name = mention.name
    for word in name.words:
        yield word
        if len(word) >= _SHORTEST_RESPELT:
            yield from (f"-{word[:i]}{word[i + 1 :]}" for i in range(len(word)))
            yield f"-{word}"
    for group in concepts(name):
        if all(concept.startswith("~") for concept in group):
            yield from (
                f"={concept[:i]}{concept[i + 1 :]}" for concept in group for i in range(1, len(concept))
            )
        yield from (concept if concept.startswith("=") else f"={concept}" for concept in group)
