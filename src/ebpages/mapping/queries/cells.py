"""Cells of a year as pages show them, and the page of one: its years, what every rule set says of it, and who sits there."""

import math
from collections.abc import Iterable, Iterator

import numpy as np
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.declared.answer import WORDS, Answer
from ebpages.mapping.atlas import Atlas
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.grid import State
from ebpages.mapping.queries import wording
from ebpages.mapping.queries.panels import (
    industry_atlas,
    open_atlas,
    opened,
    region_atlas,
    rules_for,
    shown,
    years_of,
)
from ebpages.mapping.questions import PanelQuestion
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.shapes import (
    CellPage,
    CellView,
    Quantity,
    RuleAnswer,
    SittingHere,
    Stars,
    TotalView,
    Verdict,
    YearValue,
)
from ebpages.reference.regions import regions
from ebpages.reference.sectors import sectors
from ebpages.registry.queries import Question, directory, registry_is_built

LQ_DECIMALS, SHARE_DECIMALS = 2, 1
_MOST_ORGANISATIONS = 12


def cell_view(
    atlas: Atlas, result: RuleSetResult, region: int, industry: int, question: PanelQuestion
) -> CellView:
    """One cell. region, industry: places in the atlas; result: what the chosen rule set says of the year."""
    table, at = atlas.employment, (region, industry)
    code, category = table.regions[region], table.categories[industry]
    state = State(int(table.state[at]))
    return CellView(
        region=code,
        region_name=wording.region(code),
        industry=category,
        industry_name=wording.industry(category, atlas.scheme),
        state=state.word,
        note=wording.state_note(state, _flag(atlas, code, category)),
        employment=wording.quantity(table.cells[at]),
        quotient=quotient(result, region, industry),
        firm=bool(atlas.firm[at]),
        share_of_region=_per_cent(atlas.share_of_region[at], table.region_total[region]),
        share_of_industry=_per_cent(atlas.share_of_industry[at], table.category_total[industry]),
        growth=_known(100 * atlas.grown[at]),
        answer=_answer(result, at),
        stars=_stars(result, at),
        url=cell_url(question, code, category),
    )


def cell_url(question: PanelQuestion, region: str, industry: str) -> str:
    return reverse("mapping:cell", args=[question.panel, region, industry]) + question.query()


def region_url(question: PanelQuestion, region: str) -> str:
    return reverse("mapping:region", args=[question.panel, region]) + question.query()


def industry_url(question: PanelQuestion, industry: str) -> str:
    return reverse("mapping:industry", args=[question.panel, industry]) + question.query()


def quotient(result: RuleSetResult, region: int, industry: int) -> Quantity:
    return wording.quantity(result.lq[region, industry], LQ_DECIMALS)


def by_quotient(
    atlas: Atlas, result: RuleSetResult, places: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Places of cells: clusters first, then those with a firm quotient, then what would be one by the estimates, each by quotient;
    those without one last."""

    def rank(at: tuple[int, int]) -> tuple[bool, bool, bool, float]:
        lq = float(result.lq.estimate[at])
        return (
            result.answer[at] != Answer.YES,
            not atlas.firm[at],
            result.at_estimate[at] != Answer.YES,
            1.0 if math.isnan(lq) else -lq,
        )

    return sorted(places, key=rank)


def cell_page(question: PanelQuestion, region: str, industry: str) -> CellPage:
    """Raises UnknownPanel, UnknownPlace."""
    industry_atlas(question, industry)
    atlas = region_atlas(question, (region,))
    rules = rules_for(question)
    row, column = at = atlas.regions[region], atlas.industries[industry]
    cell = cell_view(atlas, atlas.mapped(rules), row, column, question)
    answers = tuple(_rule_answer(atlas.mapped(each), each, at) for each in rule_sets().values())
    organisations, directory_url = _organisations(region, industry)
    return CellPage(
        shown=shown(atlas, rules, question),
        question=_("%(industry)s in %(region)s: is it a cluster?")
        % {"industry": cell.industry_name, "region": cell.region_name},
        summary=_summary([each.answer.code for each in answers]),
        cell=cell,
        method=wording.method(
            max(int(atlas.bounds.method[part]) for part in _parts(atlas, region, industry))
        ),
        printed=_printed(atlas, region, industry),
        totals=_totals(atlas, row, column),
        years=tuple(_years(question, region, industry)),
        answers=answers,
        organisations=organisations,
        organisations_url=directory_url,
        url=cell_url(question, region, industry),
    )


def _summary(answers: list[str]) -> str:
    return _("Of %(all)d rule sets %(yes)d say yes and %(no)d say no; for %(open)d what is published does not suffice.") % {
        "yes": answers.count("yes"), "all": len(answers), "no": answers.count("no"), "open": answers.count("cannot_be_told"),
    }  # fmt: skip


def _totals(atlas: Atlas, row: int, column: int) -> tuple[TotalView, ...]:
    table = atlas.employment
    unknown = ~table.told
    return tuple(
        TotalView(title, wording.quantity(figure), int(cells.sum()))
        for title, figure, cells in (
            (_("The region, all industries"), table.region_total[row], unknown[row]),
            (_("The industry, all regions"), table.category_total[column], unknown[:, column]),
            (_("All regions and industries"), table.total, unknown),
        )
    )


def _printed(atlas: Atlas, region: str, industry: str) -> str:
    """The rows of the source, one for each part: region, industry, year, value and flag."""
    grid, lines = atlas.grid, []
    for row, column in _parts(atlas, region, industry):
        at = row, column
        value = ":" if grid.state[at] < State.ZERO else f"{grid.value[at]:g}"
        place = grid.regions.codes[row], grid.industries.codes[column]
        lines.append("\t".join((*place, str(atlas.year), value, str(grid.flag[at]))).rstrip())
    return "\n".join(lines)


def _parts(atlas: Atlas, region: str, industry: str) -> list[tuple[int, int]]:
    """The places in the grid of the cells that make up a cell of the atlas."""
    grid = atlas.grid
    schemed = {each.code: each.industries for each in atlas.scheme.categories} if atlas.scheme else {}
    return [
        (grid.regions.place[row], grid.industries.place[column])
        for row in region.split(wording.JOINED)
        for column in schemed.get(industry, (industry,))
        if row in grid.regions.place and column in grid.industries.place
    ]


def _years(question: PanelQuestion, region: str, industry: str) -> Iterator[YearValue]:
    """Every year in which the panel has this region and industry, oldest first."""
    panel = opened(question.panel)
    for year in years_of(panel):
        atlas = open_atlas(panel, year, question.categories)
        if wording.JOINED in region and set(region.split(wording.JOINED)) <= set(atlas.regions):
            atlas = open_atlas(panel, year, question.categories, (region,))
        if region in atlas.regions and industry in atlas.covered:
            at = atlas.regions[region], atlas.industries[industry]
            yield YearValue(
                year=atlas.year,
                state=State(int(atlas.employment.state[at])).word,
                employment=wording.quantity(atlas.employment.cells[at]),
                quotient=wording.quantity(atlas.quotient[at], LQ_DECIMALS),
            )


def _rule_answer(result: RuleSetResult, rules: RuleSet, at: tuple[int, int]) -> RuleAnswer:
    return RuleAnswer(
        rules=wording.rule_set_view(rules, result),
        answer=_answer(result, at),
        tests=tuple(_verdicts(result, rules, at)),
        stars=_stars(result, at),
    )


def _verdicts(result: RuleSetResult, rules: RuleSet, at: tuple[int, int]) -> Iterator[Verdict]:
    for test in (*rules.tests, *rules.levels):
        reason = result.not_assessable.get(test.id)
        yield Verdict(
            id=test.id,
            title=wording.text(test.title),
            code=WORDS[result.tests[test.id][at]],
            reason=wording.text(rules.reasons[reason]) if reason else "",
            certainty=wording.rule_certainty(test.certainty) if test.certainty == "unverified" else "",
        )


def _organisations(region: str, industry: str) -> tuple[tuple[SittingHere, ...], str]:
    """Clusters of the registry with a seat in the region and a sector that covers the industry, and where all of them are."""
    oblasts = tuple(
        item.code
        for item in regions(3)
        if any(item.code.startswith(part) for part in region.split(wording.JOINED))
    )
    division = industry[1:] if industry[:1].isalpha() else industry
    covering = tuple(item.code for item in sectors() if division in item.nace)
    if not (oblasts and covering and registry_is_built()):
        return (), ""
    chosen = {"kind": ("cluster_organisation",), "region": oblasts, "sector": covering}
    page = directory(
        Question(on=timezone.localdate(), chosen=chosen, sort="name", size=_MOST_ORGANISATIONS),
    )
    listed = tuple(SittingHere(each.name, each.url, each.seat, each.sectors) for each in page.results)
    query = "&".join(f"{key}={value}" for key, values in chosen.items() for value in values)
    return listed, f"{reverse('registry:organisations')}?{query}"


def _answer(result: RuleSetResult, at: tuple[int, int]) -> Verdict:
    return Verdict("answer", _("Answer"), WORDS[result.answer[at]], WORDS[result.at_estimate[at]])


def _stars(result: RuleSetResult, at: tuple[int, int]) -> Stars | None:
    if result.stars_low is None or result.stars_high is None:
        return None
    possible = len(rule_sets()[f"{result.rule_set}@{result.version}"].stars)
    return Stars(int(result.stars_low[at]), int(result.stars_high[at]), possible)


def _flag(atlas: Atlas, region: str, industry: str) -> str:
    """The source's letters, empty for what is no single cell of the source."""
    grid = atlas.grid
    if region not in grid.regions.place or industry not in grid.industries.place:
        return ""
    return str(grid.flag[grid.regions.place[region], grid.industries.place[industry]])


def _per_cent(share: Estimates, total: Estimates) -> Quantity:
    """A share of a total. Where nothing limits the total from above, its estimate is the sum of what is known, and a share of that
    would be the largest possible one: 100 % of coal for the only region that is not confidential."""
    estimate = 100 * share.estimate if math.isfinite(total.high) else np.asarray(np.nan)
    return wording.quantity(Estimates(100 * share.low, 100 * share.high, estimate=estimate), SHARE_DECIMALS)


def _known(value: float) -> float | None:
    return None if math.isnan(value) or math.isinf(value) else value
