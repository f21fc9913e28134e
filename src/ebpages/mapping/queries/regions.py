"""A region in a year of a panel: its portfolio, how specialised it is, what it could turn to; and regions side by side."""

from collections.abc import Mapping

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.mapping.atlas import Atlas
from ebpages.mapping.profiles import possibilities, region_indices, region_shifts
from ebpages.mapping.queries import cells, wording
from ebpages.mapping.queries.panels import Asked, atlas_asked, rules_asked, shown
from ebpages.mapping.shapes import Choice, ComparedRegion, Index, Possibility, RegionsCompared, RegionView

MOST_COMPARED = 10
_MOST_POSSIBILITIES = 10
_MOST_INDUSTRIES = 20


class UnknownPlace(LookupError):
    """A region or industry that a panel does not have in a year."""


def region_view(asked: Asked, code: str, language: str) -> RegionView:
    """Raises UnknownPanel, UnknownPlace."""
    of = region_atlas(asked, (code,))
    rules = rules_asked(asked)
    mapped = of.mapped(rules)
    place = of.regions[code]
    ranked = cells.by_quotient(of, mapped, ((place, industry) for industry in of.industries.values()))
    return RegionView(
        shown=shown(of, rules, asked, language),
        code=code,
        name=wording.region(code),
        parts=tuple(code.split(wording.JOINED)) if wording.JOINED in code else (),
        employment=cells.region_employment(of, place),
        cells=tuple(cells.cell_view(of, mapped, *at, asked) for at in ranked),
        indices=indices(of, place),
        shifts=_shifts(of, place),
        possibilities=_possibilities(of, place, asked, mapped),
        since=of.earlier_year,
        url=cells.region_url(asked, code),
    )


def regions_compared(asked: Asked, codes: tuple[str, ...], language: str) -> RegionsCompared:
    """Up to ten regions, and the industries in which their quotients lie farthest apart. Raises UnknownPanel, UnknownPlace."""
    codes = codes[:MOST_COMPARED]
    plain, rules = region_atlas(asked, ()), rules_asked(asked)
    each = {code: region_atlas(asked, (code,)) for code in codes}
    return RegionsCompared(
        shown=shown(plain, rules, asked, language),
        regions=tuple(_compared(of, of.regions[code], asked) for code, of in each.items()),
        industries=tuple(
            tuple(
                cells.cell_view(of, of.mapped(rules), of.regions[code], industry, asked)
                for code, of in each.items()
            )
            for industry in farthest_apart(each)[:_MOST_INDUSTRIES]
        ),
        choices=tuple(Choice(code, wording.region(code), code in codes, "") for code in plain.regions),
        url=reverse("mapping:comparison", args=[asked.panel]) + asked.query(),
    )


def region_atlas(asked: Asked, codes: tuple[str, ...]) -> Atlas:
    """The year asked for, with those of the regions that are put together from others."""
    plain = atlas_asked(asked)
    parts = {part for code in codes for part in code.split(wording.JOINED)}
    if strange := sorted(parts - set(plain.regions) - set(plain.grid.regions.codes)):
        raise UnknownPlace(
            _("%(panel)s has no region %(code)s in %(year)d")
            % {"panel": asked.panel, "code": strange[0], "year": plain.year}
        )
    custom = tuple(code for code in codes if code not in plain.regions)
    return atlas_asked(asked, custom) if custom else plain


def indices(of: Atlas, place: int) -> tuple[Index, ...]:
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
    found = region_indices(of, place)
    return tuple(_index(name, *titles[name], *found[name]) for name in titles if name in found)


def _shifts(of: Atlas, place: int) -> tuple[Index, ...]:
    """What moved a region, in persons."""
    titles = {
        "national": (
            _("All regions together"),
            _("Had everything here grown like all regions and industries together."),
        ),
        "industry_mix": (_("Its industries"), _("Because its industries grew faster or slower everywhere.")),
        "regional": (
            _("The region itself"),
            _("Because its industries grew faster or slower here than elsewhere."),
        ),
    }
    return tuple(
        Index(name, *titles[name][:1], value, wording.change(value), titles[name][1], certain)
        for name, (value, certain) in region_shifts(of, place).items()
        if value is not None
    )


def _index(name: str, title: str, meaning: str, decimals: int, value: float | None, certain: bool) -> Index:
    return Index(name, title, value, wording.plain(value, decimals), meaning, certain)


def _possibilities(of: Atlas, place: int, asked: Asked, mapped: object) -> tuple[Possibility, ...]:
    return tuple(
        Possibility(
            industry=(code := of.employment.categories[industry]),
            name=wording.industry(code, of.scheme),
            density=density,
            quotient=cells.quotient(mapped, place, industry),
            url=cells.industry_url(asked, code),
        )
        for industry, density in possibilities(of, place)[:_MOST_POSSIBILITIES]
    )


def _compared(of: Atlas, place: int, asked: Asked) -> ComparedRegion:
    code = of.employment.regions[place]
    return ComparedRegion(
        code,
        wording.region(code),
        cells.region_employment(of, place),
        indices(of, place),
        cells.region_url(asked, code),
    )


def farthest_apart(of_regions: Mapping[str, Atlas]) -> list[int]:
    """Industries by how far the quotients of these regions lie apart, the farthest first."""
    if not of_regions:
        return []
    chosen = np.nan_to_num(
        np.stack([of.quotient.estimate[of.regions[code]] for code, of in of_regions.items()])
    )
    apart = chosen.max(axis=0) - (chosen.min(axis=0) if len(chosen) > 1 else 0)
    return [int(place) for place in np.argsort(-apart, kind="stable")]
