"""Which mentions give one website, or nearly one: printing inserts dots and loses letters."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.mention import Mention
from ebpages.registry.websites import ending, same_site

_NEAR = 0.84
_PIECE = 4
_LARGEST_BLOCK = 60


class Sites:
    """An index of mentions by pieces of their addresses; what never changes while records are joined is kept."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._blocks: dict[str, list[Mention]] = defaultdict(list)
        self._near: dict[str, list[Mention]] = {}
        self._keys: dict[str, int] = defaultdict(int)
        for mention in mentions:
            for block in _blocks(mention):
                self._blocks[block].append(mention)
            for key in {site.key for site in mention.websites}:
                self._keys[key] += 1

    def near(self, mention: Mention) -> list[Mention]:
        """Other mentions with a name whose address is the same but for a few letters."""
        if mention.record not in self._near:
            found = {
                other.record: other
                for block in _blocks(mention)
                if len(self._blocks[block]) <= _LARGEST_BLOCK
                for other in self._blocks[block]
                if other is not mention and other.name.words and _are_near(mention, other)
            }
            self._near[mention.record] = sorted(found.values(), key=lambda other: other.rank)
        return self._near[mention.record]

    def of_nameless(self, mention: Mention) -> list[Mention]:
        """Whom an address without a name belongs to: those who give it, else those whose damaged print it can be.

        An address that somebody else gives letter by letter is not a damaged print of this one.
        """
        same = [other for other in self.near(mention) if share_site(mention, other)]
        exact = [other for other in same if share_address(mention, other)]
        return exact or [o for o in same if all(self._keys[site.key] == 1 for site in o.websites)]


def share_site(one: Mention, other: Mention) -> bool:
    return any(same_site(a, b) for a in one.websites for b in other.websites)


def share_address(one: Mention, other: Mention) -> bool:
    """Letter by letter, leaving out only dots, dashes and slashes."""
    return not {site.key for site in one.websites}.isdisjoint(site.key for site in other.websites)


def _are_near(one: Mention, other: Mention) -> bool:
    return share_site(one, other) or any(
        ending(a) == ending(b) and DamerauLevenshtein.normalized_similarity(a.key, b.key) >= _NEAR
        for a in one.websites
        for b in other.websites
    )


def _blocks(mention: Mention) -> set[str]:
    keys = {site.key for site in mention.websites}
    return keys | {key[i : i + _PIECE] for key in keys for i in range(len(key) - _PIECE + 1)}
