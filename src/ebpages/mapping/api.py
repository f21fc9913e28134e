"""The pages of cluster mapping as JSON: the same queries, the same names of addresses.

An operation imports its query when it is first asked, as the pages do (`urls`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from ebpages.faces.api import Language, Paging, in_language
from ebpages.mapping.panels.panel import UnknownPanel
from ebpages.mapping.questions import MOST_COMPARED, PanelQuestion
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
from ebpages.registry.one_build import one_build

router = Router(tags=["observatory"])
Operation = TypeVar("Operation", bound=Callable[..., Any])
router.add_decorator(one_build, mode="view")


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

    def about(self, panel: str) -> PanelQuestion:
        return PanelQuestion(panel, self.year, self.rules, self.categories)


class RegionsQuestion(MappingQuestion):
    region: list[str] = Field([], max_length=MOST_COMPARED)


def or_not_found(operation: Operation) -> Operation:
    """What a panel does not have is not found."""

    @wraps(operation)
    def answer(*args: Any, **kwargs: Any) -> Any:
        from ebpages.mapping.queries.panels import UnknownPlace, insist_on_files

        try:
            return operation(*args, **kwargs)
        except UnknownPlace as problem:
            raise HttpError(404, str(problem)) from None
        except UnknownPanel:
            insist_on_files(kwargs["panel"])
            raise HttpError(404, _("There is no panel “%(name)s”.") % {"name": kwargs["panel"]}) from None

    return answer  # type: ignore[return-value]


@router.get(
    "/observatory/mapping",
    response=Panels,
    url_name="mapping_overview",
    summary="Cluster mapping: panels and rule sets",
)
@in_language
def mapping(request: HttpRequest, language: Language = "bg") -> Panels:
    from ebpages.mapping.queries.panels import panel_cards
    from ebpages.mapping.queries.wording import rule_set_views

    return Panels(panels=list(panel_cards()), rule_sets=list(rule_set_views()))


@router.get(
    "/observatory/mapping/{panel}", response=PanelView, url_name="mapping_panel", summary="A panel in a year"
)
@in_language
@or_not_found
def mapping_panel(
    request: HttpRequest, panel: str, question: Query[MappingQuestion], language: Language = "bg"
) -> PanelView:
    from ebpages.mapping.queries.matrix import panel_view

    return panel_view(question.about(panel))


@router.get(
    "/observatory/mapping/{panel}/regions/{region}",
    response=RegionView,
    url_name="mapping_region",
    summary="A region: its portfolio of industries, indices and related possibilities",
)
@in_language
@or_not_found
def mapping_region(
    request: HttpRequest, panel: str, region: str, question: Query[MappingQuestion], language: Language = "bg"
) -> RegionView:
    """Several codes joined by + are looked at as one region."""
    from ebpages.mapping.queries.regions import region_view

    return region_view(question.about(panel), region)


@router.get(
    "/observatory/mapping/{panel}/industries/{industry}",
    response=IndustryView,
    url_name="mapping_industry",
    summary="An industry: its regions, ranked",
)
@in_language
@or_not_found
def mapping_industry(
    request: HttpRequest,
    panel: str,
    industry: str,
    question: Query[MappingQuestion],
    language: Language = "bg",
) -> IndustryView:
    from ebpages.mapping.queries.industries import industry_view

    return industry_view(question.about(panel), industry)


@router.get(
    "/observatory/mapping/{panel}/cells/{region}/{industry}",
    response=CellPage,
    url_name="mapping_cell",
    summary="A region and an industry: value, bounds, years, and what every rule set says",
)
@in_language
@or_not_found
def mapping_cell(
    request: HttpRequest,
    panel: str,
    region: str,
    industry: str,
    question: Query[MappingQuestion],
    language: Language = "bg",
) -> CellPage:
    from ebpages.mapping.queries.cells import cell_page

    return cell_page(question.about(panel), region, industry)


@router.get(
    "/observatory/mapping/{panel}/compare",
    response=RegionsCompared,
    url_name="mapping_comparison",
    summary="Up to ten regions side by side",
)
@in_language
@or_not_found
def mapping_comparison(
    request: HttpRequest,
    panel: str,
    question: Query[RegionsQuestion],
    language: Language = "bg",
) -> RegionsCompared:
    from ebpages.mapping.queries.regions import regions_compared

    return regions_compared(question.about(panel), tuple(dict.fromkeys(question.region)))


@router.get(
    "/observatory/mapping/{panel}/rules",
    response=RulesCompared,
    url_name="mapping_rules",
    summary="What each rule set calls a cluster, and where they disagree",
)
@in_language
@or_not_found
def mapping_rules(
    request: HttpRequest,
    panel: str,
    question: Query[MappingQuestion],
    paging: Query[Paging],
    language: Language = "bg",
) -> RulesCompared:
    from ebpages.mapping.queries.rules import rules_compared

    return rules_compared(question.about(panel), (paging.page - 1) * paging.size, paging.size)


@router.get(
    "/observatory/mapping/{panel}/findings",
    response=PanelFindings,
    url_name="mapping_findings",
    summary="What is wrong in a panel, or needs attention",
)
@in_language
@or_not_found
def mapping_findings(
    request: HttpRequest, panel: str, paging: Query[Paging], kind: str = "", language: Language = "bg"
) -> PanelFindings:
    from ebpages.mapping.queries.panels import panel_findings

    findings, total = panel_findings(panel, kind, (paging.page - 1) * paging.size, paging.size)
    return PanelFindings(total=total, page=paging.page, size=paging.size, findings=list(findings))
