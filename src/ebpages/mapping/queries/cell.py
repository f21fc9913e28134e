"""One cell of a panel: its value as published, its years, what every rule set says of it, and which organisations sit there."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.declared.answer import WORDS
from ebpages.mapping.atlas import Atlas
from ebpages.mapping.grid import State
from ebpages.mapping.queries import cells, wording
from ebpages.mapping.queries.industries import industry_atlas
from ebpages.mapping.queries.panels import Asked, atlas, opened, rules_asked, shown, years_of
from ebpages.mapping.queries.regions import region_atlas
from ebpages.mapping.queries.rules import rule_set_view
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.shapes import CellPage, RuleAnswer, SittingHere, TotalView, Verdict, YearValue
from ebpages.reference.regions import regions
from ebpages.reference.sectors import sectors
from ebpages.registry.queries import Question, directory, registry_is_built

_MOST_ORGANISATIONS = 12


def cell_page(asked: Asked, region: str, industry: str, language: str) -> CellPage:
    """Raises UnknownPanel, UnknownPlace."""
    industry_atlas(asked, industry)
    of = region_atlas(asked, (region,))
    rules = rules_asked(asked)
    row, column = of.regions[region], of.industries[industry]
    found, directory_url = _organisations(region, industry, language)
    return CellPage(
        shown=shown(of, rules, asked, language),
        cell=cells.cell_view(of, of.mapped(rules), row, column, asked),
        method=_method(of, region, industry),
        printed=_printed(of, region, industry),
        totals=_totals(of, row, column),
        years=_years(asked, region, industry),
        answers=tuple(_answer(of.mapped(each), each, row, column, language) for each in rule_sets().values()),
        organisations=found,
        organisations_url=directory_url,
        url=cells.cell_url(asked, region, industry),
    )


def _method(of: Atlas, region: str, industry: str) -> str:
    """How the bounds of the loosest part were found."""
    return wording.method(max(int(of.bounds.method[at]) for at in _parts(of, region, industry)))


def _totals(of: Atlas, row: int, column: int) -> tuple[TotalView, ...]:
    table = of.employment
    unknown = table.cells.low != table.cells.high
    whole = wording.quantity(*(float(getattr(table.total, name)) for name in ("estimate", "low", "high")))
    return (
        TotalView(_("The region, all industries"), cells.region_employment(of, row), int(unknown[row].sum())),
        TotalView(
            _("The industry, all regions"),
            cells.industry_employment(of, column),
            int(unknown[:, column].sum()),
        ),
        TotalView(_("All regions and industries"), whole, int(unknown.sum())),
    )


def _printed(of: Atlas, region: str, industry: str) -> str:
    """The rows of the source, one for each part: region, industry, year, value and flag."""
    grid = of.grid
    lines = []
    for at in _parts(of, region, industry):
        value = ":" if grid.state[at] < State.ZERO else f"{grid.value[at]:g}"
        texts = (
            grid.regions.codes[at[0]],
            grid.industries.codes[at[1]],
            str(of.year),
            value,
            str(grid.flag[at]),
        )
        lines.append("\t".join(texts).rstrip())
    return "\n".join(lines)


def _parts(of: Atlas, region: str, industry: str) -> list[tuple[int, int]]:
    """The places in the grid of the cells that make up a cell of the atlas."""
    grid = of.grid
    category = (
        next((each for each in of.scheme.categories if each.code == industry), None) if of.scheme else None
    )
    columns = category.industries if category else (industry,)
    return [
        (grid.regions.place[row], grid.industries.place[column])
        for row in region.split(wording.JOINED)
        for column in columns
        if row in grid.regions.place and column in grid.industries.place
    ]


def _years(asked: Asked, region: str, industry: str) -> tuple[YearValue, ...]:
    """Every year in which the panel has this region and industry, oldest first."""
    panel = opened(asked.panel)
    custom = (region,) if wording.JOINED in region else ()
    found = []
    for year in years_of(panel):
        of = atlas(panel, year, asked.categories)
        if custom and set(region.split(wording.JOINED)) <= set(of.regions):
            of = atlas(panel, year, asked.categories, custom)
        if region in of.regions and industry in of.industries:
            found.append(_year(of, of.regions[region], of.industries[industry]))
    return tuple(found)


def _year(of: Atlas, row: int, column: int) -> YearValue:
    lq = of.quotient
    at = (row, column)
    return YearValue(
        year=of.year,
        state=State(int(of.employment.state[at])).word,
        employment=cells.employment(of, row, column),
        quotient=wording.quantity(
            float(lq.estimate[at]), float(lq.low[at]), float(lq.high[at]), cells.LQ_DECIMALS
        ),
    )


def _answer(mapped: RuleSetResult, rules: RuleSet, row: int, column: int, language: str) -> RuleAnswer:
    return RuleAnswer(
        rules=rule_set_view(rules, language, mapped),
        answer=cells.answer(mapped, row, column),
        tests=tuple(_verdicts(mapped, rules, row, column, language)),
        stars=cells.stars(mapped, row, column),
    )


def _verdicts(
    mapped: RuleSetResult, rules: RuleSet, row: int, column: int, language: str
) -> Iterable[Verdict]:
    for test in (*rules.tests, *rules.levels):
        reason = mapped.not_assessable.get(test.id)
        yield Verdict(
            id=test.id,
            title=test.title.name(language),
            code=WORDS[mapped.tests[test.id][row, column]],
            reason=rules.reasons[reason].name(language) if reason else "",
            certainty=wording.rule_certainty(test.certainty) if test.certainty == "unverified" else "",
        )


def _organisations(region: str, industry: str, language: str) -> tuple[tuple[SittingHere, ...], str]:
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
    found = directory(
        Question(on=timezone.localdate(), chosen=chosen, sort="name", size=_MOST_ORGANISATIONS), language
    )
    listed = tuple(SittingHere(each.name, each.url, each.seat, each.sectors) for each in found.results)
    query = "&".join(f"{key}={value}" for key, values in chosen.items() for value in values)
    return listed, f"{reverse('registry:organisations')}?{query}"
