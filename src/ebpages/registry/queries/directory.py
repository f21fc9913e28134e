"""The directory: search, facets with counts, sort, pages, and the same as rows for downloads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from django.db.models import Q
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.faces.unavailable import Unavailable
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.registry import models
from ebpages.registry.facets import KEYS, UNKNOWN
from ebpages.registry.membership import Membership
from ebpages.registry.queries.evidence import (
    edition_of,
    label_mark,
    organisation_url,
    sector_names,
    shown,
    source_title,
)
from ebpages.registry.queries.findings import named_statements
from ebpages.registry.queries.hits import Hits, hits_of
from ebpages.registry.queries.membership import membership
from ebpages.registry.queries.said import in_readers_language
from ebpages.registry.question_words import read_states
from ebpages.registry.search_documents import Known, known_to_search
from ebpages.registry.shapes import ResultCard

PAGE = 25
_OFFERS = ("products", "services", "intermediary_services")
_MOST_WORDS = 8  # that an organisation says of itself in a list
SORTS = ("relevance", "name", "lists", "findings", "founded")


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. `chosen`: facet -> values, any of which will do; `on`: the day on which labels must hold.

    stated: properties, or pairs `property:value`, any of which a row of the organisation must state.
    """

    on: date
    words: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    size: int = PAGE
    stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """`counts`: facet -> value -> number of organisations, each facet under the filters of the others.

    regions: the numbers of the map; in_several_regions: how many organisations are counted in more than one of them. search_misses: a
    sentence about what the search did not know, empty where it knew everything.
    """

    results: tuple[ResultCard, ...]
    total: int
    counts: dict[str, dict[str, int]]
    regions: dict[str, int]
    in_several_regions: int
    search_misses: str


def understood(question: Question) -> Question:
    """The question with stages and states of activity that its words name as filters; as it is where only its words as such find somebody."""
    named, rest = read_states(question.words)
    if not named:
        return question
    chosen = {key: question.chosen.get(key, ()) for key in named}
    wider = {key: tuple(dict.fromkeys((*chosen[key], *values))) for key, values in named.items()}
    sort = "name" if not rest and question.sort == "relevance" else question.sort
    read = replace(question, words=rest, chosen={**question.chosen, **wider}, sort=sort)
    answering, by_words = totals([read, question])
    return read if answering or not by_words else question


def directory(question: Question) -> Directory:
    registry = membership()
    hits = hits_of(registry, question.words)
    everybody = _stating(registry, question, hits.members if hits else registry.everybody)
    members = _filtered(registry, everybody, question)
    counts = {
        key: registry.counts(key, _filtered(registry, everybody, question, leave=key), question.on)
        for key in KEYS
    }
    start = (question.page - 1) * question.size
    shown_ids = [*islice(_in_order(registry, members, question.sort, hits), start, start + question.size)]
    return Directory(
        cards(shown_ids, question.on),
        members.bit_count(),
        counts,
        registry.counts("region", members, question.on),
        registry.in_several("region", members),
        search_misses(hits.known) if hits else "",
    )


def organisation_ids(question: Question) -> list[str]:
    """Everybody who answers the question, in its order, for downloads."""
    registry = membership()
    hits = hits_of(registry, question.words)
    everybody = _stating(registry, question, hits.members if hits else registry.everybody)
    return [*_in_order(registry, _filtered(registry, everybody, question), question.sort, hits)]


def totals(questions: Sequence[Question]) -> list[int]:
    """How many organisations answer each of several questions; words that they share are searched for once."""
    registry = membership()
    found = {words: hits_of(registry, words) for words in {each.words for each in questions}}
    members = {words: hits.members if hits else registry.everybody for words, hits in found.items()}
    return [
        _filtered(registry, _stating(registry, each, members[each.words]), each).bit_count()
        for each in questions
    ]


def search_misses(known: Known) -> str:
    """A sentence for who reads the answer of a search; empty where nothing is missed."""
    if known is Known.NAMES:
        return _(
            "The search index is being written again. Until then only names are searched, for the words exactly as you typed them."
        )
    if known is Known.NAMES_OF_THEN:
        return _("As of an earlier day only names are searched, for the words as you typed them.")
    return _("The search does not know the newest changes yet.") if known is Known.OLDER else ""


def insist_on_search(words: str) -> None:
    """For answers that are taken for whole: files and the API. Raises Unavailable where names alone could be searched."""
    if words.strip() and known_to_search() is Known.NAMES:
        raise Unavailable(_("The search index is being written again; please try again in a few minutes."))


def organisation_ids_by_name() -> list[str]:
    """Everybody, in the order of names, for whoever lists addresses."""
    return list(models.Organisation.objects.values_list("id", flat=True))


def _filtered(registry: Membership, members: int, question: Question, leave: str = "") -> int:
    """Those of a set that fit every filter, the one of the facet `leave` excepted."""
    for key, values in question.chosen.items():
        if values and key in KEYS and key != leave:
            members &= registry.having(key, values, question.on)
    return members


def _stating(registry: Membership, question: Question, members: int) -> int:
    """Those of a set of whom a row states a property, or the value of one."""
    if not question.stated:
        return members
    wanted = Q()
    for each in question.stated:
        what, colon, value = each.partition(":")
        wanted |= Q(property=what, value=value) if colon else Q(property=what)
    stating = models.Statement.objects.filter(wanted, record__organisation__isnull=False)
    return members & registry.those(list(stating.values_list("record__organisation", flat=True).distinct()))


def _in_order(registry: Membership, members: int, sort: str, hits: Hits | None) -> Iterator[str]:
    if sort == "relevance" and hits:
        return registry.listed(members, hits.ranking)
    return registry.listed(members, registry.orders.get(sort, registry.orders["name"]))


def cards(ids: Sequence[str], on: date) -> tuple[ResultCard, ...]:
    """Organisations as they stand in a list, in the order of their ids."""
    stored = models.Organisation.objects.in_bulk(list(ids))
    return cards_of([stored[public_id] for public_id in ids if public_id in stored], on)


def cards_of(organisations: Sequence[models.Organisation], on: date) -> tuple[ResultCard, ...]:
    """Organisations as they stand in a list, with one query for the statements of all."""
    statements: dict[str, dict[str, list[models.Statement]]] = {o.id: {} for o in organisations}
    wanted = ("seat", "sector", "stage", "activity", "registry_state", "label", "website", *_OFFERS, "seeks")
    rows = models.Statement.objects.filter(record__organisation__in=statements, property__in=wanted)
    doubted = named_statements(models.Finding.objects.filter(organisations__in=statements))["doubted"]
    for statement in rows.select_related("record__source"):
        statement.doubted = statement.id in doubted
        statements[statement.record.organisation_id].setdefault(statement.property, []).append(statement)
    lists = _lists(list(statements))
    codes = _codes(list(statements))
    return tuple(_card(o, statements[o.id], lists.get(o.id, ()), codes[o.id], on) for o in organisations)


def _codes(ids: Sequence[str]) -> dict[str, dict[str, tuple[str, ...] | None]]:
    """The values of each organisation's facets, but for its lists, which stand by themselves."""
    found: dict[str, dict[str, tuple[str, ...] | None]] = {
        public_id: dict.fromkeys(key for key in KEYS if key not in ("list", "label")) for public_id in ids
    }
    rows = models.Facet.objects.filter(organisation__in=ids).exclude(value=UNKNOWN).order_by("key", "value")
    for public_id, key, value in rows.values_list("organisation", "key", "value"):
        if key in found[public_id]:
            found[public_id][key] = (*(found[public_id][key] or ()), value)
    return found


def _lists(ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The lists that know each organisation, by slug, in the lists' order."""
    slugs: dict[str, dict[str, None]] = {}
    records = models.Record.objects.filter(organisation__in=ids).order_by("source__order")
    for organisation, slug in records.values_list("organisation", "source"):
        slugs.setdefault(organisation, {})[slug] = None
    return {organisation: tuple(known) for organisation, known in slugs.items()}


def _card(
    organisation: models.Organisation,
    statements: dict[str, list[models.Statement]],
    lists: tuple[str, ...],
    codes: dict[str, tuple[str, ...] | None],
    on: date,
) -> ResultCard:
    name, other_name = organisation.heading
    states = [*statements.get("activity", []), *statements.get("registry_state", [])]
    return ResultCard(
        id=organisation.id,
        url=organisation_url(organisation.id),
        name=name,
        other_name=other_name,
        kind=organisation_kind(organisation.kind).name(active_language()) if organisation.kind else None,
        stage=" / ".join(dict.fromkeys(shown(s) for s in statements.get("stage", []))) or None,
        activity=" / ".join(dict.fromkeys(shown(s) for s in states)) or None,
        as_of=edition_of((*statements.get("stage", []), *states)) or None,
        seat=", ".join(dict.fromkeys(shown(s) for s in statements.get("seat", []))) or None,
        sectors=sector_names(statements.get("sector", [])),
        websites=tuple(dict.fromkeys(s.value for s in statements.get("website", []) if not s.doubted)),
        labels=tuple(label_mark(s, on) for s in statements.get("label", [])),
        lists=lists,
        findings=organisation.finding_count,
        codes=codes,
        offers=_own_words(statements, *_OFFERS),
        seeks=_own_words(statements, "seeks"),
        is_example=organisation.is_example,
    )


def _own_words(statements: dict[str, list[models.Statement]], *properties: str) -> tuple[str, ...]:
    stated = (in_readers_language(statements[what]) for what in properties if what in statements)
    return tuple(dict.fromkeys(shown(s) for found in stated for s in found))[:_MOST_WORDS]


def list_titles() -> dict[str, str]:
    return {source.slug: source_title(source) for source in models.SourceList.objects.all()}
