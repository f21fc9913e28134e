"""Which mentions give one website, or nearly one: printing inserts dots and loses letters."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.mention import Mention
from ebpages.registry.websites import ending, same_site

_NEAR = 0.84
_PIECE = 4
_LARGEST_BLOCK = 60


class Sites:
    """An index of mentions by pieces of their addresses; what never changes while records are joined is kept.

    crowded: pieces that too many addresses have to tell anything. uses: in how many records each address stands; one
    that is not counted stands in one. families: as for `Candidates`.
    """

    def __init__(
        self,
        mentions: Iterable[Mention],
        crowded: frozenset[str],
        uses: Mapping[str, int],
        families: Mapping[str, str],
    ) -> None:
        self._blocks: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        self._near: dict[str, list[Mention]] = {}
        self._crowded, self._uses, self._families = crowded, uses, families
        for mention in mentions:
            for block in site_pieces(mention) - crowded:
                self._blocks[families.get(mention.record, ""), block].append(mention)

    def near(self, mention: Mention) -> list[Mention]:
        """Other mentions with a name whose address is the same but for a few letters."""
        if mention.record not in self._near:
            family = self._families.get(mention.record, "")
            found = {
                other.record: other
                for block in site_pieces(mention) - self._crowded
                for other in self._blocks.get((family, block), ())
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
        return exact or [o for o in same if all(self._uses.get(site.key, 1) == 1 for site in o.websites)]


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


def crowded_pieces(mentions: Iterable[Mention]) -> frozenset[str]:
    """The pieces of addresses that too many mentions have to tell anything."""
    sizes = Counter(piece for mention in mentions for piece in site_pieces(mention))
    return frozenset(piece for piece, size in sizes.items() if size > _LARGEST_BLOCK)


def site_pieces(mention: Mention) -> set[str]:
    """The keys of a mention's addresses, and every four letters in a row of them."""
    keys = {site.key for site in mention.websites}
    return keys | {key[i : i + _PIECE] for key in keys for i in range(len(key) - _PIECE + 1)}
