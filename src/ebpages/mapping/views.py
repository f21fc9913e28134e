"""Cluster mapping: panels, a region, an industry, a cell, regions side by side, rule sets side by side, and their files."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.addresses import View, asks_only, chosen, page_number, page_of, text, whole_list
from ebpages.faces.citations import citation, citation_answer, cited
from ebpages.faces.file_answers import FORMATS_WITH_PICTURES, PICTURE_TYPES, file_answer, file_links
from ebpages.faces.pictures import both_widths, picture_answer
from ebpages.mapping import tables
from ebpages.mapping.panels.panel import ReplacedPanel, UnknownPanel
from ebpages.mapping.queries import charts, wording
from ebpages.mapping.queries.cells import cell_page
from ebpages.mapping.queries.industries import industry_view
from ebpages.mapping.queries.matrix import group_choices, matrix, panel_cells, panel_view
from ebpages.mapping.queries.panels import (
    UnknownPlace,
    finding_kinds,
    insist_on_files,
    opened,
    panel_cards,
    panel_findings,
    panels_out_of_order,
    title_of,
)
from ebpages.mapping.queries.regions import region_view, regions_compared
from ebpages.mapping.queries.rules import rules_compared
from ebpages.mapping.questions import MOST_COMPARED, PanelQuestion
from ebpages.mapping.shapes import (
    CellPage,
    IndustryView,
    PanelView,
    RegionsCompared,
    RegionView,
    RulesCompared,
)
from ebpages.publish.chart import Chart
from ebpages.publish.citation import Citation
from ebpages.publish.tables import FORMATS

PAGE = 50
QUESTION = ("year", "rules", "categories")
_DIGITS_OF_A_YEAR = 4
Cited = PanelView | RegionView | IndustryView | CellPage | RegionsCompared | RulesCompared


def panel_question(panel: str, given: QueryDict) -> PanelQuestion:
    """What an address asks of a panel. Raises Http404 for a year that is none."""
    year = text(given, "year")
    if year and not (year.isdecimal() and len(year) == _DIGITS_OF_A_YEAR):
        raise Http404("no such year")
    return PanelQuestion(panel, int(year) if year else None, text(given, "rules"), text(given, "categories"))


def or_not_found(view: View) -> View:
    """What a panel does not have is no page. One that is loaded anew meanwhile is asked again."""

    @wraps(view)
    def answered(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            try:
                return view(request, *args, **kwargs)
            except ReplacedPanel:
                return view(request, *args, **kwargs)
        except UnknownPlace as problem:
            raise Http404(str(problem)) from None
        except UnknownPanel as problem:
            insist_on_files(kwargs["panel"])
            raise Http404(str(problem)) from None

    return answered


def overview(request: HttpRequest) -> HttpResponse:
    cards = panel_cards()
    context = {
        "panels": cards,
        "missing_panels": panels_out_of_order(cards),
        "rule_sets": wording.rule_set_views(),
    }
    return render(request, "mapping/overview.html", context)


@or_not_found
def panel(request: HttpRequest, panel: str) -> HttpResponse:
    question, country = panel_question(panel, request.GET), text(request.GET, "country", 2)
    choices = group_choices(question, country)
    country = country if any(choice.chosen for choice in choices) else choices[0].code if choices else ""
    view = panel_view(question)
    context = {
        "view": view,
        "matrix": matrix(question, country),
        "groups": group_choices(question, country),
        "kept": [("country", country)] if country else [],
        "downloads": _files("panel_file", [panel], question, pictures=False),
        **_cited(request, view),
    }
    return render(request, "mapping/panel.html", context)


@asks_only(*QUESTION)
@or_not_found
def panel_file(request: HttpRequest, panel: str, file_format: str) -> HttpResponse:
    """Every cell of the year with what the rule set says."""
    question = panel_question(panel, request.GET)
    cells, year, rules = panel_cells(question)
    return file_answer(tables.cells_table(f"{panel}-{year}", cells, year, rules), file_format)


@or_not_found
def region(request: HttpRequest, panel: str, region: str) -> HttpResponse:
    question = panel_question(panel, request.GET)
    view = region_view(question, region)
    chart = charts.portfolio(view)
    context = {
        "downloads": _files("region_file", [panel, region], question),
        **_cited(request, view),
        **_cells_and_chart(view, chart),
    }
    return render(request, "mapping/region.html", context)


@asks_only(*QUESTION)
@or_not_found
def region_file(request: HttpRequest, panel: str, region: str, file_format: str) -> HttpResponse:
    view = region_view(panel_question(panel, request.GET), region)
    return _taken_away(view, charts.portfolio(view), file_format)


@or_not_found
def industry(request: HttpRequest, panel: str, industry: str) -> HttpResponse:
    question = panel_question(panel, request.GET)
    view = industry_view(question, industry)
    chart = charts.ranking(view)
    areas = charts.industry_map(view)
    on_map = both_widths(areas) if areas else {"chart": "", "narrow_chart": ""}
    context = {
        "map": on_map["chart"],
        "narrow_map": on_map["narrow_chart"],
        "downloads": _files("industry_file", [panel, industry], question),
        **_cited(request, view),
        **_cells_and_chart(view, chart),
    }
    return render(request, "mapping/industry.html", context)


@asks_only(*QUESTION)
@or_not_found
def industry_file(request: HttpRequest, panel: str, industry: str, file_format: str) -> HttpResponse:
    view = industry_view(panel_question(panel, request.GET), industry)
    return _taken_away(view, charts.ranking(view), file_format)


@or_not_found
def cell(request: HttpRequest, panel: str, region: str, industry: str) -> HttpResponse:
    question = panel_question(panel, request.GET)
    view = cell_page(question, region, industry)
    chart = charts.years(view)
    context = {
        "view": view,
        "region_url": reverse("mapping:region", args=[panel, region]) + question.query(),
        "industry_url": reverse("mapping:industry", args=[panel, industry]) + question.query(),
        "kept": [],
        **_cited(request, view),
        **(both_widths(chart) if len(view.years) > 1 else {}),
    }
    return render(request, "mapping/cell.html", context)


@or_not_found
def comparison(request: HttpRequest, panel: str) -> HttpResponse:
    question, codes = panel_question(panel, request.GET), chosen(request.GET, "region")
    if codes and text(request.GET, "as") == "one":
        joined = wording.JOINED.join(codes)
        return HttpResponseRedirect(reverse("mapping:region", args=[panel, joined]) + question.query())
    view = _compared(request, panel)
    chart = charts.side_by_side(view)
    query = request.GET.copy()
    context = {
        "view": view,
        "left_out": max(0, len(codes) - MOST_COMPARED),
        "kept": [("region", code) for code in codes[:MOST_COMPARED]],
        "downloads": file_links("mapping:comparison_file", [panel], f"?{query.urlencode()}") if codes else [],
        **_cited(request, view),
        **(both_widths(chart) | {"chart_title": chart.title} if chart else {}),
    }
    return render(request, "mapping/comparison.html", context)


@asks_only("region", *QUESTION)
@or_not_found
def comparison_file(request: HttpRequest, panel: str, file_format: str) -> HttpResponse:
    return file_answer(tables.comparison_table(_compared(request, panel)), file_format)


def _compared(request: HttpRequest, panel: str) -> RegionsCompared:
    return regions_compared(panel_question(panel, request.GET), chosen(request.GET, "region")[:MOST_COMPARED])


@or_not_found
def rules(request: HttpRequest, panel: str) -> HttpResponse:
    question, place = panel_question(panel, request.GET), page_number(request.GET)
    view = rules_compared(question, (place - 1) * PAGE, PAGE)
    context = {
        "view": view,
        "page": page_of(request.GET, number=place, size=PAGE, total=view.disagreement_total),
        "downloads": _files("rules_file", [panel], question, pictures=False),
        "kept": [],
        **_cited(request, view),
    }
    return render(request, "mapping/rules.html", context)


@asks_only(*QUESTION)
@or_not_found
def rules_file(request: HttpRequest, panel: str, file_format: str) -> HttpResponse:
    return file_answer(
        tables.disagreements_table(rules_compared(panel_question(panel, request.GET))), file_format
    )


@or_not_found
def findings(request: HttpRequest, panel: str) -> HttpResponse:
    place, kind = page_number(request.GET), text(request.GET, "kind")
    findings, total = panel_findings(panel, kind, (place - 1) * PAGE, PAGE)
    head = opened(panel).head
    panel_url = reverse("mapping:panel", args=[panel])
    context = {
        "title": title_of(head),
        "panel_url": panel_url,
        "shown": {"panel_title": title_of(head), "panel_url": panel_url},
        "kinds": finding_kinds(panel, kind),
        "findings": findings,
        "page": page_of(request.GET, number=place, size=PAGE, total=total),
    }
    return render(request, "mapping/findings.html", context)


def _files(
    name: str, place: list[str], question: PanelQuestion, *, pictures: bool = True
) -> list[tuple[str, str]]:
    formats = FORMATS_WITH_PICTURES if pictures else FORMATS
    return file_links(f"mapping:{name}", place, question.query(), formats=formats)


@or_not_found
def citation_file(
    request: HttpRequest, cited_page: str, panel: str, file_format: str, **place: str
) -> HttpResponse:
    """cited_page: the name of its address. place: the rest of what the address names."""
    pages: dict[str, Callable[..., Cited]] = {
        "panel": panel_view, "region": region_view, "industry": industry_view, "cell": cell_page, "rules": rules_compared,
    }  # fmt: skip
    if cited_page == "comparison":
        view: Cited = _compared(request, panel)
    else:
        view = pages[cited_page](panel_question(panel, request.GET), *place.values())
    return citation_answer(_citation(request, view), file_format)


def _cited(request: HttpRequest, view: Cited) -> dict[str, object]:
    return cited(request, _citation(request, view), whole_list(request.GET))


def _citation(request: HttpRequest, view: Cited) -> Citation:
    shown = view.shown
    title = ": ".join(filter(None, (shown.panel_title, _subject(view))))
    edition = shown.source.edition
    return citation(
        request,
        whole_list(request.GET),
        title=title,
        text=f"{title}. {shown.citation}",
        state=shown.state,
        data_of=edition if edition[:4].isdecimal() else str(shown.year),
    )


def _subject(view: Cited) -> str:
    """What of a panel a page is about; empty for the page of the whole panel."""
    match view:
        case RegionView() | IndustryView():
            return view.name
        case CellPage():
            return f"{view.cell.region_name}: {view.cell.industry_name}"
        case RegionsCompared():
            return ", ".join(region.name for region in view.regions) or _("Regions compared")
        case RulesCompared():
            return _("Rule sets compared")
    return ""


def _cells_and_chart(view: RegionView | IndustryView, chart: Chart) -> dict[str, object]:
    """What the pages of a region and of an industry have in common."""
    return {
        "view": view,
        "chart_title": chart.title,
        "stars": any(cell.stars for cell in view.cells),
        "kept": [],
        **both_widths(chart),
    }


def _taken_away(view: RegionView | IndustryView, chart: Chart, file_format: str) -> HttpResponse:
    """The chart as a picture, or the cells as a table."""
    name = f"{view.shown.panel}-{view.code}-{view.shown.year}"
    if file_format in PICTURE_TYPES:
        return picture_answer(chart, name, file_format)
    table = tables.cells_table(name, view.cells, view.shown.year, view.shown.rules.id)
    return file_answer(table, file_format)
