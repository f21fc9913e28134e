"""Websites of listed records that resemble each other: which pairs are worth comparing, whoever they belong to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.mention import Mention
from ebpages.registry.statements import Statement
from ebpages.registry.websites import Website, numbers, same_site

_NEAR = 0.8
_PIECE = 5
_LARGEST_BLOCK = 40

Site = tuple[Statement, Website]


def pairs(sites: list[Site], crowded: frozenset[str]) -> Iterator[tuple[Site, Site]]:
    """Sites that share five letters in a row, in the order of the sites. crowded: pieces that tell nothing."""
    blocks: dict[str, dict[int, None]] = defaultdict(dict)
    for number, (_, site) in enumerate(sites):
        for piece in pieces(site) - crowded:
            blocks[piece][number] = None
    found = {pair for block in blocks.values() for pair in combinations(block, 2)}
    yield from ((sites[one], sites[other]) for one, other in sorted(found))


def crowded_site_pieces(mentions: Iterable[Mention]) -> frozenset[str]:
    """Pieces of addresses that too many sites have to tell anything."""
    sizes = Counter(piece for mention in mentions for site in mention.websites for piece in pieces(site))
    return frozenset(piece for piece, size in sizes.items() if size > _LARGEST_BLOCK)


def pieces(site: Website) -> set[str]:
    """Every five letters in a row of an address."""
    return {site.key[start : start + _PIECE] for start in range(max(len(site.key) - _PIECE, 0) + 1)}


def alike(one: Website, other: Website) -> bool:
    """Whether two addresses are one, or near enough to be prints of one; never two pages of one shared host."""
    if one.host == other.host:
        return same_site(one, other)
    return same_site(one, other) or likeness(one, other) >= _NEAR


def likeness(one: Website, other: Website) -> float:
    """0 to 1, by letters; 0 where the numbers in them differ."""
    if numbers(one) != numbers(other):
        return 0.0
    return DamerauLevenshtein.normalized_similarity(one.key, other.key)
