"""An industry in a year of a panel: where it is, how concentrated, and what stands beside it."""

from django.utils.translation import gettext as _

from ebpages.mapping.atlas import Atlas
from ebpages.mapping.indices import industry_indices, neighbours
from ebpages.mapping.queries import cells, charts, wording
from ebpages.mapping.queries.panels import industry_atlas, rules_for, shown
from ebpages.mapping.questions import PanelQuestion
from ebpages.mapping.shapes import Index, IndustryView, Neighbour

_MOST_NEIGHBOURS = 10


def industry_view(question: PanelQuestion, code: str) -> IndustryView:
    """Raises UnknownPanel, UnknownPlace."""
    atlas, rules = industry_atlas(question, code), rules_for(question)
    result, place = atlas.mapped(rules), atlas.industries[code]
    ranked = cells.by_quotient(atlas, result, ((region, place) for region in atlas.regions.values()))
    views = tuple(cells.cell_view(atlas, result, *at, question) for at in ranked)
    return IndustryView(
        shown=shown(atlas, rules, question),
        code=code,
        name=wording.industry(code, atlas.scheme),
        summary=wording.clusters(views, [cell.region_name for cell in views]),
        chart_note=wording.drawn(len(charts.highest(views)), len(views)),
        employment=wording.quantity(atlas.employment.category_total[place]),
        cells=views,
        indices=_indices(atlas, place),
        neighbours=_neighbours(atlas, place, question),
        since=atlas.earlier_year,
        url=cells.industry_url(question, code),
    )


def _indices(atlas: Atlas, place: int) -> tuple[Index, ...]:
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
    return wording.indices(titles, industry_indices(atlas, place))


def _neighbours(atlas: Atlas, place: int, question: PanelQuestion) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            code := atlas.employment.categories[other],
            wording.industry(code, atlas.scheme),
            near,
            cells.industry_url(question, code),
        )
        for other, near in neighbours(atlas, place)[:_MOST_NEIGHBOURS]
    )
