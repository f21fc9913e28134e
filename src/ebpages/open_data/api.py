"""The bulk files, the catalogue of them, linked data and the feed of changes, for programs of any site."""

import json
from typing import Annotated, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from ninja.errors import HttpError

from ebpages.faces.api import Language, in_language
from ebpages.open_data import actions, queries
from ebpages.open_data.organisation_graph import MEDIA_TYPE
from ebpages.open_data.shapes import BulkData
from ebpages.publish import atom, tables
from ebpages.registry.api import ChangesSince
from ebpages.registry.one_build import one_build
from ebpages.registry.queries import MergedInto, organisation

router = Router(tags=["open data"])
router.add_decorator(one_build, mode="view")
_LINKED = {"responses": {200: {"content": {MEDIA_TYPE: {}}}}}
FileName = Annotated[str, Path(pattern=r"^[a-z.]{1,60}$", description="As `/api/data` names it")]


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@router.get("/data", response=BulkData, url_name="data", summary="The files that hold everything public")
@in_language
def data(request: HttpRequest, language: Language = "bg") -> BulkData:
    """With columns, numbers of rows and checksums."""
    return queries.bulk_data(*actions.edition_now())


@router.get(
    "/data/{str:name}",
    response={200: None, 304: None},
    url_name="data_file",
    summary="One of the files that hold everything public",
)
def data_file(request: HttpRequest, name: FileName) -> HttpResponseBase:
    found = actions.file_now(name)
    if found is None:
        raise HttpError(404, _("There is no file “%(name)s”; /api/data names all.") % {"name": name})
    path, file = found
    etag = f'"{file.sha256}"'
    media_type = _media_type(name.rpartition(".")[2])
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or FileResponse(
        path.open("rb"), content_type=media_type, as_attachment=True, filename=name
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def _media_type(ending: str) -> str:
    return "application/jsonl; charset=utf-8" if ending == "jsonl" else tables.media_type(ending)


@router.get(
    "/catalogue.jsonld",
    response={200: dict[str, Any]},
    url_name="catalogue",
    summary="The files as DCAT-AP 3",
    openapi_extra=_LINKED,
)
def catalogue(request: HttpRequest) -> HttpResponse:
    return _linked(queries.catalogue(actions.edition_now()[1], _site(request)))


@router.get(
    "/organisations/{slug:public_id}.jsonld",
    response={200: dict[str, Any], 301: None},
    url_name="organisation_linked",
    summary="One organisation as linked data, in the W3C Organization vocabulary",
    openapi_extra=_LINKED,
)
def organisation_linked(request: HttpRequest, public_id: str) -> HttpResponse:
    """An id that was merged into another answers 301 with the address of the other."""
    graph = queries.organisation_as_linked_data(public_id, _site(request))
    if graph is not None:
        return _linked(graph)
    led = organisation(public_id, timezone.localdate())
    if isinstance(led, MergedInto):
        return redirect(reverse("api:organisation_linked", args=[led.id]), permanent=True)
    raise HttpError(404, _("There is no organisation “%(name)s”.") % {"name": public_id})


@router.get(
    "/changes.atom",
    response={200: None},
    url_name="changes_feed",
    summary="Organisations that changed, as Atom",
)
def changes_feed(request: HttpRequest, question: Query[ChangesSince]) -> HttpResponse:
    """The same as `/api/changes`; the link `next` leads to what changed after it."""
    feed = queries.feed_of_changes(
        _site(request), after=question.after, since=question.moment, size=question.size
    )
    return HttpResponse(feed.write(), content_type=atom.MEDIA_TYPE)


def _linked(graph: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(graph, ensure_ascii=False, indent=1), content_type=MEDIA_TYPE)
