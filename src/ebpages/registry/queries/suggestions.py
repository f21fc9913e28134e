"""What a search may be about, while it is typed: sectors, oblasts, organisations, each by its name in the active language."""

from functools import cache

from ebpages.faces.language import active_language
from ebpages.reference.regions import regions
from ebpages.reference.sectors import sectors
from ebpages.registry import models
from ebpages.registry.facets import BY_KEY
from ebpages.registry.question_words import read_question_words, read_states
from ebpages.registry.search_documents import find_ids

MOST = 8


def suggestions(words: str) -> tuple[str, ...]:
    """Names for words that are typed so far: sectors and oblasts that they begin or mean, then organisations, the best first."""
    begun = words.strip().casefold()
    fixed = (
        name for name in fixed_suggestions(active_language()) if begun and _begins(name.casefold(), begun)
    )
    named = (BY_KEY[key].term(code) for key, codes in read_states(words)[0].items() for code in codes)
    meant = (each.name(active_language()) for each in (*read_question_words(words).sectors, *named))
    ids = find_ids(words, MOST)
    stored = models.Organisation.objects.in_bulk(ids)
    names = (stored[public_id].heading[0] for public_id in ids if public_id in stored)
    found = dict.fromkeys((*meant, *fixed, *names))
    return tuple(found)[:MOST]


@cache
def fixed_suggestions(language: str) -> tuple[str, ...]:
    """Sectors and oblasts: what every page can offer before anything is typed."""
    return tuple(each.name(language) for each in (*sectors(), *regions(3)))


def _begins(name: str, begun: str) -> bool:
    return any(
        name[start:].startswith(begun) for start in range(len(name)) if not start or name[start - 1] == " "
    )
