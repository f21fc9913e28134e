"""The pages of cluster mapping as JSON: the same queries, the same names of addresses."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils import translation
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from ebpages.faces.api import Language, Paging
from ebpages.mapping.panels.panel import UnknownPanel
from ebpages.mapping.queries.cell import cell_page
from ebpages.mapping.queries.findings import panel_findings
from ebpages.mapping.queries.industries import industry_view
from ebpages.mapping.queries.overview import panel_view
from ebpages.mapping.queries.panels import Asked, panel_cards
from ebpages.mapping.queries.regions import MOST_COMPARED, UnknownPlace, region_view, regions_compared
from ebpages.mapping.queries.rules import rule_set_views
from ebpages.mapping.queries.rules_compared import rules_compared
from ebpages.mapping.shapes import (
    CellPage,
    IndustryView,
    PanelCard,
    PanelFindingView,
    PanelView,
    RegionsCompared,
    RegionView,
    RulesCompared,
    RuleSetView,
)

router = Router(tags=["observatory"])


class Panels(Schema):
    """Every panel, and the rule sets that any of them can be mapped by."""

    panels: list[PanelCard]
    rule_sets: list[RuleSetView]


class PanelFindings(Schema):
    total: int
    page: int
    size: int
    findings: list[PanelFindingView]


class MappingQuestion(Schema):
    """year: the newest of the panel without one. rules: id of a rule set, or id@version. categories: id of a scheme of cluster
    categories; without one, the panel's own industries."""

    year: int | None = None
    rules: str = ""
    categories: str = ""

    def of(self, panel: str) -> Asked:
        return Asked(panel, self.year, self.rules, self.categories)


class RegionsQuestion(MappingQuestion):
    region: list[str] = Field([], max_length=MOST_COMPARED)


@router.get(
    "/observatory/mapping",
    response=Panels,
    url_name="mapping_overview",
    summary="Cluster mapping: panels and rule sets",
)
def mapping(request: HttpRequest, language: Language = "bg") -> Panels:
    with _in(language):
        return Panels(panels=list(panel_cards(language)), rule_sets=list(rule_set_views(language)))


@router.get(
    "/observatory/mapping/{panel}", response=PanelView, url_name="mapping_panel", summary="A panel in a year"
)
def mapping_panel(
    request: HttpRequest, panel: str, asked: Query[MappingQuestion], language: Language = "bg"
) -> PanelView:
    with _in(language):
        return panel_view(asked.of(panel), language)


@router.get(
    "/observatory/mapping/{panel}/regions/{region}",
    response=RegionView,
    url_name="mapping_region",
    summary="A region: its portfolio of industries, indices and related possibilities",
)
def mapping_region(
    request: HttpRequest, panel: str, region: str, asked: Query[MappingQuestion], language: Language = "bg"
) -> RegionView:
    """Several codes joined by + are looked at as one region."""
    with _in(language):
        return region_view(asked.of(panel), region, language)


@router.get(
    "/observatory/mapping/{panel}/industries/{industry}",
    response=IndustryView,
    url_name="mapping_industry",
    summary="An industry: its regions, ranked",
)
def mapping_industry(
    request: HttpRequest, panel: str, industry: str, asked: Query[MappingQuestion], language: Language = "bg"
) -> IndustryView:
    with _in(language):
        return industry_view(asked.of(panel), industry, language)


@router.get(
    "/observatory/mapping/{panel}/cells/{region}/{industry}",
    response=CellPage,
    url_name="mapping_cell",
    summary="A region and an industry: value, bounds, years, and what every rule set says",
)
def mapping_cell(
    request: HttpRequest,
    panel: str,
    region: str,
    industry: str,
    asked: Query[MappingQuestion],
    language: Language = "bg",
) -> CellPage:
    with _in(language):
        return cell_page(asked.of(panel), region, industry, language)


@router.get(
    "/observatory/mapping/{panel}/compare",
    response=RegionsCompared,
    url_name="mapping_comparison",
    summary="Up to ten regions side by side",
)
def mapping_comparison(
    request: HttpRequest,
    panel: str,
    asked: Query[RegionsQuestion],
    language: Language = "bg",
) -> RegionsCompared:
    with _in(language):
        return regions_compared(asked.of(panel), tuple(dict.fromkeys(asked.region)), language)


@router.get(
    "/observatory/mapping/{panel}/rules",
    response=RulesCompared,
    url_name="mapping_rules",
    summary="What each rule set calls a cluster, and where they disagree",
)
def mapping_rules(
    request: HttpRequest,
    panel: str,
    asked: Query[MappingQuestion],
    paging: Query[Paging],
    language: Language = "bg",
) -> RulesCompared:
    with _in(language):
        return rules_compared(asked.of(panel), language, (paging.page - 1) * paging.size, paging.size)


@router.get(
    "/observatory/mapping/{panel}/findings",
    response=PanelFindings,
    url_name="mapping_findings",
    summary="What is wrong or remarkable about a panel",
)
def mapping_findings(
    request: HttpRequest, panel: str, paging: Query[Paging], kind: str = "", language: Language = "bg"
) -> PanelFindings:
    with _in(language):
        found, total = panel_findings(panel, kind, language, (paging.page - 1) * paging.size, paging.size)
        return PanelFindings(total=total, page=paging.page, size=paging.size, findings=list(found))


@contextmanager
def _in(language: str) -> Iterator[None]:
    """Answer in a language; what a panel does not have is not found."""
    try:
        with translation.override(language):
            yield
    except (UnknownPanel, UnknownPlace) as problem:
        raise HttpError(404, str(problem)) from None
