"""What an address asks of the list of profiles."""

from collections.abc import Container, Iterator, Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from ebpages.exchange.counted import BY, FILTERS
from ebpages.exchange.facets import AGE_FACET, FACETS, KEYS, Facet
from ebpages.exchange.lifecycle import REFERENCE
from ebpages.exchange.queries.listing import PAGE, SORTS, ProfileQuestion
from ebpages.exchange.technology_shapes import PERIODS, TechnologyQuestion
from ebpages.faces.addresses import chosen, page_number, text, toggled
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Chip, FacetGroup, FacetOption

LONGEST_QUERY = 200
ASKED = ("q", "sort", "owner", "members_of", "fits", *KEYS)
TECHNOLOGY_ASKED = ("by", "months", *FILTERS)


def read_question(query: QueryDict) -> ProfileQuestion:
    words, sort, fits = text(query, "q", LONGEST_QUERY), text(query, "sort"), text(query, "fits", 20)
    return ProfileQuestion(
        words=words,
        chosen={key: values for key in KEYS if (values := chosen(query, key))},
        sort=sort
        if sort in SORTS
        else "relevance"
        if words.strip() or REFERENCE.fullmatch(fits)
        else "newest",
        page=page_number(query),
        size=PAGE,
        owner=text(query, "owner", 12),
        members_of=text(query, "members_of", 12),
        fits=fits if REFERENCE.fullmatch(fits) else "",
    )


def strange_parts(
    query: QueryDict, known: Container[str], chosen: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """A sentence for each part of an address that means nothing here, so that a slip is not taken for an answer."""
    for key in query:
        if key not in known:
            yield _("The list knows no filter “%(key)s”; it was passed over.") % {"key": key}
    sort = text(query, "sort")
    if sort and sort not in SORTS:
        yield _("“%(sort)s” is no order; there are: %(sorts)s.") % {"sort": sort, "sorts": ", ".join(SORTS)}
    for facet in (*FACETS, AGE_FACET):
        for value in chosen.get(facet.code, ()):
            if _name(facet, value) is None:
                yield _("“%(value)s” is no value of the filter “%(filter)s”.") % {
                    "value": value, "filter": facet.name(active_language())
                }  # fmt: skip


def read_technology_question(query: QueryDict) -> TechnologyQuestion:
    by, months = text(query, "by"), text(query, "months")
    return TechnologyQuestion(
        by=by if by in BY else BY[0],
        months=int(months) if months in map(str, PERIODS) else PERIODS[0],
        chosen={key: values[:1] for key in FILTERS if (values := chosen(query, key))},
    )


def strange_parts_of_technology(query: QueryDict) -> Iterator[str]:
    """As `strange_parts`, of the technology watch."""
    yield from strange_parts(query, {*TECHNOLOGY_ASKED, "state"}, read_technology_question(query).chosen)
    for key in FILTERS:
        if len(chosen(query, key)) > 1:
            yield _("“%(key)s” takes one value here; the first counts, the others were passed over.") % {
                "key": key
            }
    for key, known in (("by", BY), ("months", tuple(map(str, PERIODS)))):
        value = text(query, key)
        if value and value not in known:
            yield _("“%(value)s” is no value of “%(key)s”; there are: %(known)s.") % {
                "value": value, "key": key, "known": ", ".join(known)
            }  # fmt: skip


def facet_groups(query: QueryDict, counts: Mapping[str, Mapping[str, int]]) -> tuple[FacetGroup, ...]:
    """Values that are on stand there also where none has them any more."""
    return tuple(_group(query, facet, counts.get(facet.code, {})) for facet in (*FACETS, AGE_FACET))


def _group(query: QueryDict, facet: Facet, counts: Mapping[str, int]) -> FacetGroup:
    on = chosen(query, facet.code)
    values = {**dict.fromkeys(on, 0), **counts}
    first = [value for value in facet.first() if value in values]
    rest = sorted((value for value in values if value not in first), key=lambda value: -values[value])
    return FacetGroup(
        facet.code,
        facet.name(active_language()),
        tuple(
            FacetOption(v, _called(facet, v), values[v], v in on, toggled(query, facet.code, v))
            for v in (*first, *rest)
        ),
    )


def chips(query: QueryDict) -> tuple[Chip, ...]:
    found = [
        Chip(facet.name(active_language()), _called(facet, value), toggled(query, facet.code, value))
        for facet in (*FACETS, AGE_FACET)
        for value in chosen(query, facet.code)
    ]
    return tuple(found)


def _called(facet: Facet, value: str) -> str:
    """The value itself where nothing knows it: anybody may write an address."""
    return _name(facet, value) or value


def _name(facet: Facet, value: str) -> str | None:
    try:
        return facet.called(value, active_language())
    except KeyError:
        return None
