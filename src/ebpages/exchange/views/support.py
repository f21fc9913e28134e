"""Who can help with a transfer: a service, an oblast and a language, answered with intermediaries and whom to call."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ebpages.exchange.queries.support import languages_spoken
from ebpages.exchange.queries.support import who_can_help as find_helpers
from ebpages.faces.addresses import text
from ebpages.faces.language import active_language
from ebpages.reference.intermediary_services import intermediary_services
from ebpages.reference.regions import regions
from ebpages.reference.vocabulary import Term
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.one_build import read_only

_OBLAST = 3


@read_only
def who_can_help(request: HttpRequest) -> HttpResponse:
    options = {
        "service": _choices(intermediary_services()),
        "region": _choices(regions(_OBLAST)),
        "speaks": _choices(languages_spoken()),
    }
    asked = {key: text(request.GET, key) for key in options}
    problems = {}
    if any(asked.values()):
        sentences = {
            "service": _("Choose a service."), "region": _("Choose an oblast."), "speaks": _("Choose a language."),
        }  # fmt: skip
        wrong = [
            key
            for key, value in asked.items()
            if value not in dict(options[key]) and (value or key == "service")
        ]
        problems = {key: sentences[key] for key in wrong}
    context = {
        "services": options["service"],
        "regions": options["region"],
        "languages": options["speaks"],
        **asked,
        "problems": problems,
        "answer": find_helpers(asked["service"], asked["region"], asked["speaks"], day_of_reading())
        if asked["service"] and not problems
        else None,
    }
    return render(request, "exchange/who_can_help.html", context)


def _choices(terms: Iterable[Term]) -> list[tuple[str, str]]:
    named = [(term.code, term.name(active_language())) for term in terms]
    return sorted(named, key=lambda pair: pair[1].casefold())
