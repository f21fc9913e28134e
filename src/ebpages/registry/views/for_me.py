"""Is there a cluster for me: a sector and an oblast, answered with clusters and whom to call."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ebpages.faces.addresses import text
from ebpages.faces.language import active_language
from ebpages.reference.regions import regions
from ebpages.reference.sectors import sectors
from ebpages.reference.vocabulary import Term
from ebpages.registry import queries
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.one_build import read_only
from ebpages.registry.queries.clusters_for import ABROAD

_OBLAST = 3


@read_only
def for_me(request: HttpRequest) -> HttpResponse:
    of_sectors = _choices(sectors())
    of_regions = [(ABROAD, _("Outside Bulgaria")), *_choices(regions(_OBLAST))]
    sector, region = text(request.GET, "sector"), text(request.GET, "region")
    asked = bool(sector or region)
    wrong_sector, wrong_region = sector not in dict(of_sectors), region not in dict(of_regions)
    context = {
        "sectors": of_sectors,
        "regions": of_regions,
        "sector": sector,
        "region": region,
        "sector_problem": _("Choose a sector.") if asked and wrong_sector else "",
        "region_problem": _("Choose an oblast.") if asked and wrong_region else "",
        "answer": None
        if wrong_sector or wrong_region
        else queries.clusters_for(sector, region, day_of_reading()),
    }
    return render(request, "registry/for_me.html", context)


def _choices(terms: Iterable[Term]) -> list[tuple[str, str]]:
    named = [(term.code, term.name(active_language())) for term in terms]
    return sorted(named, key=lambda pair: pair[1].casefold())
