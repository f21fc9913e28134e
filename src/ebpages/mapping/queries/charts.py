"""The charts of cluster mapping: a region's portfolio, an industry's ranking and map, a cell's years, regions side by side."""

import math
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.mapping.shapes import CellPage, CellView, IndustryView, Quantity, RegionsCompared, RegionView
from ebpages.publish.chart import Chart, Mark
from ebpages.reference.regions import regions

MOST_ROWS = 25
LEAST_SHARE = 0.1  # per cent of a region, for an industry to stand in its portfolio
_HIGHEST_BOUND = 64.0  # a quotient that can be more is drawn as open to the right


def in_portfolio(cells: Sequence[CellView], since: int | None) -> list[CellView]:
    """What a region's portfolio draws: cells whose growth is known; where there are none, those with the highest quotients."""
    return _growing(cells, since) or highest(cells)


def highest(cells: Sequence[CellView]) -> list[CellView]:
    """The cells with the highest quotients, as many as a chart has room for: the firm ones, since others may not lead, and all where
    none is firm."""
    known = [cell for cell in cells if cell.quotient.value is not None]
    firm = [cell for cell in known if cell.firm and cell.quotient.value]
    return sorted(firm or known, key=lambda cell: -(cell.quotient.value or 0))[:MOST_ROWS]


def portfolio(view: RegionView) -> Chart:
    """Growth across, quotient upwards, persons employed as area; without an earlier year, the highest quotients with their bounds."""
    if growing := _growing(view.cells, view.since):
        return _bubbles(view, growing)
    title = _("Where %(region)s is above the average") % {"region": view.name}
    return _ranking(highest(view.cells), title, _("Industry"), by_industry=True)


def ranking(view: IndustryView) -> Chart:
    """The regions with the highest quotients."""
    found = highest(view.cells)
    if any(cell.firm for cell in found):
        title = _("Which regions have more of it than others?")
    else:
        title = _(
            "Which regions have more of it is not known: most of the data of the industry are confidential"
        )
    return _ranking(found, title, _("Region"), by_industry=False)


def industry_map(view: IndustryView) -> Chart | None:
    """The firm quotients of Bulgaria's regions on the map, of the others the bounds; None where the panel has no firm one."""
    at_home = {region.code for level in (2, 3) for region in regions(level)}
    found = [cell for cell in view.cells if cell.region in at_home]
    if not any(cell.firm and cell.quotient.value is not None for cell in found):
        return None
    return Chart(
        "choropleth", view.name, _("Region"), _("location quotient"),
        tuple(
            Mark(cell.region_name, cell.quotient.value if cell.firm else None, code=cell.region, **_bounds(cell.quotient))
            for cell in found
        ),
        active_language(), decimals=2,
    )  # fmt: skip


def years(page: CellPage) -> Chart:
    """The quotient of a cell over the years; gaps where it is not known."""
    marks = tuple(
        Mark(str(each.year), each.quotient.value, series=_("location quotient")) for each in page.years
    )
    title = f"{page.cell.region_name}: {page.cell.industry_name}"
    return Chart("line", title, _("Year"), _("location quotient"), marks, active_language(), decimals=2)


def side_by_side(view: RegionsCompared) -> Chart | None:
    """The quotients in which the regions lie farthest apart; None for fewer than two regions or more than a chart can tell apart."""
    if not 2 <= len(view.regions) <= 6:
        return None
    marks = tuple(
        Mark(cell.industry_name, cell.quotient.value, series=cell.region_name, code=cell.industry)
        for line in view.industries[:12]
        for cell in line
    )
    title = _("Where the regions lie farthest apart")
    return Chart(
        "dot",
        title,
        _("Industry"),
        _("location quotient"),
        marks,
        active_language(),
        decimals=2,
        thresholds=_thresholds(),
    )


def _bubbles(view: RegionView, cells: Iterable[CellView]) -> Chart:
    words = {
        "yes": _("a cluster"),
        "likely": _("a cluster by the estimates"),
        "no": _("no cluster"),
        "cannot_be_told": _("cannot be told"),
    }
    ordered = sorted(cells, key=lambda cell: list(words).index(_look(cell)))
    marks = tuple(
        Mark(
            cell.industry_name, cell.quotient.value, series=words[_look(cell)], code=cell.industry,
            x=cell.growth, size=cell.employment.value, low=cell.quotient.low, high=cell.quotient.high,
        )
        for cell in ordered
    )  # fmt: skip
    return Chart(
        "bubble", _("What %(region)s is strong in, and what grows") % {"region": view.name}, _("Industry"), _("location quotient"),
        marks, active_language(), decimals=2, x_title=_("growth a year since %(year)d, %%") % {"year": view.since},
        size_title=view.shown.measure, scale="log", thresholds=_thresholds(), highlight=(words["yes"], words["likely"]),
    )  # fmt: skip


def _look(cell: CellView) -> str:
    """The answer; where it cannot be told, whether the estimates would say yes."""
    open_ = cell.answer.code == "cannot_be_told"
    return "likely" if open_ and cell.answer.at_estimate == "yes" else cell.answer.code


def _ranking(cells: list[CellView], title: str, category: str, *, by_industry: bool) -> Chart:
    # Where nothing is limited from above every line would run to the edge: a note says so, and the scale serves the values.
    open_ = [cell.quotient for cell in cells if cell.quotient.bounds]
    endless = all(_high(quotient) == math.inf for quotient in open_)
    note = _("an estimate; what is published sets no upper limit") if open_ and endless else ""
    marks = tuple(
        Mark(
            cell.industry_name if by_industry else cell.region_name, cell.quotient.value,
            code=cell.industry if by_industry else cell.region, note=note if cell.quotient.bounds else "",
            **({} if endless else _bounds(cell.quotient)),
        )
        for cell in cells
    )  # fmt: skip
    yes = tuple(mark.code for mark, cell in zip(marks, cells, strict=True) if cell.answer.code == "yes")
    return Chart(
        "dot", title, category, _("location quotient"), marks, active_language(), yes,
        decimals=2, thresholds=_thresholds(),
    )  # fmt: skip


def _bounds(quotient: Quantity) -> dict[str, float | None]:
    return {"low": quotient.low, "high": _high(quotient)} if quotient.bounds else {}


def _high(quotient: Quantity) -> float:
    return quotient.high if quotient.high is not None and quotient.high <= _HIGHEST_BOUND else math.inf


def _thresholds() -> tuple[tuple[float, str], ...]:
    return ((1.0, _("average")),)


def _growing(cells: Sequence[CellView], since: int | None) -> list[CellView]:
    """Of some size: the tiniest industries grow by hundreds of per cent and would press all others together."""
    return [
        cell
        for cell in cells
        if since is not None
        and cell.growth is not None
        and cell.quotient.value
        and cell.firm
        and (cell.share_of_region.high is None or cell.share_of_region.high >= LEAST_SHARE)
    ]
