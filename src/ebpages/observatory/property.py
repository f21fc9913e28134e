"""The properties that can be counted: of which members, of what kind, and how their values are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from ebpages.reference.activity_states import activity_state, activity_states
from ebpages.reference.countries import countries, country
from ebpages.reference.legal_forms import legal_form, legal_forms
from ebpages.reference.organisation_kinds import organisation_kind, organisation_kinds
from ebpages.reference.regions import region, regions
from ebpages.reference.sectors import find_sectors, sector, sectors
from ebpages.reference.settlements import find_settlements, settlements
from ebpages.reference.stages import stage, stages
from ebpages.registry import wording
from ebpages.sources.catalogue import sources

Kind = Literal["records", "organisations", "findings"]  # of members
ValueKind = Literal["code", "whole", "date"]
Name = Callable[[str, str], str]  # value, language -> how it is called


@dataclass(frozen=True, slots=True)
class Property:
    """A property of members.

    kinds: of members that have it. stated_as: the property of statements that it is read from, empty where it is
    counted. read: the values that one statement's text names. codes: every value there is, in order, where they are known.
    """

    code: str
    kind: ValueKind
    kinds: tuple[Kind, ...]
    name: Name
    stated_as: str = ""
    read: Callable[[str], tuple[str, ...]] = lambda text: (text,)
    codes: Callable[[], tuple[str, ...]] = tuple


def _plain(value: str, language: str) -> str:
    return value


def _settlement_name(value: str, language: str) -> str:
    return next((place.name(language) for place in settlements() if place.bg == value), value)


def _settlement(text: str) -> tuple[str, ...]:
    return tuple(place.bg for place in find_settlements(text))


def _region(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.region for place in find_settlements(text)))


def _sector(text: str) -> tuple[str, ...]:
    return tuple(each.code for each in find_sectors(text))


_BOTH: tuple[Kind, ...] = ("records", "organisations")
_ORGANISATIONS: tuple[Kind, ...] = ("organisations",)
_FINDINGS: tuple[Kind, ...] = ("findings",)

_ALL = (
    Property(
        "stage", "code", _BOTH, lambda v, la: stage(v).name(la), "stage",
        codes=lambda: tuple(term.code for term in stages()),
    ),
    Property(
        "activity", "code", _BOTH, lambda v, la: activity_state(v).name(la), "activity",
        codes=lambda: tuple(term.code for term in activity_states()),
    ),
    Property("founded", "whole", _BOTH, _plain, "founded"),
    Property("members", "whole", _BOTH, _plain, "members"),
    Property(
        "settlement", "code", ("records",), _settlement_name, "seat", _settlement,
        lambda: tuple(place.bg for place in settlements()),
    ),
    Property(
        "region", "code", _BOTH, lambda v, la: region(v).name(la), "seat", _region,
        lambda: tuple(item.code for item in regions(3)),
    ),
    Property(
        "sector", "code", _BOTH, lambda v, la: sector(v).name(la), "sector", _sector,
        lambda: tuple(item.code for item in sectors()),
    ),
    Property("label", "date", _BOTH, _plain, "label"),
    Property(
        "country", "code", ("records",), lambda v, la: country(v).name(la),
        codes=lambda: tuple(item.code for item in countries()),
    ),
    Property(
        "list", "code", (*_ORGANISATIONS, *_FINDINGS), wording.list_title,
        codes=lambda: tuple(item.slug for item in sources()),
    ),
    Property(
        "kind", "code", _ORGANISATIONS, lambda v, la: organisation_kind(v).name(la),
        codes=lambda: tuple(term.code for term in organisation_kinds()),
    ),
    Property(
        "form", "code", _ORGANISATIONS, lambda v, la: legal_form(v).name(la),
        codes=lambda: tuple(form.code for form in legal_forms()),
    ),
    Property("list_count", "whole", _ORGANISATIONS, _plain),
    Property("entity_count", "whole", _ORGANISATIONS, _plain),
    Property("finding_count", "whole", _ORGANISATIONS, _plain),
    Property("finding_kind", "code", _FINDINGS, wording.finding_label, codes=lambda: tuple(wording.kinds_of_findings())),
    Property("severity", "code", _FINDINGS, wording.severity_label, codes=lambda: wording.SEVERITIES),
)  # fmt: skip
PROPERTIES: Mapping[str, Property] = {item.code: item for item in _ALL}


def properties_of(kind: Kind) -> tuple[str, ...]:
    """The properties that members of a kind have."""
    return tuple(code for code, item in PROPERTIES.items() if kind in item.kinds)
