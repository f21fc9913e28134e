"""Imported lists with their editions; a file handed in, mapped, read in full and imported, as on the pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import Http404, HttpRequest
from ninja import File, Form, Router, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import Field

from ebpages.accounts.actions import Refused
from ebpages.accounts.readers import reader_of
from ebpages.faces.api import Language, in_language
from ebpages.faces.language import active_language
from ebpages.faces.shapes import RequestBody
from ebpages.faces.unavailable import TooManyRequests
from ebpages.imports import actions, queries
from ebpages.imports.actions.uploads import FAULTS
from ebpages.imports.faults import fault_sentence
from ebpages.imports.models import ListUpload
from ebpages.imports.shapes import ListView, UploadView

router = Router(tags=["imports"])
CREATED, TAKEN, GONE = 201, 202, 204


class MappingIn(RequestBody):
    """name: of the list. mapping: as source.yaml has it; what it does not say is guessed."""

    name: str = Field(max_length=40)
    mapping: dict[str, Any]


class Accepted(RequestBody):
    """accept: kinds of errors that stop no import."""

    accept: list[str] = Field([], max_length=20)


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


@router.post(
    "/agency/lists",
    response={CREATED: UploadView},
    url_name="hand_in",
    summary="Hand in a file that is to become a list",
)
@in_language
def hand_in(
    request: HttpRequest,
    file: File[UploadedFile],
    list: str = Form("", max_length=40),
    language: Language = "bg",
) -> Any:
    """list: the name of the list that it is an edition of; without it that of the file."""
    with _told():
        upload = actions.take_upload(by=reader_of(request), file=file, name=list)
        return Status(CREATED, queries.upload_view(upload))


@router.get(
    "/agency/lists/{code}",
    response=UploadView,
    url_name="upload",
    summary="A file that was handed in: its mapping, and what was found in it",
)
@in_language
def upload(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    return queries.upload_view(_found(request, code))


@router.put("/agency/lists/{code}", response=UploadView, url_name="map_upload", summary="Map a file anew")
@in_language
def map_upload(request: HttpRequest, code: str, given: MappingIn, language: Language = "bg") -> Any:
    return _changed(
        request,
        code,
        lambda row: actions.map_upload(
            by=reader_of(request), upload=row, name=given.name, given=given.mapping
        ),
    )


@router.delete(
    "/agency/lists/{code}",
    response={GONE: None},
    url_name="drop_upload",
    summary="Delete a file; what was imported stays",
)
def drop_upload(request: HttpRequest, code: str) -> Any:
    with _told():
        actions.drop_upload(by=reader_of(request), upload=_found(request, code))
    return Status(GONE, None)


@router.post(
    "/agency/lists/{code}/check",
    response={TAKEN: UploadView},
    url_name="check_upload",
    summary="Read all of a file in the background; nothing is stored",
)
@in_language
def check_upload(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    reader = reader_of(request)
    return Status(
        TAKEN,
        _changed(request, code, lambda row: actions.start_work(by=reader, upload=row, work=ListUpload.CHECK)),
    )


@router.post(
    "/agency/lists/{code}/import",
    response={TAKEN: UploadView},
    url_name="import_upload",
    summary="Import a file in the background",
)
@in_language
def import_upload(request: HttpRequest, code: str, given: Accepted, language: Language = "bg") -> Any:
    reader = reader_of(request)

    def start(row: ListUpload) -> None:
        actions.accept_kinds(by=reader, upload=row, kinds=[*row.given.get("accept", ()), *given.accept])
        actions.start_work(by=reader, upload=row, work=ListUpload.IMPORT)

    return Status(TAKEN, _changed(request, code, start))


@router.delete(
    "/agency/lists/{name}/editions/{edition}",
    response={TAKEN: None},
    url_name="take_back",
    summary="Take an edition of a list back in the background",
)
def take_back(request: HttpRequest, name: str, edition: str) -> Any:
    """edition: its folder, as /api/lists has it. The register is built without it; addresses of organisations stay."""
    with _told():
        actions.start_taking_back(by=reader_of(request), name=name, folder=edition)
    return Status(TAKEN, None)


def _changed(request: HttpRequest, code: str, change: Callable[[ListUpload], None]) -> UploadView:
    with _told():
        change(_found(request, code))
    return queries.upload_view(_found(request, code))


def _found(request: HttpRequest, code: str) -> ListUpload:
    row = queries.find_upload(reader_of(request), code)
    if row is None:
        raise Http404("no such file")
    return row


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with a file, said to a program."""
    try:
        yield
    except TooManyRequests as problem:
        raise HttpError(429, str(problem)) from None
    except (Refused, *FAULTS) as fault:
        raise HttpError(400, fault_sentence(fault, active_language())) from None
