"""Cells of a year as pages show them: values with bounds, quotients, shares, growth and what a rule set says."""

import math
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.declared.answer import WORDS, Answer
from ebpages.mapping.atlas import Atlas
from ebpages.mapping.grid import State
from ebpages.mapping.queries import wording
from ebpages.mapping.queries.panels import Asked
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.shapes import CellView, Quantity, Stars, Verdict

LQ_DECIMALS = 2


def cell_view(of: Atlas, mapped: RuleSetResult, region: int, industry: int, asked: Asked) -> CellView:
    """One cell. region, industry: places in the atlas; mapped: what the chosen rule set says of the year."""
    code, category = of.employment.regions[region], of.employment.categories[industry]
    state = int(of.employment.state[region, industry])
    return CellView(
        region=code,
        region_name=wording.region(code),
        industry=category,
        industry_name=wording.industry(category, of.scheme),
        state=State(state).word,
        note=wording.state_note(state, flag(of, code, category)),
        employment=employment(of, region, industry),
        quotient=quotient(mapped, region, industry),
        share_of_region=_share(of, region, industry, of.employment.region_total.estimate[region]),
        share_of_industry=_share(of, region, industry, of.employment.category_total.estimate[industry]),
        growth=known(100 * of.grown[region, industry]),
        answer=answer(mapped, region, industry),
        stars=stars(mapped, region, industry),
        url=cell_url(asked, code, category),
    )


def cell_url(asked: Asked, region: str, industry: str) -> str:
    return reverse("mapping:cell", args=[asked.panel, region, industry]) + asked.query()


def region_url(asked: Asked, region: str) -> str:
    return reverse("mapping:region", args=[asked.panel, region]) + asked.query()


def industry_url(asked: Asked, industry: str) -> str:
    return reverse("mapping:industry", args=[asked.panel, industry]) + asked.query()


def employment(of: Atlas, region: int, industry: int) -> Quantity:
    cells = of.employment.cells
    at = (region, industry)
    return wording.quantity(float(cells.estimate[at]), float(cells.low[at]), float(cells.high[at]))


def region_employment(of: Atlas, region: int) -> Quantity:
    return _total(of.employment.region_total, region)


def industry_employment(of: Atlas, industry: int) -> Quantity:
    return _total(of.employment.category_total, industry)


def _total(totals: object, place: int) -> Quantity:
    return wording.quantity(*(float(getattr(totals, name)[place]) for name in ("estimate", "low", "high")))


def quotient(mapped: RuleSetResult, region: int, industry: int) -> Quantity:
    at = (region, industry)
    return wording.quantity(
        float(mapped.lq.estimate[at]), float(mapped.lq.low[at]), float(mapped.lq.high[at]), LQ_DECIMALS
    )


def answer(mapped: RuleSetResult, region: int, industry: int) -> Verdict:
    at = (region, industry)
    return Verdict("answer", _("Answer"), WORDS[mapped.answer[at]], WORDS[mapped.at_estimate[at]])


def stars(mapped: RuleSetResult, region: int, industry: int) -> Stars | None:
    if mapped.stars_low is None or mapped.stars_high is None:
        return None
    at = (region, industry)
    of = len(rule_sets()[f"{mapped.rule_set}@{mapped.version}"].stars)
    return Stars(int(mapped.stars_low[at]), int(mapped.stars_high[at]), of)


def flag(of: Atlas, region: str, industry: str) -> str:
    """The source's letters, empty for what is no single cell of the source."""
    grid = of.grid
    if region not in grid.regions.place or industry not in grid.industries.place:
        return ""
    return str(grid.flag[grid.regions.place[region], grid.industries.place[industry]])


def known(value: float) -> float | None:
    return None if math.isnan(value) or math.isinf(value) else value


def by_quotient(of: Atlas, mapped: RuleSetResult, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places of cells: clusters first, then what would be one by the estimates, each by quotient; those without one last."""

    def rank(at: tuple[int, int]) -> tuple[bool, bool, float]:
        lq = float(mapped.lq.estimate[at])
        return (
            mapped.answer[at] != Answer.YES,
            mapped.at_estimate[at] != Answer.YES,
            1.0 if math.isnan(lq) else -lq,
        )

    return sorted(places, key=rank)


def _share(of: Atlas, region: int, industry: int, total: float) -> float | None:
    cells = of.employment.cells
    at = (region, industry)
    if cells.low[at] != cells.high[at] or not total > 0:
        return None
    return known(float(100 * cells.estimate[at] / total))
