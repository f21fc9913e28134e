"""The page of an organisation, as JSON: its draft, editions, logo, and what to do next."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Schema, Status, UploadedFile

from ebpages.accounts.actions import Unusable
from ebpages.accounts.readers import reader_of
from ebpages.faces.api import Key, Language, Refusal, found, in_language, located
from ebpages.faces.unavailable import TooManyRequests
from ebpages.own_pages import actions, queries
from ebpages.own_pages.forms import HOUR, NO_LOGO, store_logo
from ebpages.own_pages.merge import Clash
from ebpages.own_pages.models import Edition
from ebpages.own_pages.page import Beginning, Value, Values, page_values
from ebpages.own_pages.page_form import ELSEWHERE, form_properties
from ebpages.own_pages.page_shapes import Comparison, DraftView, EditionRow, NextSteps, Preview
from ebpages.own_pages.shapes import CriterionAnswer, DraftToPublish, DraftToSave, PageValue, Reversion
from ebpages.publish.logo_picture import NoLogo
from ebpages.registry.own_properties import tidy

router = Router()
Number = Annotated[int, Query(ge=0, lt=2**31)]


class SavedDraft(Schema):
    """together: others had saved meanwhile, and what they changed is in it too."""

    together: bool
    draft: DraftView


class ClashingDraft(Schema):
    """Nothing was saved. clashes: texts that another changed too, with both; draft: as it stands. Merge them, and save from `draft.began`."""

    detail: str
    clashes: list[Clash]
    draft: DraftView


@router.get(
    "/organisations/{slug:public_id}/draft",
    response=DraftView,
    url_name="draft",
    summary="The page as it is being written, or as it is published where nothing is in draft",
)
@in_language
def draft(request: HttpRequest, public_id: str, language: Language = "bg") -> DraftView:
    return queries.draft(reader_of(request), public_id)


@router.put(
    "/organisations/{slug:public_id}/draft",
    response={200: SavedDraft, 409: ClashingDraft | Refusal},
    url_name="draft",
    summary="Save the whole page; what others saved since `began` is put together with it",
)
@in_language
def save_draft(
    request: HttpRequest, public_id: str, draft: DraftToSave, language: Language = "bg"
) -> SavedDraft | Status[ClashingDraft]:
    reader = reader_of(request)
    began = Beginning.read(draft.began)
    saved = actions.save_draft(by=reader, organisation=public_id, began=began, values=_values(draft.values))
    now = queries.draft(reader, public_id)
    if saved.clashes:
        detail = actions.changed_meanwhile()
        return Status(409, ClashingDraft(detail=detail, clashes=list(saved.clashes), draft=now))
    return SavedDraft(together=saved.together, draft=now)


def _values(given: Mapping[str, Sequence[PageValue]]) -> Values:
    """Raises Unusable for a property that a draft does not hold."""
    known = {each.code for each in form_properties()}
    for name in given:
        if name in ELSEWHERE:
            raise Unusable(
                _("%(name)s is not saved with the draft: it has an operation of its own.") % {"name": name}
            )
        if name not in known:
            raise Unusable(_("A page has no property %(name)s.") % {"name": name})
    return page_values(
        (name, Value(tidy(each.value), each.language)) for name, several in given.items() for each in several
    )


@router.delete(
    "/organisations/{slug:public_id}/draft",
    response={204: None},
    url_name="draft",
    summary="Throw the draft away, as it was seen: its version",
)
@in_language
def drop_draft(
    request: HttpRequest, public_id: str, version: Number, language: Language = "bg"
) -> Status[None]:
    reader = reader_of(request)
    if queries.draft(reader, public_id).version:
        actions.drop_draft(by=reader, organisation=public_id, version=version)
    return Status(204, None)


@router.get(
    "/organisations/{slug:public_id}/draft/preview",
    response=Preview,
    url_name="preview",
    summary="The page in words as it will be when the draft is published, and what that changes",
)
@in_language
def preview(request: HttpRequest, public_id: str, language: Language = "bg") -> Preview:
    return queries.preview(reader_of(request), public_id)


@router.post(
    "/organisations/{slug:public_id}/logo",
    response=DraftView,
    url_name="logo",
    summary="Put a logo (PNG, JPEG or WebP up to 2 MB) into the draft",
)
@in_language
def set_logo(
    request: HttpRequest, public_id: str, logo: Annotated[UploadedFile, File()], language: Language = "bg"
) -> DraftView:
    try:
        file = store_logo(request, logo)
    except NoLogo as problem:
        sentence = _(NO_LOGO[problem.reason])
        if problem.reason == "too_many":
            raise TooManyRequests(sentence, retry_after=HOUR) from None
        raise Unusable(sentence) from None
    return _with_logo(request, public_id, file)


@router.delete(
    "/organisations/{slug:public_id}/logo",
    response=DraftView,
    url_name="logo",
    summary="Take the logo out of the draft",
)
@in_language
def remove_logo(request: HttpRequest, public_id: str, language: Language = "bg") -> DraftView:
    return _with_logo(request, public_id, "")


def _with_logo(request: HttpRequest, public_id: str, file: str) -> DraftView:
    actions.set_logo(by=reader_of(request), organisation=public_id, file=file)
    return queries.draft(reader_of(request), public_id)


# editions


@router.get(
    "/organisations/{slug:public_id}/editions",
    response=list[EditionRow],
    url_name="editions",
    summary="What was published when, the newest first",
)
@in_language
def editions(request: HttpRequest, public_id: str, language: Language = "bg") -> list[EditionRow]:
    found(queries.leads_to(public_id))
    return list(queries.history(reader_of(request), public_id))


@router.post(
    "/organisations/{slug:public_id}/editions",
    response={201: EditionRow},
    url_name="editions",
    summary="Publish the draft, as it was seen: its version",
)
@in_language
def publish(
    request: HttpRequest,
    response: HttpResponse,
    public_id: str,
    draft: DraftToPublish,
    language: Language = "bg",
) -> Status[EditionRow]:
    edition = actions.publish(
        by=reader_of(request), organisation=public_id, version=draft.version, note=draft.note
    )
    return _published(request, response, edition)


@router.get(
    "/organisations/{slug:public_id}/editions/{int:number}",
    response=EditionRow,
    url_name="edition",
    summary="One edition",
)
@in_language
def edition(request: HttpRequest, public_id: str, number: Key, language: Language = "bg") -> EditionRow:
    return _edition(request, public_id, number)


@router.get(
    "/organisations/{slug:public_id}/comparison",
    response=Comparison,
    url_name="comparison",
    summary="What differs between two editions",
)
@in_language
def comparison(
    request: HttpRequest, public_id: str, a: Number, b: Number, language: Language = "bg"
) -> Comparison:
    return found(queries.comparison(reader_of(request), public_id, a, b))


@router.post(
    "/organisations/{slug:public_id}/editions/{int:number}/revert",
    response={201: EditionRow},
    url_name="revert",
    summary="Publish an earlier edition again, as a new one",
)
@in_language
def revert(
    request: HttpRequest,
    response: HttpResponse,
    public_id: str,
    number: Key,
    reversion: Reversion,
    language: Language = "bg",
) -> Status[EditionRow]:
    return _revert(request, response, public_id, number, reversion.note, for_agency=False)


@router.post(
    "/agency/organisations/{slug:public_id}/editions/{int:number}/revert",
    response={201: EditionRow},
    url_name="revert_for_agency",
    summary="Take an edit back for the agency, with a reason that the organisation reads",
)
@in_language
def revert_for_agency(
    request: HttpRequest,
    response: HttpResponse,
    public_id: str,
    number: Key,
    reversion: Reversion,
    language: Language = "bg",
) -> Status[EditionRow]:
    return _revert(request, response, public_id, number, reversion.note, for_agency=True)


def _revert(
    request: HttpRequest, response: HttpResponse, public_id: str, number: int, note: str, *, for_agency: bool
) -> Status[EditionRow]:
    _edition(request, public_id, number)
    edition = actions.revert(
        by=reader_of(request), organisation=public_id, number=number, note=note, for_agency=for_agency
    )
    return _published(request, response, edition)


def _published(request: HttpRequest, response: HttpResponse, made: Edition) -> Status[EditionRow]:
    located(response, "edition", made.organisation_id, made.number)
    return Status(201, _edition(request, made.organisation_id, made.number))


def _edition(request: HttpRequest, public_id: str, number: int) -> EditionRow:
    rows = queries.history(reader_of(request), public_id)
    return found(next((row for row in rows if row.number == number), None))


# what to do next


@router.get(
    "/organisations/{slug:public_id}/next-steps",
    response=NextSteps,
    url_name="next_steps",
    summary="What is missing, doubtful or contradicted, each with its step; for a cluster its readiness for the listing",
)
@in_language
def next_steps(request: HttpRequest, public_id: str, language: Language = "bg") -> NextSteps:
    return queries.next_steps(reader_of(request), public_id)


@router.put(
    "/organisations/{slug:public_id}/readiness/{slug:criterion}",
    response=NextSteps,
    url_name="readiness_answer",
    summary="Answer a question on readiness that no list can",
)
@in_language
def answer_criterion(
    request: HttpRequest, public_id: str, criterion: str, answer: CriterionAnswer, language: Language = "bg"
) -> NextSteps:
    reader = reader_of(request)
    actions.answer_criterion(by=reader, organisation=public_id, criterion=criterion, text=answer.text)
    return queries.next_steps(reader, public_id)
