"""What the full-text index holds of an organisation, and the way to search it."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice
from threading import Event, Lock, Thread
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from ebpages.reference.everyday_words import search_words
from ebpages.reference.regions import region
from ebpages.reference.sectors import find_sectors, sector
from ebpages.registry import models
from ebpages.registry.concepts import concepts, entry_of
from ebpages.registry.earlier import reads_earlier_state
from ebpages.registry.facets import UNKNOWN
from ebpages.registry.names import Name, parse_name
from ebpages.registry.public_ids import id_of, number_of
from ebpages.registry.question_words import ends_in_everyday_word
from ebpages.registry.wording import value_text
from ebpages.search.index import DamagedIndex, Document, Ranking, SearchIndex
from ebpages.search.queries import DatabaseLog

_CODED = frozenset(("country", "export_markets", "languages", "size_class", "intermediary_services", "nace"))
_NO_TEXT = frozenset(
    ("name", "identifier", "identifier_abroad", "logo", "member_of", "has_member", "example")
)
_MEANT = ("sector", "region")  # facets that people ask for in other words
_Pairs = Sequence[tuple[str, str]]
KIND = "organisation"  # of an event in the change log and of a document of the index


class OrganisationDocuments:
    """Hands organisations to the index as documents."""

    kind = KIND

    def all_ids(self) -> Iterable[str]:
        return models.Organisation.objects.values_list("id", flat=True)

    def documents(self, ids: Iterable[str]) -> Iterator[Document]:
        """Read as plain values: objects with everything behind them take ten times as long."""
        named = models.Organisation.objects.filter(id__in=ids).values_list("id", "name", "other_name")
        records = _by_organisation(
            models.Record.objects.filter(organisation__in=ids), "organisation", "name", "identifier"
        )
        said = _by_organisation(
            models.Statement.objects.filter(record__organisation__in=ids),
            "record__organisation", "property", "value",
        )  # fmt: skip
        facets = _by_organisation(
            models.Facet.objects.filter(organisation__in=ids, key__in=_MEANT).exclude(value=UNKNOWN),
            "organisation", "key", "value",
        )  # fmt: skip
        for public_id, *titles in named:
            yield _document(public_id, titles, records[public_id], said[public_id], facets[public_id])


def _by_organisation(found: QuerySet[Any], owner: str, *columns: str) -> dict[str, list[tuple[str, str]]]:
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for organisation, one, other in found.order_by().values_list(owner, *columns):
        rows[organisation].append((one, other))
    return rows


def _document(
    public_id: str, titles: Sequence[str], records: _Pairs, said: _Pairs, facets: _Pairs
) -> Document:
    """records: name and identifier; said: property and value; facets: key and value."""
    stated = (value for what, value in said if what == "name")
    names = list(dict.fromkeys((*(name for name, _ in records if name), *stated)))
    parsed = [parse_name(name) for name in names]
    codes = [code for _, number in records if number for code in (number, number[:9])]
    codes += [acronym for name in parsed for acronym in name.acronyms]
    numbers = [value.partition(":")[2] for what, value in said if what == "identifier_abroad"]
    return Document(
        id=public_id,
        kind=KIND,
        fields={
            "name": [titles[0], *names],
            "other_name": [titles[1], *dict.fromkeys(filter(None, map(translated, parsed)))],
            "text": [value for what, value in said if what not in _NO_TEXT and what not in _CODED],
            "meaning": [*_meaning(facets, names), *_in_words(said)],
            "code": [public_id, *dict.fromkeys((*codes, *numbers))],
        },
        number=number_of(public_id),
    )


def _in_words(said: _Pairs) -> list[str]:
    """What organisations say of themselves by codes, in the words of both languages."""
    coded = {(what, value) for what, value in said if what in _CODED}
    return [value_text(what, value, language) for what, value in sorted(coded) for language in ("bg", "en")]


def _meaning(facets: _Pairs, names: Sequence[str]) -> list[str]:
    """Words by which people ask for its sectors and oblasts. A sector may also be named by the name alone."""
    sectors = [sector(code) for key, code in facets if key == "sector"]
    oblasts = [region(code) for key, code in facets if key == "region"]
    named = (found for name in names for found in find_sectors(name))
    return [
        *search_words(dict.fromkeys((*sectors, *named))),
        *(name for each in oblasts for name in (each.bg, each.en)),
    ]


def translated(name: Name) -> str:
    """The glossary's words of the other language for a name's words, so that they find it too."""
    found = (entry_of(concept) for group in concepts(name) for concept in sorted(group))
    phrases = [p for entry in found if entry for p in (entry.en if name.language == "bg" else entry.bg)]
    kind = ("cluster", "клъстер") if name.kind == "cluster_organisation" else ()
    return " ".join(dict.fromkeys((*phrases, *kind)))


@cache
def search_index() -> SearchIndex:
    """This host's own index."""
    return SearchIndex(settings.EBPAGES_SEARCH_INDEX)


_following = Lock()  # one thread of a process at a time; between processes the index keeps its own lock
_in_background = Event()
_PATIENCE = 1.0  # seconds that a visitor waits for another thread
_AT_ONCE = 5000  # organisations that are indexed while a visitor waits, about two seconds; more are in the background


def follow(*, patiently: bool = True) -> bool:
    """Bring this host's index up to date with the registry, writing it anew where it is missing or damaged; whether it is now.

    patiently: wait for another process that is doing so; a visitor is rather served with what there is.
    """
    patience = 0 if _in_background.is_set() else _PATIENCE
    if not _following.acquire(timeout=-1 if patiently else patience):
        return False
    try:
        index, log = search_index(), DatabaseLog()
        if index.is_current(KIND, log):
            return True
        if not patiently and _takes_long(index, log):
            if not _in_background.is_set():
                Thread(target=_follow_in_background, daemon=True).start()
            return False
        return index.follow(OrganisationDocuments(), log, patiently=patiently)
    finally:
        _following.release()


def _takes_long(index: SearchIndex, log: DatabaseLog) -> bool:
    return index.is_to_be_written_whole(KIND, log) and models.Organisation.objects.count() > _AT_ONCE


def _follow_in_background() -> None:
    try:
        with _following:
            _in_background.set()
            search_index().follow(OrganisationDocuments(), DatabaseLog(), patiently=False)
    finally:
        _in_background.clear()
        connection.close()  # each thread has its own


class Known(StrEnum):
    """How much a search knows: everything, not the newest changes, or names alone, because there is no index."""

    ALL = "all"
    OLDER = "older"
    NAMES = "names"
    NAMES_OF_THEN = "names of then"  # as of an earlier day there is no index


def known_to_search() -> Known:
    """Bring the index up to date and say how far that went."""
    if reads_earlier_state():
        return Known.NAMES_OF_THEN
    if follow(patiently=False):
        return Known.ALL
    return Known.OLDER if search_index().is_of_this(KIND, DatabaseLog()) else Known.NAMES


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of organisations (`public_ids.number_of`) as they rank, and how much the search knew."""

    ranking: Ranking
    known: Known


def find(words: str) -> Found:
    """The organisations that a search finds; the index is brought up to date before.

    An everyday word that is typed in full means its sector: "мед" is honey before it is a form of "медия" or begins "медицина".
    """
    for _attempt in range(2):
        # Damage may be noticed as late as during the search; it is mended before the next.
        if (known := known_to_search()) not in (Known.NAMES, Known.NAMES_OF_THEN):
            with suppress(DamagedIndex):
                return Found(_search(words), known)
            known = Known.NAMES
    return Found([array("q", [number_of(public_id)]) for public_id in _ids_by_name(words)], known)


def find_ids(words: str, most: int | None = None) -> list[str]:
    """The first ids of those that a search finds, or all, the best first."""
    in_order = (number for equals in find(words).ranking for number in sorted(equals))
    return [id_of(number) for number in islice(in_order, most)]


def _search(words: str) -> Ranking:
    found = search_index().ranking(words)
    if not ends_in_everyday_word(words):
        return found
    exact = search_index().numbers_with_last_word(words)
    parts = [
        array("q", [number for number in equals if (number in exact) is wanted])
        for wanted in (True, False)
        for equals in found
    ]
    return [part for part in parts if part]


def _ids_by_name(words: str) -> list[str]:
    """Who has all the words in the name as they are typed: all that the database can say, in the order of names."""
    wanted = words.casefold().split()
    names = models.Organisation.objects.values_list("id", "name", "other_name")
    return [
        public_id
        for public_id, *both in names
        if wanted and all(word in " ".join(both).casefold() for word in wanted)
    ]
