"""Offers and requests in a frame of somebody's own website, and the piece of HTML that puts them there."""

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ebpages.exchange import queries
from ebpages.exchange.terms import terms
from ebpages.faces.addresses import chosen, text
from ebpages.faces.capabilities import unanswered_members
from ebpages.faces.frames import framed_by_anybody
from ebpages.faces.language import active_language
from ebpages.registry.one_build import read_only

NUMBER, MOST = 5, 20  # entries
COLOURS = ("light", "dark")
_HEAD, _ENTRY, _HIGHEST = 200, 150, 800  # pixels; what is longer is scrolled inside the frame
_ASKED = ("type", "number", "colours")


@framed_by_anybody
@read_only
def embed(request: HttpRequest, public_id: str) -> HttpResponse:
    types, number, colours = _asked(request.GET)
    context = {
        "embedded": queries.embedded_profiles(public_id, types, number),
        "strange": list(_strange_parts(request.GET)),
        "colours": colours,
    }
    return render(request, "exchange/embed.html", context, status=200 if context["embedded"] else 404)


@require_safe
def embed_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """Chosen in a form that asks by GET, so that it works without JavaScript and can be kept as an address."""
    types, number, colours = _asked(request.GET)
    embedded = queries.embedded_profiles(public_id, types, number)
    if embedded is None:
        raise Http404("no such organisation")
    languages = dict(settings.LANGUAGES)
    language = text(request.GET, "language", 2)
    language = language if language in languages else active_language()
    question = QueryDict(mutable=True)
    question.setlist("type", types)
    question["number"] = str(number)
    if colours:
        question["colours"] = colours
    with translation.override(language):
        path = f"{reverse('exchange:embed', args=[embedded.organisation])}?{question.urlencode()}"
        title = _("Offers and requests: %(name)s") % {"name": embedded.name}
    height = min(_HEAD + _ENTRY * number, _HIGHEST)
    piece = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" style="border: 0"></iframe>'
    context = {
        "embedded": embedded,
        "unanswered": unanswered_members(embedded.organisation),
        "types": [(code, each.name(active_language()), code in types) for code, each in terms("types").items()],
        "number": number,
        "most": MOST,
        "languages": [(code, translation.get_language_info(code)["name_local"], code == language) for code in languages],
        "colours": colours,
        "piece": format_html(piece, request.build_absolute_uri(path), title, height),
        "path": path,
        "title": title,
        "height": height,
    }  # fmt: skip
    return render(request, "exchange/embed_code.html", context)


def _asked(query: QueryDict) -> tuple[tuple[str, ...], int, str]:
    """Types, number and colours; what means nothing is left out, and told by the frame."""
    number, colours = text(query, "number", 3), text(query, "colours", 5)
    return (
        tuple(each for each in chosen(query, "type") if each in terms("types")),
        int(number) if _is_number(number) else NUMBER,
        colours if colours in COLOURS else "",
    )


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and 1 <= int(typed) <= MOST


def _strange_parts(query: QueryDict) -> Iterator[str]:
    """A sentence for each part of the address that means nothing here, for whoever puts the frame up."""
    types, _number, colours = _asked(query)
    for key in query:
        if key not in _ASKED:
            yield _("The frame knows no “%(key)s”; there are: %(keys)s.") % {"key": key, "keys": ", ".join(_ASKED)}  # fmt: skip
    for value in chosen(query, "type"):
        if value not in types:
            yield _("“%(value)s” is no type of profile; there are: %(types)s.") % {"value": value, "types": ", ".join(terms("types"))}  # fmt: skip
    if (number := text(query, "number", 3)) and not _is_number(number):
        yield _("The number of profiles is from 1 to %(most)s; %(number)s are shown.") % {"most": MOST, "number": NUMBER}  # fmt: skip
    if text(query, "colours", 5) and not colours:
        yield _("Colours are light or dark; without them each reader sees those of their device.")
