"""The figures of the home page, each with what it rests on."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebpages.faces.language import active_language
from ebpages.faces.shapes import Coverage
from ebpages.reference.regions import regions as nuts
from ebpages.registry import models
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.entries import OWN_LISTS
from ebpages.registry.facets import UNKNOWN
from ebpages.registry.queries.evidence import fact, organisation_url
from ebpages.registry.queries.lists import coverage, source_lists
from ebpages.registry.queries.membership import membership
from ebpages.registry.shapes import Fact, Figure, RegionCount, SourceView


@dataclass(frozen=True, slots=True)
class Home:
    """in_several_regions: how many organisations are counted in more than one oblast. specimen: one fact on which lists differ, to show
    what the marks do."""

    figures: tuple[Figure, ...]
    regions: tuple[RegionCount, ...]
    map_coverage: Coverage
    in_several_regions: int
    sources: tuple[SourceView, ...]
    specimen: Fact | None
    specimen_name: str
    specimen_url: str


def home() -> Home:
    registry = membership()
    counts = registry.counts("region", registry.everybody, day_of_reading())
    specimen = _specimen()
    return Home(
        figures=_figures(),
        regions=region_counts(counts),
        map_coverage=map_coverage(registry.size, counts),
        in_several_regions=registry.in_several("region", registry.everybody),
        sources=source_lists(),
        specimen=fact(specimen[0].property, specimen) if specimen else None,
        specimen_name=specimen[0].record.organisation.heading[0] if specimen else "",
        specimen_url=organisation_url(specimen[0].record.organisation_id) if specimen else "",
    )


def region_counts(counts: dict[str, int], query: str = "") -> tuple[RegionCount, ...]:
    """Every oblast with its number, none left out; `query` is kept in each oblast's address."""
    address = reverse("registry:organisations")
    kept = f"&{query}" if query else ""
    return tuple(
        RegionCount(
            r.code,
            r.iso,
            r.name(active_language()),
            counts.get(r.code, 0),
            f"{address}?region={r.code}{kept}",
        )
        for r in nuts(level=3)
    )


def map_coverage(total: int, counts: dict[str, int]) -> Coverage:
    """How many organisations the map can place; the lists do not say where the others sit."""
    return Coverage(total - counts.get(UNKNOWN, 0), counts.get(UNKNOWN, 0), 0, total)


def _figures() -> tuple[Figure, ...]:
    real = models.Organisation.objects.filter(is_example=False)
    organisations = real.count()
    clusters = real.filter(kind="cluster_organisation").count()
    entities = (
        models.LegalEntity.objects.filter(organisation__is_example=False).exclude(identifier=None).count()
    )
    several = real.filter(source_count__gt=1).count()
    lists = [coverage(source) for source in models.SourceList.objects.exclude(slug__in=OWN_LISTS)]
    rows = Coverage(
        sum(c.known for c in lists),
        sum(c.unknown for c in lists),
        sum(c.lost for c in lists),
        sum(c.total for c in lists),
    )
    directory = reverse("registry:organisations")
    return (
        Figure(_("Organisations"), str(organisations), _several_note(several), directory),
        Figure(
            _("Cluster organisations"),
            str(clusters),
            _("with “cluster” in the name, or categorised as one"),
            f"{directory}?kind=cluster_organisation",
        ),
        Figure(_("Legal entities"), str(entities), _("with a valid EIK/BULSTAT number"), directory),
        Figure(
            _("Rows of the lists"),
            str(rows.known),
            _("read, each with its printed text kept"),
            reverse("registry:sources"),
            rows,
        ),
        Figure(
            _("Findings"),
            str(models.Finding.objects.exclude(organisations__is_example=True).count()),
            _("places where the lists are damaged, or contradict each other"),
            reverse("registry:findings"),
        ),
    )


def _several_note(count: int) -> str:
    return ngettext("%(n)s of them is in several lists", "%(n)s of them are in several lists", count) % {
        "n": count
    }


def _specimen() -> list[models.Statement]:
    """The values of one property that contradict each other, where the lists state two stages for one cluster."""
    finding = (
        models.Finding.objects.filter(
            kind__in=("several_values", "lists_differ"),
            statements__property="stage",
            statements__record__organisation__isnull=False,
        )
        .order_by("place")
        .first()
    )
    if finding is None:
        return []
    return list(
        finding.statements.select_related("record__source", "record__organisation").order_by(
            "record__source__order", "record__row", "id"
        )
    )
