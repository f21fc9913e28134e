"""Cluster mapping: panels, a region, an industry, a cell, regions side by side, rule sets side by side, and their files."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ebpages.faces import pictures as drawn
from ebpages.faces.addresses import chosen, page_number, page_of
from ebpages.faces.file_answers import file_answer
from ebpages.mapping.panels.panel import ReplacedPanel, UnknownPanel
from ebpages.mapping.queries import charts, tables, wording
from ebpages.mapping.queries.cell import cell_page
from ebpages.mapping.queries.findings import finding_kinds, panel_findings
from ebpages.mapping.queries.industries import industry_view
from ebpages.mapping.queries.overview import group_choices, matrix, panel_cells, panel_view
from ebpages.mapping.queries.panels import Asked, opened, panel_cards, title_of
from ebpages.mapping.queries.regions import MOST_COMPARED, UnknownPlace, region_view, regions_compared
from ebpages.mapping.queries.rules import rule_set_views
from ebpages.mapping.queries.rules_compared import rules_compared
from ebpages.mapping.shapes import CellPage, CellView, IndustryView, RegionView
from ebpages.publish.chart import Chart
from ebpages.publish.tables import FORMATS

PAGE = 50
_LONGEST = 80
_PICTURE_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
View = Callable[..., HttpResponse]


def read_asked(panel: str, given: QueryDict) -> Asked:
    """What an address asks of a panel; a year or rule set that is none is passed over."""
    year = given.get("year", "")
    return Asked(
        panel,
        int(year) if year.isdecimal() and len(year) == 4 else None,
        given.get("rules", "")[:_LONGEST],
        given.get("categories", "")[:_LONGEST],
    )


def or_not_found(view: View) -> View:
    """What a panel does not have is no page. One that is loaded anew meanwhile is asked again."""

    @wraps(view)
    def answered(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            try:
                return view(request, *args, **kwargs)
            except ReplacedPanel:
                return view(request, *args, **kwargs)
        except (UnknownPanel, UnknownPlace) as problem:
            raise Http404(str(problem)) from None

    return answered


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    language = _language()
    context = {"panels": panel_cards(language), "rule_sets": rule_set_views(language)}
    return render(request, "mapping/overview.html", context)


@require_safe
@or_not_found
def panel(request: HttpRequest, panel: str) -> HttpResponse:
    language = _language()
    asked, country = read_asked(panel, request.GET), request.GET.get("country", "")[:2]
    choices = group_choices(asked, country, language)
    country = country if any(choice.chosen for choice in choices) else choices[0].code if choices else ""
    context = {
        "view": panel_view(asked, language),
        "matrix": matrix(asked, country),
        "groups": group_choices(asked, country, language),
        "kept": [("country", country)] if country else [],
        "downloads": _files("panel_file", [panel], asked, pictures=False),
        "absolute_url": request.build_absolute_uri(),
    }
    return render(request, "mapping/panel.html", context)


@require_safe
@or_not_found
def panel_file(request: HttpRequest, panel: str, file_format: str) -> HttpResponse:
    """Every cell of the year with what the rule set says."""
    asked = read_asked(panel, request.GET)
    cells, year, rules = panel_cells(asked)
    return file_answer(tables.cells_table(f"{panel}-{year}", cells, year, rules), file_format)


@require_safe
@or_not_found
def region(request: HttpRequest, panel: str, region: str) -> HttpResponse:
    asked = read_asked(panel, request.GET)
    view = region_view(asked, region, _language())
    chart = charts.portfolio(view, _language())
    context = {
        "answer": _about_region(view),
        "downloads": _files("region_file", [panel, region], asked),
        "absolute_url": request.build_absolute_uri(),
        **_cells_and_chart(view, chart),
    }
    return render(request, "mapping/region.html", context)


@require_safe
@or_not_found
def region_file(request: HttpRequest, panel: str, region: str, file_format: str) -> HttpResponse:
    view = region_view(read_asked(panel, request.GET), region, _language())
    return _taken_away(view, charts.portfolio(view, _language()), file_format)


@require_safe
@or_not_found
def industry(request: HttpRequest, panel: str, industry: str) -> HttpResponse:
    asked = read_asked(panel, request.GET)
    view = industry_view(asked, industry, _language())
    chart = charts.ranking(view, _language())
    areas = charts.industry_map(view, _language())
    on_map = _drawn(areas) if areas else {"chart": "", "narrow_chart": ""}
    context = {
        "answer": _about_industry(view),
        "map": on_map["chart"],
        "narrow_map": on_map["narrow_chart"],
        "downloads": _files("industry_file", [panel, industry], asked),
        "absolute_url": request.build_absolute_uri(),
        **_cells_and_chart(view, chart),
    }
    return render(request, "mapping/industry.html", context)


@require_safe
@or_not_found
def industry_file(request: HttpRequest, panel: str, industry: str, file_format: str) -> HttpResponse:
    view = industry_view(read_asked(panel, request.GET), industry, _language())
    return _taken_away(view, charts.ranking(view, _language()), file_format)


@require_safe
@or_not_found
def cell(request: HttpRequest, panel: str, region: str, industry: str) -> HttpResponse:
    asked = read_asked(panel, request.GET)
    view = cell_page(asked, region, industry, _language())
    chart = charts.years(view, _language())
    context = {
        "view": view,
        "question": _("%(industry)s in %(region)s: is it a cluster?")
        % {"industry": view.cell.industry_name, "region": view.cell.region_name},
        "answer": _about_cell(view),
        "nobody": _(
            "The registry knows no cluster organisation with a seat here and this industry in its sectors."
        ),
        "region_url": reverse("mapping:region", args=[panel, region]) + asked.query(),
        "industry_url": reverse("mapping:industry", args=[panel, industry]) + asked.query(),
        "kept": [],
        "absolute_url": request.build_absolute_uri(),
        **(_drawn(chart) if len(view.years) > 1 else {}),
    }
    return render(request, "mapping/cell.html", context)


@require_safe
@or_not_found
def comparison(request: HttpRequest, panel: str) -> HttpResponse:
    asked, codes = read_asked(panel, request.GET), chosen(request.GET, "region")
    if codes and request.GET.get("as") == "one":
        joined = wording.JOINED.join(codes)
        return HttpResponseRedirect(reverse("mapping:region", args=[panel, joined]) + asked.query())
    view = regions_compared(asked, codes[:MOST_COMPARED], _language())
    chart = charts.side_by_side(view, _language())
    query = request.GET.copy()
    context = {
        "view": view,
        "left_out": max(0, len(codes) - MOST_COMPARED),
        "kept": [("region", code) for code in codes[:MOST_COMPARED]],
        "downloads": [
            (f.upper(), reverse("mapping:comparison_file", args=[panel, f]) + f"?{query.urlencode()}") for f in FORMATS
        ] if codes else [],
        "absolute_url": request.build_absolute_uri(),
        **(_drawn(chart) | {"chart_title": chart.title} if chart else {}),
    }  # fmt: skip
    return render(request, "mapping/comparison.html", context)


@require_safe
@or_not_found
def comparison_file(request: HttpRequest, panel: str, file_format: str) -> HttpResponse:
    codes = chosen(request.GET, "region")
    view = regions_compared(read_asked(panel, request.GET), codes[:MOST_COMPARED], _language())
    return file_answer(tables.comparison_table(view), file_format)


@require_safe
@or_not_found
def rules(request: HttpRequest, panel: str) -> HttpResponse:
    asked, place = read_asked(panel, request.GET), page_number(request.GET)
    view = rules_compared(asked, _language(), (place - 1) * PAGE, PAGE)
    context = {
        "view": view,
        "page": page_of(request.GET, number=place, size=PAGE, total=view.disagreement_total),
        "downloads": _files("rules_file", [panel], asked, pictures=False),
        "kept": [],
        "absolute_url": request.build_absolute_uri(),
    }
    return render(request, "mapping/rules.html", context)


@require_safe
@or_not_found
def rules_file(request: HttpRequest, panel: str, file_format: str) -> HttpResponse:
    return file_answer(
        tables.disagreements_table(rules_compared(read_asked(panel, request.GET), _language())), file_format
    )


@require_safe
@or_not_found
def findings(request: HttpRequest, panel: str) -> HttpResponse:
    place, kind = page_number(request.GET), request.GET.get("kind", "")[:_LONGEST]
    found, total = panel_findings(panel, kind, _language(), (place - 1) * PAGE, PAGE)
    head = opened(panel).head
    panel_url = reverse("mapping:panel", args=[panel])
    context = {
        "title": title_of(head),
        "panel_url": panel_url,
        "shown": {"panel_title": title_of(head), "panel_url": panel_url},
        "kinds": finding_kinds(panel, kind, _language()),
        "findings": found,
        "page": page_of(request.GET, number=place, size=PAGE, total=total),
    }
    return render(request, "mapping/findings.html", context)


def _language() -> str:
    return get_language() or "bg"


def _files(name: str, place: list[str], asked: Asked, *, pictures: bool = True) -> list[tuple[str, str]]:
    formats = (*FORMATS, *(drawn.PICTURES if pictures else ()))
    return [(f.upper(), reverse(f"mapping:{name}", args=[*place, f]) + asked.query()) for f in formats]


def _drawn(chart: Chart) -> dict[str, str]:
    """The chart for wide and for narrow windows; empty where there is nothing to draw."""
    return {
        "chart": mark_safe(drawn.on_page(chart)),  # noqa: S308 - our own drawing, texts escaped
        "narrow_chart": mark_safe(drawn.on_page(chart, drawn.NARROW)),  # noqa: S308
    }


def _cells_and_chart(view: RegionView | IndustryView, chart: Chart) -> dict[str, object]:
    """What the pages of a region and of an industry have in common."""
    return {
        "view": view,
        "chart_title": chart.title,
        "chart_note": _note_of_chart(chart, len(view.cells)),
        "stars": any(cell.stars for cell in view.cells),
        "kept": [],
        **_drawn(chart),
    }


def _taken_away(view: RegionView | IndustryView, chart: Chart, file_format: str) -> HttpResponse:
    """The chart as a picture, or the cells as a table."""
    name = f"{view.shown.panel}-{view.code}-{view.shown.year}"
    if file_format in _PICTURE_TYPES:
        return _picture(chart, name, file_format)
    table = tables.cells_table(name, view.cells, view.shown.year, view.shown.rules.id)
    return file_answer(table, file_format)


def _picture(chart: Chart, name: str, file_format: str) -> HttpResponse:
    if not drawn.can_be_drawn(chart):
        raise Http404("there is nothing to draw")
    response = HttpResponse(drawn.picture(chart, file_format), content_type=_PICTURE_TYPES[file_format])
    file_name = f"{name}-{_language()}-{timezone.localdate().isoformat()}.{file_format}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _note_of_chart(chart: Chart, cells: int) -> str:
    return _("%(shown)d of %(all)d are drawn; all of them stand in the table.") % {
        "shown": len(chart.marks),
        "all": cells,
    }


def _about_region(view: RegionView) -> str:
    return _sentence(view.cells, lambda cell: cell.industry_name)


def _about_industry(view: IndustryView) -> str:
    return _sentence(view.cells, lambda cell: cell.region_name)


def _sentence(cells: tuple[CellView, ...], name: Callable[[CellView], str]) -> str:
    """How many clusters there are for certain and which stand out most; what cannot be told is counted beside."""
    yes = [cell for cell in cells if cell.answer.code == "yes"]
    open_ = sum(cell.answer.code == "cannot_be_told" for cell in cells)
    if yes:
        named = "; ".join(f"{name(cell)} ({cell.quotient.text})" for cell in yes[:3])
        told = _("Clusters for certain: %(n)d. The highest location quotients: %(named)s.") % {
            "n": len(yes),
            "named": named,
        }
    else:
        told = _("No cluster for certain by these rules.")
    likely = sum(cell.answer.code == "cannot_be_told" and cell.answer.at_estimate == "yes" for cell in cells)
    left = _("It cannot be told for %(open)d; by the estimates %(likely)d of them would be one.")
    return f"{told} {left % {'open': open_, 'likely': likely}}" if open_ else told


def _about_cell(view: CellPage) -> str:
    answers = [each.answer.code for each in view.answers]
    return _("%(yes)d of %(all)d rule sets say yes, %(no)d say no, %(open)d cannot tell from what is published.") % {
        "yes": answers.count("yes"), "all": len(answers), "no": answers.count("no"), "open": answers.count("cannot_be_told"),
    }  # fmt: skip
