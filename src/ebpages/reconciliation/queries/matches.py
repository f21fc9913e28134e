"""Whom a name may mean: compared with the registry as lists are compared with each other, and with what a search finds."""

import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from ebpages.faces.language import active_language
from ebpages.reconciliation.question import ORGANISATION, Query, TooMuch
from ebpages.reconciliation.shapes import Candidate, Feature, Named, Reconciled
from ebpages.reference.organisation_kinds import organisation_kind, organisation_kinds
from ebpages.registry import models, wording
from ebpages.registry.concepts import respelt
from ebpages.registry.entries import Entry
from ebpages.registry.identifiers import read_identifier
from ebpages.registry.identifiers_of_countries import check_identifier, identifier_kinds
from ebpages.registry.names import fold_name, parse_name
from ebpages.registry.queries.doubles import Resemblance, resembling
from ebpages.registry.queries.evidence import organisation_url
from ebpages.registry.resolution.comparison import probability
from ebpages.registry.search_documents import find_ids
from ebpages.registry.websites import read_website

LONGEST_WORK = 30  # seconds that one request may take
_CERTAIN = 100.0
_LIKELIEST_FOUND = 10  # that a search adds for a person to choose from
_HALF = 50.0  # a name that only looks alike never scores more: nothing but letters speaks for it
_LIKELY = 90.0
_ALMOST = 98.0  # whatever is not the very name
_EQUAL = 99.0  # the name itself, as the registry has it
_CHOICE = 75.0  # one of several that fit
_LEAST = 15.0


def answer(queries: Mapping[str, Query]) -> dict[str, tuple[Candidate, ...]]:
    """The candidates of each query, the likeliest first. Raises TooMuch where it takes too long."""
    found, until = {}, time.monotonic() + LONGEST_WORK
    for key, query in queries.items():
        if time.monotonic() > until:
            raise TooMuch(f"{len(found)} of {len(queries)} queries took {LONGEST_WORK} s; send fewer at once")
        found[key] = candidates(query)
    return found


def reconcile(names: Iterable[str]) -> Iterator[Reconciled]:
    """What a person is shown of names as they were typed, one after the other."""
    labels = {
        "match": _("found"),
        "likely": _("probably; look at it"),
        "unsure": _("not certain: choose"),
        "none": _("not found"),
    }
    for name in names:
        found = candidates(Query(name))
        state = "none" if not found else "match" if found[0].match else _state(found[0].score)
        yield Reconciled(name, state, labels[state], found)


def _state(score: float) -> str:
    return "likely" if score >= _LIKELY else "unsure"


def candidates(query: Query) -> tuple[Candidate, ...]:
    """Organisations that a query may mean."""
    named = _by_id(query.name)
    if named is not None:
        return (_candidate(named, _CERTAIN, match=True),)
    alike = resembling(_entry(query))
    names = tuple(filter(None, (query.name, *query.said("name"))))
    only = sum(each.is_joined for each in alike) == 1
    size = models.Organisation.objects.count()
    found = [
        _candidate(each.organisation, _score(each, names, size), each, match=each.is_certain or (each.is_joined and only))
        for each in alike
    ]  # fmt: skip
    have = {each.id for each in found}
    found += [candidate for candidate in _looking_alike(names) if candidate.id not in have]
    certain = {each.organisation.id for each in alike if each.is_certain}
    if certain:  # an identifier decides: whoever merely has the name is not to be taken without looking
        found = [each if each.id in certain else _unmatched(each) for each in found]
    ranked = sorted(found, key=lambda each: (not _is_of(each, query.types), -each.score, each.id))
    if query.strict:
        ranked = [each for each in ranked if _is_of(each, query.types)]
    return tuple(ranked[: query.limit])


def _by_id(text: str) -> models.Organisation | None:
    """The organisation to which a public id leads now."""
    given = models.PublicId.objects.filter(id=text.lower()).values("id", "heir").first() if text else None
    led = given and (given["heir"] or given["id"])
    return models.Organisation.objects.filter(id=led).first() if led else None


def _entry(query: Query) -> Entry:
    """What is told of an organisation, as an entry would tell it. A number typed as the name is a number."""
    numbers = (*query.said("identifier"), query.name)
    kind, number = next(filter(None, map(_identifier, numbers)), ("", ""))
    kinds = {each.code for each in organisation_kinds()}
    names = tuple(name for name in (query.name, *query.said("name")) if name and not _identifier(name))
    return Entry(
        id=0,
        names=tuple((name, "") for name in names),
        kind=next((code for code in (*query.said("kind"), *sorted(query.types)) if code in kinds), ""),
        country=next(iter(query.said("country")), ""),
        identifier_kind=kind,
        identifier=number,
        seat=next(iter(query.said("seat")), ""),
        website=next((site for site in query.said("website") if read_website(site)), ""),
    )


def _identifier(text: str) -> tuple[str, str] | None:
    """The kind and number of a text that is an identifier by its check digit."""
    if not any(letter.isdigit() for letter in text):
        return None
    read = read_identifier(text)
    if read.valid:
        return "bg_eik", read.digits
    for kind in identifier_kinds():
        checked = check_identifier(kind, text)
        if kind != "bg_eik" and not checked.problem and not checked.warning:
            stored = f"{kind}:{checked.value}"
            if models.Statement.objects.filter(property="identifier_abroad", value=stored).exists():
                return kind, checked.value
    return None


def _score(each: Resemblance, names: Sequence[str], size: int) -> float:
    """The reasons' bits against the odds that any of so many organisations is meant, as the resolution weighs them."""
    if each.is_certain:
        return _CERTAIN
    bits = sum(reason.weight for reason in each.reasons) - math.log2(max(size, 2))
    score, codes = round(100 * probability(bits), 1), {reason.code for reason in each.reasons}
    if "several_fit" in codes:
        return min(score, _CHOICE)
    if not each.is_joined:
        return min(max((score, *(_likeness(name, each.organisation) for name in names))), _ALMOST)
    return _EQUAL if "name_equal" in codes else min(max(score, _LIKELY), _ALMOST)


def _looking_alike(names: Iterable[str]) -> Iterator[Candidate]:
    """What a search finds by the words of a name, scored by letters alone."""
    for name in names:
        stored = models.Organisation.objects.in_bulk(find_ids(name, _LIKELIEST_FOUND))
        for each in stored.values() if parse_name(name).words else ():
            if (score := _likeness(name, each)) >= _LEAST:
                yield _candidate(each, score)


def _likeness(name: str, organisation: models.Organisation) -> float:
    """By the likest of its two titles."""
    spelt, *others = (
        " ".join(map(respelt, fold_name(text).split()))
        for text in (name, organisation.name, organisation.other_name)
    )
    return round(_HALF * max(fuzz.WRatio(spelt, other) for other in others) / 100, 1)


def _unmatched(each: Candidate) -> Candidate:
    return Candidate(
        each.id, each.name, each.url, each.description, each.score, False, each.type, each.features, each.reasons
    )  # fmt: skip


def _is_of(each: Candidate, types: frozenset[str]) -> bool:
    """An organisation whose kind nobody states may be of any."""
    kinds = {one.id for one in each.type} - {ORGANISATION}
    return not types or not kinds or bool(kinds & types)


def _candidate(
    organisation: models.Organisation, score: float, why: Resemblance | None = None, *, match: bool = False
) -> Candidate:
    language = active_language()
    reasons = why.reasons if why else ()
    name, other = organisation.heading
    kind = (
        [Named(organisation.kind, organisation_kind(organisation.kind).name(language))]
        if organisation.kind
        else []
    )
    sentences = tuple(dict.fromkeys(wording.reason_sentence(reason, language) for reason in reasons))
    weights: dict[str, float] = {}
    for reason in reasons:
        weights[reason.code] = round(weights.get(reason.code, 0.0) + reason.weight, 2)
    return Candidate(
        id=organisation.id,
        name=name,
        url=organisation_url(organisation.id),
        description=" · ".join(filter(None, (*(each.name for each in kind), other))),
        score=score,
        match=match,
        type=(*kind, every_kind()),
        features=tuple(Feature(code, value) for code, value in weights.items()),
        reasons=sentences,
    )  # fmt: skip


def every_kind() -> Named:
    return Named(ORGANISATION, _("Organisation"))
