"""Where lists differ from each other: list against list, by property, with the organisations that they differ on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from ebpages.faces.language import active_language
from ebpages.registry import models, wording
from ebpages.registry.queries.evidence import organisation_url, source_title
from ebpages.registry.queries.findings import sentence_of
from ebpages.registry.shapes import DifferenceCell, DifferenceRow, DifferencesView, ListDifference
from ebpages.registry.websites import read_website

_KINDS = ("lists_differ", "region_against_seat", "one_identifier_two_names", "website_broken")
_PROPERTIES = {
    "region_against_seat": "seat",
    "one_identifier_two_names": "name",
    "website_broken": "website",
}


def differences() -> DifferencesView:
    """Every two lists that differ, and a matrix of how many organisations they differ on."""
    lists = {s.slug: s for s in models.SourceList.objects.order_by("order")}
    found = tuple(_differences(lists))
    named = {slug for each in found for slug in (each.list, each.other_list)}
    shown = [source for slug, source in lists.items() if slug in named]
    by_pair: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in found:
        by_pair[each.list, each.other_list][each.property_label].add(each.organisation)
    rows = tuple(
        DifferenceRow(
            source_title(row),
            tuple(_cell(by_pair, row.slug, column.slug) for column in shown),
        )
        for row in shown
    )
    return DifferencesView(tuple(source_title(source) for source in shown), rows, found)


def _cell(by_pair: dict[tuple[str, str], dict[str, set[str]]], one: str, other: str) -> DifferenceCell:
    pair = (one, other) if (one, other) in by_pair else (other, one)
    differing = by_pair.get(pair, {})
    by_property = tuple((label, len(found)) for label, found in differing.items())
    in_all = len(set[str]().union(*differing.values()))
    return DifferenceCell(in_all, by_property, f"{pair[0]}-{pair[1]}", one == other)


def _differences(lists: Mapping[str, models.SourceList]) -> Iterator[ListDifference]:
    wanted = ("organisations", "statements__record")
    for row in models.Finding.objects.filter(kind__in=_KINDS).prefetch_related(*wanted).order_by("place"):
        about = dict(row.params).get("property") or _PROPERTIES[row.kind]
        values: dict[str, set[str]] = defaultdict(set)
        for statement in row.statements.all():
            values[statement.record.source_id].add(_compared(statement))
        if not row.organisations.all():
            continue
        owner = min(row.organisations.all(), key=lambda o: o.sort_name)
        for one, other in combinations(sorted(values, key=lambda slug: lists[slug].order), 2):
            if values[one].isdisjoint(values[other]):
                yield ListDifference(
                    list=one,
                    list_title=source_title(lists[one]),
                    other_list=other,
                    other_list_title=source_title(lists[other]),
                    property=about,
                    property_label=wording.property_label(about, active_language()),
                    organisation=owner.id,
                    organisation_name=owner.heading[0],
                    organisation_url=organisation_url(owner.id),
                    sentence=sentence_of(row),
                    finding=row.id,
                    pair=f"{one}-{other}",
                )


def _compared(statement: models.Statement) -> str:
    site = read_website(statement.value) if statement.property == "website" else None
    return site.host if site else statement.value
