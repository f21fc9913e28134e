"""A region in a year of a panel: its portfolio, how specialised it is, what it could turn to; and regions side by side."""

from collections.abc import Mapping

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.mapping.atlas import Atlas
from ebpages.mapping.indices import possibilities, region_indices, region_shifts
from ebpages.mapping.queries import cells, charts, wording
from ebpages.mapping.queries.panels import atlas_for, region_atlas, rules_for, shown
from ebpages.mapping.questions import MOST_COMPARED, PanelQuestion
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.shapes import Choice, ComparedRegion, Index, Possibility, RegionsCompared, RegionView

_MOST_POSSIBILITIES = 10
_MOST_INDUSTRIES = 20


def region_view(question: PanelQuestion, code: str) -> RegionView:
    """Raises UnknownPanel, UnknownPlace."""
    atlas, rules = region_atlas(question, (code,)), rules_for(question)
    result, place = atlas.mapped(rules), atlas.regions[code]
    ranked = cells.by_quotient(atlas, result, ((place, industry) for industry in atlas.covered.values()))
    views = tuple(cells.cell_view(atlas, result, *at, question) for at in ranked)
    return RegionView(
        shown=shown(atlas, rules, question),
        code=code,
        name=wording.region(code),
        summary=wording.clusters(views, [cell.industry_name for cell in views]),
        chart_note=wording.drawn(len(charts.in_portfolio(views, atlas.earlier_year)), len(views)),
        parts=tuple(code.split(wording.JOINED)) if wording.JOINED in code else (),
        employment=wording.quantity(atlas.employment.region_total[place]),
        cells=views,
        indices=_indices(atlas, place),
        shifts=_shifts(atlas, place),
        possibilities=_possibilities(atlas, place, question, result),
        since=atlas.earlier_year,
        url=cells.region_url(question, code),
    )


def regions_compared(question: PanelQuestion, codes: tuple[str, ...]) -> RegionsCompared:
    """Up to ten regions, and the industries in which their quotients lie farthest apart. Raises UnknownPanel, UnknownPlace."""
    codes = codes[:MOST_COMPARED]
    plain, rules = atlas_for(question), rules_for(question)
    atlases = {code: region_atlas(question, (code,)) for code in codes}
    return RegionsCompared(
        shown=shown(plain, rules, question),
        regions=tuple(_compared(atlas, code, question) for code, atlas in atlases.items()),
        industries=tuple(
            tuple(
                cells.cell_view(atlas, atlas.mapped(rules), atlas.regions[code], industry, question)
                for code, atlas in atlases.items()
            )
            for industry in _farthest_apart(atlases)[:_MOST_INDUSTRIES]
        ),
        choices=tuple(Choice(code, wording.region(code), code in codes, "") for code in plain.regions),
        url=reverse("mapping:comparison", args=[question.panel]) + question.query(),
    )


def _indices(atlas: Atlas, place: int) -> tuple[Index, ...]:
    """How specialised a region is."""
    titles = {
        "krugman": (
            _("Krugman index"),
            _("0: the mix of all regions together; 2: nothing in common with it."),
            2,
        ),
        "hachman": (
            _("Hachman index"),
            _("1: the mix of all regions together; near 0: what is rare elsewhere."),
            2,
        ),
        "herfindahl": (_("Herfindahl index"), _("1: everybody works in one industry."), 3),
        "entropy": (_("Entropy"), _("The higher, the more evenly people are spread over the industries."), 2),
        "specialisations": (
            _("Specialisations"),
            _("Industries with an estimated location quotient of at least 1."),
            0,
        ),
        "complexity": (
            _("Economic complexity"),
            _("In standard deviations from the mean of the regions."),
            2,
        ),
    }
    return wording.indices(titles, region_indices(atlas, place))


def _shifts(atlas: Atlas, place: int) -> tuple[Index, ...]:
    """What moved a region, in persons."""
    titles = {
        "national": (
            _("All regions together"),
            _("The change if everything here had grown like all regions and industries together."),
        ),
        "industry_mix": (_("Its industries"), _("Because its industries grew faster or slower everywhere.")),
        "regional": (
            _("The region itself"),
            _("Because its industries grew faster or slower here than elsewhere."),
        ),
    }
    return tuple(
        Index(name, titles[name][0], value, wording.change(value), titles[name][1], certain)
        for name, (value, certain) in region_shifts(atlas, place).items()
        if value is not None
    )


def _possibilities(
    atlas: Atlas, place: int, question: PanelQuestion, result: RuleSetResult
) -> tuple[Possibility, ...]:
    return tuple(
        Possibility(
            industry=(code := atlas.employment.categories[industry]),
            name=wording.industry(code, atlas.scheme),
            density=density,
            quotient=cells.quotient(result, place, industry),
            url=cells.industry_url(question, code),
        )
        for industry, density in possibilities(atlas, place)[:_MOST_POSSIBILITIES]
    )


def _compared(atlas: Atlas, code: str, question: PanelQuestion) -> ComparedRegion:
    place = atlas.regions[code]
    return ComparedRegion(
        code,
        wording.region(code),
        wording.quantity(atlas.employment.region_total[place]),
        _indices(atlas, place),
        cells.region_url(question, code),
    )


def _farthest_apart(atlases: Mapping[str, Atlas]) -> list[int]:
    """Industries by how far the quotients of these regions lie apart, the farthest first, those first whose quotients are all firm."""
    if not atlases:
        return []
    quotients = np.nan_to_num(
        np.stack([atlas.quotient.estimate[atlas.regions[code]] for code, atlas in atlases.items()])
    )
    apart = quotients.max(axis=0) - (quotients.min(axis=0) if len(quotients) > 1 else 0)
    firm = np.all([atlas.firm[atlas.regions[code]] for code, atlas in atlases.items()], axis=0)
    return [int(place) for place in np.lexsort((-apart, ~firm))]
