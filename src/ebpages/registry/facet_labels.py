"""Facets as they are shown: titles, names of their values, order."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.reference.activity_states import activity_state, activity_states
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.regions import region
from ebpages.reference.sectors import sector
from ebpages.reference.stages import stage, stages
from ebpages.registry import wording
from ebpages.registry.facets import KEYS, UNDATED, UNKNOWN
from ebpages.registry.queries.directory import LABEL_STATES, list_titles
from ebpages.registry.questions import toggled
from ebpages.registry.shapes import Chip, FacetGroup, FacetOption

_TERMS = {
    "kind": organisation_kind,
    "stage": stage,
    "region": region,
    "sector": sector,
    "activity": activity_state,
    "form": legal_form,
}
SEVERITIES = ("error", "warning", "note")


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
    asked: QueryDict, counts: Mapping[str, Mapping[str, int]], language: str
) -> tuple[FacetGroup, ...]:
    """Every facet with its values and counts; a value that is on stays even when it counts nothing."""
    lists, titles = list_titles(language), facet_titles()
    return tuple(_group(asked, key, titles[key], counts.get(key, {}), language, lists) for key in KEYS)


def _group(
    asked: QueryDict, key: str, title: str, counts: Mapping[str, int], language: str, lists: Mapping[str, str]
) -> FacetGroup:
    chosen = asked.getlist(key)
    order = _order(key, lists)
    values = sorted(
        {*counts, *chosen},
        key=lambda v: (
            v == UNKNOWN,
            order.get(v, len(order)),
            -counts.get(v, 0),
            facet_name(key, v, language, lists),
        ),
    )
    return FacetGroup(
        key,
        title,
        tuple(
            FacetOption(
                v, facet_name(key, v, language, lists), counts.get(v, 0), v in chosen, toggled(asked, key, v)
            )
            for v in values
        ),
    )


def _order(key: str, lists: Mapping[str, str]) -> dict[str, int]:
    """Values with an order of their own keep it; others come by their counts."""
    own = {
        "stage": [s.code for s in stages()],
        "list": list(lists),
        "label": list(LABEL_STATES),
        "activity": [s.code for s in activity_states()],
    }.get(key, [])
    return {value: place for place, value in enumerate(own)}


def chips(asked: QueryDict, language: str) -> tuple[Chip, ...]:
    """The filters that are on."""
    lists, titles = list_titles(language), facet_titles()
    return tuple(
        Chip(titles[key], facet_name(key, value, language, lists), toggled(asked, key, value))
        for key in KEYS
        for value in asked.getlist(key)
    )


def finding_groups(
    asked: QueryDict, counts: Mapping[str, Mapping[str, int]], language: str
) -> tuple[FacetGroup, ...]:
    lists = list_titles(language)
    names = {
        "severity": lambda v: wording.severity_label(v, language),
        "kind": lambda v: wording.finding_label(v, language),
        "list": lambda v: lists.get(v, v),
    }
    order = {"severity": list(SEVERITIES), "kind": [], "list": list(lists)}
    titles = {"severity": _("Severity"), "kind": _("Kind"), "list": _("List")}
    groups = []
    for key, name in names.items():
        found, chosen, own = counts.get(key, {}), asked.getlist(key), order[key]
        values = sorted(
            {*found, *chosen}, key=lambda v: (own.index(v) if v in own else len(own), -found.get(v, 0), v)
        )
        options = tuple(
            FacetOption(v, name(v), found.get(v, 0), v in chosen, toggled(asked, key, v)) for v in values
        )
        groups.append(FacetGroup(key, titles[key], options))
    return tuple(groups)
