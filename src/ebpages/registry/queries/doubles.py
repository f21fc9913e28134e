"""Organisations that a new one may be the double of: found and compared as lists are compared with each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ebpages.faces.language import active_language
from ebpages.faces.shapes import TextOrNull
from ebpages.registry import entries, models, wording
from ebpages.registry.concepts import respelt
from ebpages.registry.contributions import SOURCE
from ebpages.registry.identifiers import read_identifier
from ebpages.registry.judgements import Reason
from ebpages.registry.mention import Mention, mention_of
from ebpages.registry.names import abbreviates, parse_name
from ebpages.registry.queries.evidence import organisation_url
from ebpages.registry.queries.evidence import shown as text_of
from ebpages.registry.resolution.candidates import blocks
from ebpages.registry.resolution.cascade import resolve
from ebpages.registry.resolution.comparison import conflict
from ebpages.registry.resolution.sites import share_site
from ebpages.registry.search_documents import find_ids
from ebpages.registry.stored_corpus import as_read, stored_corpus, stored_statements
from ebpages.registry.websites import read_website

_LIKELIEST = 20  # that a search finds by one word
_MOST_WORDS = 8
_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Resemblance:
    """An organisation that an entry may be. is_certain: both have one identifier. is_joined: the resolution joins the two."""

    organisation: models.Organisation
    reasons: tuple[Reason, ...]
    is_certain: bool
    is_joined: bool


@dataclass(frozen=True, slots=True)
class Double:
    """seat: what tells it from another of the same name. reasons: sentences, the strongest first. is_certain: both have one identifier."""

    id: str
    name: str
    seat: TextOrNull
    url: str
    reasons: tuple[str, ...]
    is_certain: bool


def likely_doubles(entry: entries.Entry) -> tuple[Double, ...]:
    """The organisations of the registry that an entry resembles, the likeliest first."""
    likely = resembling(entry)[:_MOST_SHOWN]
    seats = _seats(each.organisation.id for each in likely)
    return tuple(
        Double(
            id=each.organisation.id,
            name=each.organisation.heading[0],
            seat=seats.get(each.organisation.id, ""),
            url=organisation_url(each.organisation.id),
            reasons=tuple(dict.fromkeys(wording.reason_sentence(r, active_language()) for r in each.reasons)),
            is_certain=each.is_certain,
        )
        for each in likely
    )


def resembling(entry: entries.Entry) -> tuple[Resemblance, ...]:
    """As `likely_doubles`, for whoever weighs the reasons."""
    if not models.Build.objects.exists():
        return ()
    row = entries.row_of(entry)
    mention = mention_of(entries.SOURCE, row)
    same_number = _of_identifier(entry)
    names = [name for name, _language in entry.names]
    ids = {*same_number, *_of_names(mention), *_of_website(entry.website)}
    ids.update(found for name in names for found in find_ids(name, _LIKELIEST))
    owners, others = _mentions(ids)
    others.pop(mention.record, None)
    why, joined = _reasons(mention, list(others.values()), owners)
    for owner, reason in _of_equal_names(names, ids):
        why.setdefault(owner, [reason])
    for owner in same_number:
        why.setdefault(owner, []).insert(0, Reason("identifier_equal", (("text", entry.identifier),), 20.0))
    shown = models.Organisation.objects.in_bulk([*why])
    ranked = sorted(why, key=lambda i: (i not in same_number, -sum(r.weight for r in why[i]), i))
    return tuple(
        Resemblance(shown[i], tuple(why[i]), i in same_number, i in joined and not _several_fit(why[i]))
        for i in ranked
        if i in shown
    )


def _several_fit(reasons: Iterable[Reason]) -> bool:
    return any(reason.code == "several_fit" for reason in reasons)


def _seats(ids: Iterable[str]) -> dict[str, str]:
    """As they are said, each once."""
    said: dict[str, dict[str, None]] = {}
    for statement in models.Statement.objects.filter(
        property="seat", record__organisation__in=set(ids)
    ).select_related("record"):
        said.setdefault(str(statement.record.organisation_id), {})[text_of(statement)] = None
    return {owner: ", ".join(seats) for owner, seats in said.items()}


def _of_identifier(entry: entries.Entry) -> set[str]:
    """Whoever has the same number; a branch is a double of its parent."""
    if not entry.identifier:
        return set()
    if entry.identifier_kind == "bg_eik":
        entity = read_identifier(entry.identifier).entity
        return set(
            models.LegalEntity.objects.filter(identifier=entity).values_list("organisation", flat=True)
        )
    value = f"{entry.identifier_kind}:{entry.identifier}"
    said = models.Statement.objects.filter(property="identifier_abroad", value=value)
    owners = said.exclude(record__organisation=None).values_list("record__organisation", flat=True)
    return set(owners)


def _of_names(mention: Mention) -> Iterable[str]:
    words = (mention.name.original, *mention.name.words[:_MOST_WORDS])
    return (found for word in words if word.strip() for found in find_ids(word, _LIKELIEST))


def _of_equal_names(names: Iterable[str], ids: Iterable[str]) -> Iterable[tuple[str, Reason]]:
    """Those of some organisations that have one of the names, in whatever language: the resolution compares the first name only."""
    wanted = {parse_name(name).words for name in names}
    said = models.Statement.objects.filter(property="name", record__organisation__in=set(ids))
    for owner, value in said.values_list("record__organisation", "value"):
        words = parse_name(value).words
        if words and words in wanted:
            yield owner, Reason("name_equal", (("text", " ".join(words)),), 12.0)


def _of_website(url: str) -> set[str]:
    site = read_website(url)
    if site is None:
        return set()
    said = models.Statement.objects.filter(property="website", value__icontains=site.host)
    owners = said.exclude(record__organisation=None).values_list("record__organisation", flat=True)
    return set(owners[:_LIKELIEST])


def _mentions(ids: Iterable[str]) -> tuple[dict[str, str], dict[str, Mention]]:
    """Record -> organisation, and record -> mention, of what lists and entries say of some organisations."""
    records = models.Record.objects.filter(organisation__in=set(ids)).exclude(source=SOURCE.slug)
    listed = list(records.select_related("source"))
    statements = stored_statements(listed)
    mentions = {r.id: mention_of(r.source, as_read(r, statements[r.id])) for r in listed}
    return {r.id: str(r.organisation_id) for r in listed}, mentions


def _reasons(
    mention: Mention, others: Sequence[Mention], owners: dict[str, str]
) -> tuple[dict[str, list[Reason]], set[str]]:
    """Organisation -> why the resolution joins it with the entry, or leaves the two for a person to look at; those it joins."""
    others = [other for other in others if _may_be_compared(mention, other)]
    compared = [mention, *others]
    resolution = resolve(compared, (), stored_corpus(compared))
    why: dict[str, list[Reason]] = {}
    joined = set()
    for judgement in resolution.judgements:
        if mention.record in (judgement.a, judgement.b):
            other = judgement.b if judgement.a == mention.record else judgement.a
            why.setdefault(owners[other], []).extend(judgement.reasons)
            if judgement.relation.joins:
                joined.add(owners[other])
    for other in others:
        if _is_spelt_alike(mention, other):
            why.setdefault(owners[other.record], []).append(
                Reason("name_translated", (("text", mention.name.original),), 12.0)
            )
            joined.add(owners[other.record])
        if owners[other.record] not in why and share_site(mention, other):
            why[owners[other.record]] = [Reason("website_same", (("text", other.websites[0].host),), 6.0)]
    return why, joined


def _may_be_compared(one: Mention, other: Mention) -> bool:
    """Whether any step of the resolution can find anything in common: all others only cost time."""
    return (
        (bool(one.entity) and one.entity == other.entity)
        or abbreviates(one.name, other.name)
        or abbreviates(other.name, one.name)
        or not blocks(one).isdisjoint(blocks(other))
        or _is_spelt_alike(one, other)
        or share_site(one, other)
    )


def _is_spelt_alike(one: Mention, other: Mention) -> bool:
    """One name in the letters of two alphabets: those who type a Bulgarian name in Latin letters translate nothing."""
    return (
        bool(one.name.words)
        and one.name.words != other.name.words
        and [respelt(word) for word in one.name.words] == [respelt(word) for word in other.name.words]
        and conflict(one, other) is None
    )
