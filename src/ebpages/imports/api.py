"""Imported lists with their editions, and files that were handed in, as JSON."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from ebpages.accounts.readers import reader_of
from ebpages.faces.api import Language, in_language
from ebpages.imports import queries
from ebpages.imports.shapes import ListView, UploadView

router = Router(tags=["imports"])


@router.get(
    "/lists", response=list[ListView], url_name="imported_lists", summary="Imported lists with their editions"
)
@in_language
def imported_lists(request: HttpRequest, language: Language = "bg") -> Any:
    return queries.imported_lists()


@router.get(
    "/agency/lists",
    response=list[UploadView],
    url_name="uploads",
    summary="Files that were handed in, the newest first",
)
@in_language
def uploads(request: HttpRequest, language: Language = "bg") -> Any:
    return queries.uploads(reader_of(request))


@router.get(
    "/agency/lists/{code}",
    response=UploadView,
    url_name="upload",
    summary="A file that was handed in: its mapping, and what was found in it",
)
@in_language
def upload(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    row = queries.find_upload(reader_of(request), code)
    if row is None:
        raise Http404("no such file")
    return queries.upload_view(row)
