"""Transfer cases as JSON: the same queries, actions and permissions as their pages."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions
from ebpages.exchange.case_shapes import (
    CaseCard,
    CaseFileView,
    CaseFunnel,
    CaseIntermediaryView,
    CaseMessageView,
    CaseTaskView,
    HelpAnswer,
    IntermediaryToAsk,
    MoveToMake,
    NewAgreement,
    NewCaseMessage,
    NewCaseTask,
    NewInterest,
    NonDisclosureView,
    RequestedHelp,
    RouteView,
    SignatureToGive,
    TransferCase,
)
from ebpages.exchange.forms import read_attachment
from ebpages.exchange.models import Case
from ebpages.exchange.queries import case_files
from ebpages.exchange.queries import cases as queries
from ebpages.exchange.queries.case_agreements import agreement_view
from ebpages.exchange.queries.case_parties import party_of
from ebpages.exchange.queries.case_routes import routes
from ebpages.exchange.queries.case_work import requested_help
from ebpages.exchange.queries.funnel import funnel
from ebpages.exchange.views.cases import archive_answer
from ebpages.exchange.views.public import document_answer
from ebpages.faces.api import Key, Language, Paging, found, in_language, located

router = Router(tags=["exchange"])
_OF_CASE = "/my/cases/{slug:code}"


class CasePage(Schema):
    total: int
    page: int
    results: list[CaseCard]


class CaseMessagePage(Schema):
    total: int
    page: int
    results: list[CaseMessageView]


class CaseFilePage(Schema):
    total: int
    page: int
    results: list[CaseFileView]


class CaseQuestion(Paging):
    over: bool = Field(False, description="Those that are over, instead of those that are open")


Number = Annotated[int, Query(ge=1, lt=100_000)]


@router.get(
    "/exchange-routes",
    response=list[RouteView],
    url_name="case_routes",
    summary="The table of moves: routes, steps, moves and who may make them",
)
@in_language
def case_routes(request: HttpRequest, language: Language = "bg") -> Any:
    return list(routes())


@router.get("/my/cases", response=CasePage, url_name="cases", summary="Transfer cases of my organisations")
@in_language
def cases(request: HttpRequest, asked: Query[CaseQuestion], language: Language = "bg") -> Any:
    reader = reader_of(request)
    start = (asked.page - 1) * asked.size
    return {
        "total": queries.count_cases(reader, over=asked.over),
        "page": asked.page,
        "results": list(queries.own_cases(reader, over=asked.over, start=start, size=asked.size)),
    }


@router.post(
    "/my/cases",
    response={201: TransferCase},
    url_name="cases",
    summary="Express interest in a published profile. 409: it is shown no more, is your own, or you have an open case with it",
)
@in_language
def express_interest(
    request: HttpRequest, response: HttpResponse, given: NewInterest, language: Language = "bg"
) -> Any:
    case = actions.express_interest(by=reader_of(request), **given.model_dump())
    located(response, "case", case.code)
    return Status(201, _view(request, case.code))


@router.get(
    _OF_CASE, response=TransferCase, url_name="case", summary="A transfer case, as the reader's side sees it"
)
@in_language
def case(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    return _view(request, code)


@router.post(
    _OF_CASE + "/moves/{slug:move}",
    response=TransferCase,
    url_name="case_move",
    summary="Move a case to another step. 403: not for this side; 409: not at this step, or somebody moved it meanwhile",
)
@in_language
def move(request: HttpRequest, code: str, move: str, given: MoveToMake, language: Language = "bg") -> Any:
    actions.make_move(by=reader_of(request), case=_found(request, code), move=move, **given.model_dump())
    return _view(request, code)


@router.get(
    _OF_CASE + "/messages",
    response=CaseMessagePage,
    url_name="case_messages",
    summary="Messages, the newest first, 15 a page",
)
@in_language
def messages(request: HttpRequest, code: str, page: Number = 1, language: Language = "bg") -> Any:
    row, reader = _found(request, code), reader_of(request)
    total = _view(request, code).messages_total
    return {"total": total, "page": page, "results": list(queries.messages_of(reader, row, page))}


@router.post(
    _OF_CASE + "/messages",
    response={201: CaseMessageView},
    url_name="case_messages",
    summary="Write to the other side",
)
@in_language
def write_message(request: HttpRequest, code: str, given: NewCaseMessage, language: Language = "bg") -> Any:
    row, reader = _found(request, code), reader_of(request)
    actions.write_message(by=reader, case=row, text=given.text, asks=given.asks)
    return Status(201, queries.messages_of(reader, row, 1)[0])


@router.get(
    _OF_CASE + "/documents",
    response=CaseFilePage,
    url_name="case_documents",
    summary="Documents that the reader may read now, the newest first, 15 a page",
)
@in_language
def documents(request: HttpRequest, code: str, page: Number = 1, language: Language = "bg") -> Any:
    row, reader = _found(request, code), reader_of(request)
    party = found(party_of(reader, row))
    listed = case_files.documents(reader, row, party, (page - 1) * queries.PAGE, queries.PAGE)
    return {
        "total": case_files.documents_of_case(reader, row).count(),
        "page": page,
        "results": list(listed),
    }


@router.post(
    _OF_CASE + "/documents",
    response={201: CaseFileView},
    url_name="case_documents",
    summary="Add a document (PDF, PNG or JPEG up to 5 MB), or a new version of one: after_interest or after_nda",
)
@in_language
def add_document(
    request: HttpRequest,
    code: str,
    document: File[UploadedFile],
    title: str = Form(max_length=1000),
    level: str = Form(max_length=20),
    series: str = Form("", max_length=16),
    language: Language = "bg",
) -> Any:
    row, reader = _found(request, code), reader_of(request)
    made = actions.add_case_document(
        by=reader, case=row, title=title, level=level, document=read_attachment(document), series=series
    )
    listed = case_files.documents(reader, row, found(party_of(reader, row)), 0, queries.PAGE)
    return Status(201, next(each for each in listed if each.key == made.key))


@router.get(
    _OF_CASE + "/documents/{slug:key}", url_name="case_file", summary="A document of a case, to be saved"
)
@in_language
def case_file(request: HttpRequest, code: str, key: str, language: Language = "bg") -> HttpResponseBase:
    file = case_files.case_file(reader_of(request), _found(request, code), key)
    return document_answer(found(file), code)


@router.post(
    _OF_CASE + "/tasks",
    response={201: list[CaseTaskView]},
    url_name="case_tasks",
    summary="Write a task down, for either side",
)
@in_language
def add_task(request: HttpRequest, code: str, given: NewCaseTask, language: Language = "bg") -> Any:
    actions.add_task(by=reader_of(request), case=_found(request, code), **given.model_dump())
    return Status(201, list(_view(request, code).tasks))


@router.delete(
    _OF_CASE + "/tasks/{number}",
    response=list[CaseTaskView],
    url_name="case_task",
    summary="A task of one's side is done",
)
@in_language
def finish_task(request: HttpRequest, code: str, number: Key, language: Language = "bg") -> Any:
    reader = reader_of(request)
    task = found(queries.find_task(reader, _found(request, code), number))
    actions.finish_task(by=reader, task=task)
    return list(_view(request, code).tasks)


@router.post(
    _OF_CASE + "/agreement",
    response={201: NonDisclosureView},
    url_name="case_agreement",
    summary="Make the non-disclosure agreement from the template",
)
@in_language
def make_agreement(request: HttpRequest, code: str, given: NewAgreement, language: Language = "bg") -> Any:
    sent = given.model_dump()
    actions.make_agreement(by=reader_of(request), case=_found(request, code), **sent)
    return Status(201, _agreement(request, code))


@router.post(
    _OF_CASE + "/agreement/file",
    response={201: NonDisclosureView},
    url_name="case_agreement_file",
    summary="Hand in an agreement of one's own (PDF up to 5 MB) in its place",
)
@in_language
def hand_in_agreement(
    request: HttpRequest,
    code: str,
    document: File[UploadedFile],
    version: int = Form(ge=0, lt=2**31),
    years: int = Form(ge=0, le=100),
    language: Language = "bg",
) -> Any:
    actions.hand_in_agreement(
        by=reader_of(request), case=_found(request, code), version=version, document=read_attachment(document), years=years
    )  # fmt: skip
    return Status(201, _agreement(request, code))


@router.post(
    _OF_CASE + "/agreement/signature",
    response={201: NonDisclosureView},
    url_name="case_signature",
    summary="Sign the agreement with this SHA-256 for one's side; the second signature opens what it covers",
)
@in_language
def sign(request: HttpRequest, code: str, given: SignatureToGive, language: Language = "bg") -> Any:
    actions.sign_agreement(by=reader_of(request), case=_found(request, code), **given.model_dump())
    return Status(201, _agreement(request, code))


@router.post(
    _OF_CASE + "/intermediary",
    response={201: list[CaseIntermediaryView]},
    url_name="case_intermediary",
    summary="Ask an organisation to act for one's side",
)
@in_language
def ask_intermediary(
    request: HttpRequest, code: str, given: IntermediaryToAsk, language: Language = "bg"
) -> Any:
    actions.ask_intermediary(by=reader_of(request), case=_found(request, code), **given.model_dump())
    return Status(201, list(_view(request, code).intermediaries))


@router.get(
    "/my/help-requests",
    response=list[RequestedHelp],
    url_name="help_requests",
    summary="Requests to act as an intermediary that wait for an answer",
)
@in_language
def help_requests(request: HttpRequest, language: Language = "bg") -> Any:
    return list(requested_help(reader_of(request)))


@router.post(
    "/my/help-requests/{slug:code}", response={204: None}, url_name="help_answer", summary="Accept or decline"
)
@in_language
def answer_help(request: HttpRequest, code: str, given: HelpAnswer, language: Language = "bg") -> Any:
    reader = reader_of(request)
    row = found(queries.find_intermediary(reader, code))
    actions.answer_intermediary(by=reader, intermediary=row, accept=given.accept)
    return Status(204, None)


@router.post(
    "/my/help-requests/{slug:code}/end",
    response={204: None},
    url_name="help_end",
    summary="The intermediary acts for the side no more",
)
@in_language
def end_help(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    reader = reader_of(request)
    actions.end_intermediary(by=reader, intermediary=found(queries.find_intermediary(reader, code)))
    return Status(204, None)


@router.get(
    _OF_CASE + "/archive",
    url_name="case_archive",
    summary="All of a case that the reader may read, as ZIP with PDF, JSON, documents and a manifest of SHA-256",
)
@in_language
def archive(request: HttpRequest, code: str, language: Language = "bg") -> HttpResponseBase:
    return archive_answer(request, _found(request, code))


@router.get(
    "/my/organisations/{slug:public_id}/cases",
    response=CaseFunnel,
    url_name="case_funnel",
    summary="What became of the cases of an organisation's profiles",
)
@in_language
def case_funnel(request: HttpRequest, public_id: str, language: Language = "bg") -> Any:
    return funnel(reader_of(request), public_id)


def _found(request: HttpRequest, code: str) -> Case:
    return found(queries.find_case(reader_of(request), code))


def _view(request: HttpRequest, code: str) -> TransferCase:
    return found(queries.case_view(reader_of(request), _found(request, code)))


def _agreement(request: HttpRequest, code: str) -> NonDisclosureView:
    row, reader = _found(request, code), reader_of(request)
    return found(agreement_view(reader, row, found(party_of(reader, row))))
