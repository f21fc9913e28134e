"""The clusters that the register of events knows, as they stand on a day, and what became of them month by month."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Min
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.living.models import FollowedBody, LivingEdition
from ebpages.living.queries.register import (
    REGISTER,
    condition_label,
    histories,
    newest_day,
    region_of,
    register,
    shown_value,
)
from ebpages.living.register_history import RegisterHistory
from ebpages.living.shapes import RegisterCluster, RegisterClusters, RegisterMonth
from ebpages.registry.models import LegalEntity
from ebpages.registry.queries.evidence import organisation_url

_COUNTED = {
    "registered": "registered", "name_changed": "renamed", "liquidation_began": "liquidation", "struck_off": "struck_off"
}  # fmt: skip
# Section “Types, number and analysis of clusters in Bulgaria” of the guide, as of April 2018.
_GUIDE = (243, 82)


def register_clusters(on: str = "") -> RegisterClusters:
    """on: a day in ISO form, "" for today."""
    followed = FollowedBody.objects.filter(by_name=True).values_list("identifier", flat=True)
    told = histories(followed, on)
    listed = dict(
        LegalEntity.objects.filter(identifier__in=[*told]).values_list("identifier", "organisation_id")
    )
    source, language = register(), active_language()
    clusters = [_cluster(each, told[each], listed.get(each, "")) for each in told]
    return RegisterClusters(
        on=on,
        newest=newest_day(on),
        first=LivingEdition.objects.filter(connector=REGISTER).aggregate(first=Min("edition"))["first"] or "",
        clusters=tuple(sorted(clusters, key=lambda each: (each.name.casefold(), each.identifier))),
        months=tuple(_months(told.values())),
        guide=(
            (_("BULSTAT in April 2018, as the guide counted"), _GUIDE[0]),
            (_("Trade Register in April 2018, as the guide counted"), _GUIDE[1]),
        ),
        attribution=source.attribution.name(language),
        licence=source.licence.name(language),
        licence_url=source.licence_url,
    )


def _cluster(identifier: str, told: RegisterHistory, organisation: str) -> RegisterCluster:
    state = told.state
    assert state is not None
    days = {event.kind: event.day for event in told.events}
    return RegisterCluster(
        identifier=identifier,
        name=shown_value(state, "name"),
        legal_form=shown_value(state, "legal_form"),
        seat=shown_value(state, "seat"),
        region=region_of(state),
        condition=state.condition,
        condition_label=condition_label(state),
        since=state.since,
        seen=state.seen,
        registered=days.get("registered", ""),
        struck_off=days.get("struck_off", "") if state.condition == "struck_off" else "",
        organisation=organisation,
        organisation_url=organisation_url(organisation) if organisation else "",
    )


def _months(told: Iterable[RegisterHistory]) -> Iterable[RegisterMonth]:
    """Every month from the first to the last in which anything happened."""
    counted: Counter[tuple[str, str]] = Counter(
        (event.day[:7], _COUNTED[event.kind])
        for each in told
        for event in each.events
        if event.kind in _COUNTED
    )
    months = sorted(month for month, _what in counted)
    month = months[0] if months else ""
    while months and month <= months[-1]:
        yield RegisterMonth(month, **{what: counted[month, what] for what in _COUNTED.values()})
        year, number = int(month[:4]), int(month[5:])
        month = f"{year + number // 12}-{number % 12 + 1:02}"
