"""Facets as they are shown: titles, names of their values, order."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.faces.addresses import chosen, toggled
from ebpages.faces.shapes import Chip, FacetGroup, FacetOption
from ebpages.reference.activity_states import activity_state, activity_states
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.regions import region
from ebpages.reference.sectors import sector
from ebpages.reference.stages import stage, stages
from ebpages.registry import wording
from ebpages.registry.facets import KEYS, UNDATED, UNKNOWN
from ebpages.registry.queries.directory import LABEL_STATES, list_titles
from ebpages.registry.wording import SEVERITIES

_TERMS = {
    "kind": organisation_kind,
    "stage": stage,
    "region": region,
    "sector": sector,
    "activity": activity_state,
    "form": legal_form,
}


def facet_titles() -> dict[str, str]:
    return {
        "kind": _("Kind"),
        "list": _("List"),
        "stage": _("Stage"),
        "label": _("Label"),
        "region": _("Oblast"),
        "sector": _("Sector"),
        "activity": _("Activity"),
        "form": _("Legal form"),
    }


def facet_name(key: str, value: str, language: str, lists: Mapping[str, str]) -> str:
    """What a value is called; a value that nothing knows is shown as it stands in the address."""
    if value == UNKNOWN:
        return _("no label") if key == "label" else _("not known")
    if key == "label":
        names = {
            "valid": pgettext("label", "valid today"),
            "lapsed": pgettext("label", "lapsed"),
            UNDATED: pgettext("label", "without a date"),
        }
        return names.get(value, value)
    if key == "list":
        return lists.get(value, value)
    try:
        return _TERMS[key](value).name(language)
    except KeyError:
        return value


def facet_groups(
    asked: QueryDict, counts: Mapping[str, Mapping[str, int]], language: str, keys: Sequence[str] = KEYS
) -> tuple[FacetGroup, ...]:
    """The facets with their values and counts; a value that is on stays even when it counts nothing."""
    lists, titles = list_titles(language), facet_titles()
    return tuple(
        _group(
            asked,
            key,
            titles[key],
            counts.get(key, {}),
            _order(key, lists),
            partial(facet_name, key, language=language, lists=lists),
        )
        for key in keys
    )


def _group(
    asked: QueryDict,
    key: str,
    title: str,
    counts: Mapping[str, int],
    order: Sequence[str],
    name: Callable[[str], str],
) -> FacetGroup:
    """Values in an order of their own first, others by their counts, and what is not known last."""
    on = chosen(asked, key)
    places = {value: place for place, value in enumerate(order)}

    def rank(value: str) -> tuple[bool, int, int, str]:
        return value == UNKNOWN, places.get(value, len(places)), -counts.get(value, 0), name(value)

    options = (
        FacetOption(value, name(value), counts.get(value, 0), value in on, toggled(asked, key, value))
        for value in sorted({*counts, *on}, key=rank)
    )
    return FacetGroup(key, title, tuple(options))


def _order(key: str, lists: Mapping[str, str]) -> Sequence[str]:
    orders = {
        "stage": [term.code for term in stages()],
        "list": list(lists),
        "label": LABEL_STATES,
        "activity": [term.code for term in activity_states()],
    }
    return orders.get(key, ())


def chips(asked: QueryDict, language: str, keys: Sequence[str] = KEYS) -> tuple[Chip, ...]:
    """The filters that are on."""
    lists, titles = list_titles(language), facet_titles()
    return tuple(
        Chip(titles[key], facet_name(key, value, language, lists), toggled(asked, key, value))
        for key in keys
        for value in chosen(asked, key)
    )


def finding_groups(
    asked: QueryDict, counts: Mapping[str, Mapping[str, int]], language: str
) -> tuple[FacetGroup, ...]:
    lists = list_titles(language)
    facets: tuple[tuple[str, str, Sequence[str], Callable[[str], str]], ...] = (
        ("severity", _("Severity"), SEVERITIES, partial(wording.severity_label, language=language)),
        ("kind", _("Kind"), (), partial(wording.finding_label, language=language)),
        ("list", _("List"), list(lists), lambda slug: lists.get(slug, slug)),
    )
    return tuple(
        _group(asked, key, title, counts.get(key, {}), order, name) for key, title, order, name in facets
    )
