"""What a search finds, as a set of the registry's places: large answers are remembered until the registry changes."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from ebpages.registry.membership import Membership, Stand
from ebpages.registry.search_documents import Found, Known, find

_WORTH_REMEMBERING = 500  # organisations; fewer are found again in a millisecond or two
_REMEMBERED = 8_000_000  # organisations over all answers: some 40 MB


@dataclass(frozen=True, slots=True)
class Hits:
    """members: the set of those found. ranking: their places, the best first; those that fit equally well by name."""

    members: int
    ranking: Sequence[int]
    known: Known


_remembered: OrderedDict[tuple[Stand, str], Hits] = OrderedDict()
_remembering = Lock()


def hits_of(registry: Membership, words: str) -> Hits | None:
    """None for a question without words."""
    if not words.strip():
        return None
    key = (registry.stand, words)
    with _remembering:
        if key in _remembered:
            _remembered.move_to_end(key)
            return _remembered[key]
    hits = _hits(registry, find(words))
    if hits.known is Known.ALL and len(hits.ranking) >= _WORTH_REMEMBERING:
        _remember(key, hits)
    return hits


def _hits(registry: Membership, found: Found) -> Hits:
    places, ranking = registry.places, array("I")
    for equals in found.ranking:
        ranking.extend(sorted(places[number] for number in equals if number in places))
    return Hits(registry.set_of(ranking), ranking, found.known)


def _remember(key: tuple[Stand, str], hits: Hits) -> None:
    with _remembering:
        _remembered[key] = hits
        for former in [each for each in _remembered if each[0] != key[0]]:
            del _remembered[former]
        while sum(len(each.ranking) for each in _remembered.values()) > _REMEMBERED:
            _remembered.popitem(last=False)
