"""Facets as they are shown: titles, names of their values, order, counts, and which are on."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext as _

from ebpages.faces.addresses import chosen, toggled
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Chip, FacetGroup, FacetOption
from ebpages.registry.facets import BY_KEY, KEYS, UNKNOWN, Facet
from ebpages.registry.queries.directory import list_titles
from ebpages.registry.wording import SEVERITIES, finding_label, property_label, severity_label

Counts = Mapping[str, Mapping[str, int]]  # facet -> value -> number


def value_name(facet: Facet, lists: Mapping[str, str], value: str) -> str:
    """What a value is called; a value that nothing knows is shown as it stands in the address."""
    if value == UNKNOWN:
        return facet.unknown.name(active_language())
    if facet.term is None:
        return lists.get(value, value)
    try:
        return facet.term(value).name(active_language())
    except KeyError:
        return value


def facet_groups(query: QueryDict, counts: Counts, keys: Sequence[str] = KEYS) -> tuple[FacetGroup, ...]:
    """The facets with their values and counts; a value that is on stays even when it counts nothing."""
    lists = list_titles()
    groups = []
    for facet in map(BY_KEY.__getitem__, keys):
        first = list(lists) if facet.term is None else [term.code for term in facet.first()]
        name = partial(value_name, facet, lists)
        title = facet.name(active_language())
        if len(counts.get(facet.code, {})) < facet.from_values and not chosen(query, facet.code):
            continue
        groups.append(_group(query, facet.code, title, counts.get(facet.code, {}), first, name))
    return tuple(groups)


def _group(
    query: QueryDict,
    key: str,
    title: str,
    counts: Mapping[str, int],
    first: Sequence[str],
    name: Callable[[str], str],
) -> FacetGroup:
    """Values in an order of their own first, others by their counts, and what is not known last."""
    on = chosen(query, key)
    places = {value: place for place, value in enumerate(first)}

    def rank(value: str) -> tuple[bool, int, int, str]:
        return value == UNKNOWN, places.get(value, len(places)), -counts.get(value, 0), name(value)

    options = (
        FacetOption(value, name(value), counts.get(value, 0), value in on, toggled(query, key, value))
        for value in sorted({*counts, *on}, key=rank)
    )
    return FacetGroup(key, title, tuple(options))


def chips(query: QueryDict, keys: Sequence[str] = KEYS) -> tuple[Chip, ...]:
    """The filters that are on."""
    lists = list_titles()
    return tuple(
        Chip(
            BY_KEY[key].name(active_language()),
            value_name(BY_KEY[key], lists, value),
            toggled(query, key, value),
        )
        for key in keys
        for value in chosen(query, key)
    )


def stated_chips(query: QueryDict) -> tuple[Chip, ...]:
    """The properties that rows must state, which programs ask for and no facet shows."""
    parts = ((each, *each.partition(":")) for each in chosen(query, "stated"))
    return tuple(
        Chip(property_label(what, active_language()), value or _("stated"), toggled(query, "stated", each))
        for each, what, _colon, value in parts
    )


def finding_chips(query: QueryDict) -> tuple[Chip, ...]:
    """The filters of findings that are on."""
    groups = finding_groups(query, {})
    return tuple(Chip(group.title, option.label, option.url) for group in groups for option in group.options)


def finding_groups(query: QueryDict, counts: Counts) -> tuple[FacetGroup, ...]:
    """What findings are filtered by."""
    lists, language = list_titles(), active_language()
    facets: tuple[tuple[str, str, Sequence[str], Callable[[str], str]], ...] = (
        ("severity", _("Severity"), SEVERITIES, partial(severity_label, language=language)),
        ("kind", _("Kind"), (), partial(finding_label, language=language)),
        ("list", _("List"), list(lists), lambda slug: lists.get(slug, slug)),
    )
    return tuple(
        _group(query, key, title, counts.get(key, {}), first, name) for key, title, first, name in facets
    )
