"""What the API says of profiles that are shown no more, and of questions that nothing knows."""

from collections.abc import Container, Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError

from ebpages.exchange import queries
from ebpages.exchange.questions import strange_parts
from ebpages.exchange.shapes import ProfileView
from ebpages.faces.api import found


def published(reference: str, text: str = "") -> ProfileView:
    """410 for an id that was given out and is shown no more; 404 for one that never was. text: language of the texts."""
    view = queries.profile(reference, text)
    if view is None and (once := queries.published_once(reference)):
        _type, _day, withdrawn = once
        raise HttpError(
            410, _("The profile was withdrawn") if withdrawn else _("The time of the profile is over")
        )
    return found(view)


def refuse_strange(request: HttpRequest, known: Container[str], chosen: Mapping[str, Sequence[str]]) -> None:
    if strange := " ".join(strange_parts(request.GET, known, chosen)):
        raise HttpError(422, strange)
