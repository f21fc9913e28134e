"""The technology watch: for everybody alike, and with the numbers of one's own beside them."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ebpages.accounts.reader import VISITOR, Reader
from ebpages.accounts.readers import reader_of
from ebpages.exchange.counted import BY, FILTERS
from ebpages.exchange.facets import BY_KEY
from ebpages.exchange.profile import LANGUAGES
from ebpages.exchange.queries import technology_watch as queries
from ebpages.exchange.questions import (
    TECHNOLOGY_ASKED,
    chips,
    read_technology_question,
    strange_parts_of_technology,
)
from ebpages.exchange.tables import technology_table
from ebpages.exchange.technology_shapes import PERIODS, TechnologyFigure, TechnologyQuestion
from ebpages.exchange.terms import terms
from ebpages.faces.addresses import asks_only, changed, cleared
from ebpages.faces.citations import citation, citation_answer, cited
from ebpages.faces.file_answers import FORMATS_WITH_PICTURES, PICTURE_TYPES, file_answer, file_links
from ebpages.faces.language import active_language
from ebpages.faces.pictures import both_widths, can_be_drawn, picture_answer
from ebpages.faces.shapes import Coverage
from ebpages.publish.citation import Citation
from ebpages.publish.tables import FORMATS
from ebpages.reference.languages import language
from ebpages.reference.sectors import sectors
from ebpages.registry.one_build import read_only


@read_only
def technology_watch(request: HttpRequest) -> HttpResponse:
    return _page(request, VISITOR)


@require_safe
def own_technology_watch(request: HttpRequest) -> HttpResponse:
    return _page(request, reader_of(request))


def _page(request: HttpRequest, reader: Reader) -> HttpResponse:
    query = request.GET
    question = read_technology_question(query)
    figure = queries.technology_figure(question, reader)
    chart = queries.technology_chart(figure)
    asked = _asked(question)
    listed = QueryDict(mutable=True)
    for key, values in question.chosen.items():
        listed.setlist(key, list(values))
    context = {
        "figure": figure,
        "is_own": reader.is_signed_in,
        "strange": list(strange_parts_of_technology(query)),
        "tabs": [(queries.by_title(each), changed(query, by=each), each == question.by) for each in BY],
        "by": question.by,
        "selects": _selects(question),
        "periods": [(each, each == question.months) for each in PERIODS],
        "chips": chips(query),
        "clear_url": cleared(query, FILTERS),
        "listed": listed.urlencode(),
        "asked": asked,
        "downloads": file_links(
            "exchange:technology_watch_file",
            (),
            asked,
            formats=FORMATS_WITH_PICTURES if can_be_drawn(chart) else FORMATS,
        ),
        "bar": Coverage(
            figure.stated or 0, figure.unstated or 0, 0, (figure.stated or 0) + (figure.unstated or 0)
        ),
        **both_widths(chart),
        **(cited(request, _citation(request, question, figure), asked) if reader is VISITOR else {}),
    }
    return render(request, "exchange/technology_watch.html", context)


def _asked(question: TechnologyQuestion) -> str:
    """The question as the end of an address, always written alike."""
    asked = QueryDict(mutable=True)
    asked["by"] = question.by
    if question.months != PERIODS[0]:
        asked["months"] = str(question.months)
    for key in FILTERS:
        if values := question.chosen.get(key):
            asked.setlist(key, sorted(values))
    return f"?{asked.urlencode()}"


def _selects(question: TechnologyQuestion) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Of each filter: its key, its title, what can be chosen, and what is."""
    at = active_language()
    options = {
        "sector": [(each.code, each.name(at)) for each in sectors()],
        "country": list(queries.countries_shown()),
        "type": [(code, each.name(at)) for code, each in terms("types").items()],
        "language": [(code, language(code).name(at)) for code in LANGUAGES],
    }
    chosen = {key: question.chosen.get(key, ("",))[0] for key in FILTERS}
    return [(key, BY_KEY[key].name(at), options[key], chosen[key]) for key in FILTERS]


def _citation(request: HttpRequest, question: TechnologyQuestion, figure: TechnologyFigure) -> Citation:
    """The state of the numbers is the last month that they count."""
    title = f"{_('Technology watch')}: {figure.question}"
    said = _("E-Business Pages: “%(title)s”, profiles published from %(first)s to %(last)s.")
    text = said % {"title": title, "first": figure.first_month, "last": figure.last_month}
    return citation(
        request, _asked(question), title=title, text=text, state=figure.last_month, data_of=figure.last_month
    )


@read_only
def technology_watch_citation(request: HttpRequest, file_format: str) -> HttpResponse:
    question = read_technology_question(request.GET)
    return citation_answer(_citation(request, question, queries.technology_figure(question)), file_format)


@read_only
@asks_only(*TECHNOLOGY_ASKED)
def technology_watch_file(request: HttpRequest, file_format: str) -> HttpResponse:
    figure = queries.technology_figure(read_technology_question(request.GET))
    if file_format in PICTURE_TYPES:
        return picture_answer(queries.technology_chart(figure), f"technology-watch-{figure.by}", file_format)
    return file_answer(technology_table(figure), file_format)
