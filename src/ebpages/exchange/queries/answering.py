"""Organisations that could answer a profile, and profiles that fit an organisation, by what stands on its page."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils import timezone

from ebpages.accounts.reader import Reader
from ebpages.exchange.facets import facets_of
from ebpages.exchange.match_rules import entries_of, match_rules, spread
from ebpages.exchange.match_shapes import MatchReason, OrganisationMatch, ProfileMatch
from ebpages.exchange.matching.profile import Profile as Entry
from ebpages.exchange.matching.terms import terms
from ebpages.exchange.models import Profile, ShownProfile
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.listing import cards_of, ids_leading_to
from ebpages.exchange.queries.match_index import compared
from ebpages.exchange.queries.matches import ranked, text_reasons
from ebpages.exchange.queries.profile import shown_row
from ebpages.faces.language import active_language
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.facets import UNKNOWN
from ebpages.registry.models import Facet, Organisation, Statement
from ebpages.registry.queries.evidence import organisation_url
from ebpages.registry.queries.public_names import leads_to
from ebpages.registry.search_documents import find_ids

_CANDIDATES = 200  # organisations that are compared in full
_BY_WORD = 20  # of them that a search finds by one word
_WORDS = 8
MOST = 8
_SAID = ("description", "products", "technologies", "services", "seeks")


def organisations_for(reference: str) -> tuple[OrganisationMatch, ...]:
    """For a published profile of an owner that is named. What resembles an anonymous profile may well be its owner: nothing is said of it."""
    row = shown_row(reference)
    if row is None or not row.organisation:
        return ()
    owners = ids_leading_to(leads_to(row.organisation))
    content = Content.model_validate(row.content)
    rows = Organisation.objects.in_bulk([each for each in _candidates(content) if each not in owners])
    best = _ranked(content, rows)
    return tuple(
        OrganisationMatch(
            public_id,
            rows[public_id].heading[0],
            organisation_url(public_id),
            _kind(rows[public_id].kind),
            reasons,
            rows[public_id].is_example,
        )
        for public_id, reasons in best
    )


def _ranked(content: Content, rows: Mapping[str, Organisation]) -> list[tuple[str, tuple[MatchReason, ...]]]:
    from ebpages.exchange.matching.match_index import MatchIndex

    index = MatchIndex([entry for entries in _entries(rows).values() for entry in entries])
    best: dict[str, tuple[float, tuple[MatchReason, ...]]] = {}
    for entry in entries_of(0, content):
        for match in index.match(entry, most=4 * MOST):
            public_id = match.profile.id.partition("/")[0]
            reasons = tuple(text_reasons(match))
            if match.reasons.tell and (public_id not in best or match.score > best[public_id][0]):
                best[public_id] = (match.score, reasons)
    first = sorted(best, key=lambda each: -best[each][0])[:MOST]
    return [(public_id, best[public_id][1]) for public_id in first]


def _candidates(content: Content) -> list[str]:
    """Those of its sectors, and those that a search finds by words of its title."""
    found: dict[str, None] = {}
    for language in content.languages:
        words = terms(content.in_language(language).title, language)[:_WORDS]
        found |= dict.fromkeys(each for word in words for each in find_ids(word.word, _BY_WORD))
    sectors = facets_of(content).get("sector", ())
    of_sector = Facet.objects.filter(key="sector", value__in=sectors).order_by("organisation")
    found |= dict.fromkeys(of_sector.values_list("organisation", flat=True)[:_CANDIDATES])
    return list(found)[:_CANDIDATES]


def _entries(rows: Mapping[str, Organisation]) -> dict[str, list[Entry]]:
    """Organisations as they are matched, once for each language that their pages have: their names, and what is said there."""
    texts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    said = Statement.objects.filter(record__organisation__in=rows, property__in=(*_SAID, "nace")).order_by()
    for public_id, what, value, language in said.values_list(
        "record__organisation", "property", "value", "language"
    ):
        if what == "nace":
            codes[public_id][f"nace:{value}"] = None
        else:
            texts[public_id][language or _language_of(value)].append(value)
    sectors = Facet.objects.filter(key="sector", organisation__in=rows).exclude(value=UNKNOWN)
    for public_id, value in sectors.order_by().values_list("organisation", "value"):
        codes[public_id][f"sector:{value}"] = None
    for public_id, row in rows.items():
        for name in filter(None, (row.name, row.other_name)):
            texts[public_id][_language_of(name)].insert(0, name)
    return {
        public_id: [
            Entry(f"{public_id}/{language}", language, parts[0], " ".join(parts[1:]), tuple(codes[public_id]))
            for language, parts in by_language.items()
        ]
        for public_id, by_language in texts.items()
    }


def _language_of(text: str) -> str:
    """Of a text of which nothing says it, by its letters."""
    if any("а" <= each <= "я" for each in text.casefold()):
        return "bg"
    return "el" if any("α" <= each <= "ω" for each in text.casefold()) else "en"


def _kind(code: str) -> str:
    try:
        return organisation_kind(code).name(active_language())
    except UnknownCode:
        return ""


def profiles_for(reader: Reader, public_id: str) -> tuple[ProfileMatch, ...]:
    """Published profiles of others that fit an organisation of the reader's, by what everybody reads of it."""
    rows = Organisation.objects.in_bulk([public_id])
    held = compared()
    owners = set(ids_leading_to(public_id))
    own = set(Profile.objects.seen_by(reader).filter(organisation__in=owners).values_list("pk", flat=True))
    found = {
        key: match
        for key, match in ranked(
            held, _entries(rows).get(public_id, ()), held.parties.shown_on(timezone.localdate())
        )
        if key not in own and held.owner(key) not in owners
    }
    exposure = match_rules().exposure
    chosen = spread(found, {key: held.owner(key) for key in found}, exposure.shown, exposure.of_one_owner)
    shown = ShownProfile.objects.in_bulk(chosen)
    there = [key for key in chosen if key in shown]
    return tuple(
        ProfileMatch(card, tuple(text_reasons(found[key])), found[key].profile.id in held.without_meaning)
        for key, card in zip(there, cards_of(shown[key] for key in there), strict=True)
    )
