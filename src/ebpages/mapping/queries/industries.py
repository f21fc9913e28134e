"""An industry in a year of a panel: where it is, how concentrated, and what stands beside it."""

from django.utils.translation import gettext as _

from ebpages.mapping.atlas import Atlas
from ebpages.mapping.profiles import industry_indices, neighbours
from ebpages.mapping.queries import cells, wording
from ebpages.mapping.queries.panels import Asked, atlas_asked, rules_asked, shown
from ebpages.mapping.queries.regions import UnknownPlace
from ebpages.mapping.shapes import Index, IndustryView, Neighbour

_MOST_NEIGHBOURS = 10


def industry_view(asked: Asked, code: str, language: str) -> IndustryView:
    """Raises UnknownPanel, UnknownPlace."""
    of = industry_atlas(asked, code)
    rules = rules_asked(asked)
    mapped = of.mapped(rules)
    place = of.industries[code]
    ranked = cells.by_quotient(of, mapped, ((region, place) for region in of.regions.values()))
    return IndustryView(
        shown=shown(of, rules, asked, language),
        code=code,
        name=wording.industry(code, of.scheme),
        employment=cells.industry_employment(of, place),
        cells=tuple(cells.cell_view(of, mapped, *at, asked) for at in ranked),
        indices=_indices(of, place),
        neighbours=_neighbours(of, place, asked),
        since=of.earlier_year,
        url=cells.industry_url(asked, code),
    )


def industry_atlas(asked: Asked, code: str) -> Atlas:
    of = atlas_asked(asked)
    if code not in of.industries:
        raise UnknownPlace(
            _("%(panel)s has no industry %(code)s in %(year)d")
            % {"panel": asked.panel, "code": code, "year": of.year}
        )
    return of


def _indices(of: Atlas, place: int) -> tuple[Index, ...]:
    titles = {
        "gini": (
            _("Locational Gini"),
            _("0: spread as all employment is; near 1: all in a region of little else."),
            2,
        ),
        "herfindahl": (_("Herfindahl index"), _("1: all of it is in one region."), 3),
        "regions": (
            _("Regions specialised in it"),
            _("Regions with an estimated location quotient of at least 1."),
            0,
        ),
        "complexity": (_("Complexity"), _("In standard deviations from the mean of the industries."), 2),
    }
    found = industry_indices(of, place)
    return tuple(
        Index(name, title, found[name][0], wording.plain(found[name][0], decimals), meaning, found[name][1])
        for name, (title, meaning, decimals) in titles.items()
    )


def _neighbours(of: Atlas, place: int, asked: Asked) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            code := of.employment.categories[other],
            wording.industry(code, of.scheme),
            near,
            cells.industry_url(asked, code),
        )
        for other, near in neighbours(of, place)[:_MOST_NEIGHBOURS]
    )
