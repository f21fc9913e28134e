"""Who one is, what one is told, and what was done by whom. Tokens are made on pages alone, by who is signed in: a program makes itself none."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ebpages.accounts import actions, queries
from ebpages.accounts.readers import reader_of
from ebpages.accounts.shapes import AuditView, Me, NoticeView, Preferences, ReadNotices
from ebpages.faces.api import Language, Paging, in_language

router = Router(tags=["people"])


class Audit(Schema):
    """One page of entries, the newest first."""

    total: int
    page: int
    size: int
    entries: list[AuditView]


class AuditFilters(Paging):
    person: str = Field("", max_length=10, description="Code of who acted or whom it concerns")
    organisation: str = Field("", max_length=12, description="Public id")
    action: str = Field("", max_length=60)
    day: date | None = None


@router.get(
    "/me", response=Me, url_name="me", summary="Who asks, with which roles, and what the token allows"
)
def me(request: HttpRequest) -> Me:
    return queries.me(reader_of(request))


@router.get(
    "/audit",
    response=Audit,
    url_name="audit",
    summary="What was done by whom, as far as the reader may know it",
)
@in_language
def audit(request: HttpRequest, filters: Query[AuditFilters], language: Language = "bg") -> Audit:
    question = queries.AuditQuestion(**filters.dict())
    found = queries.audit_page(reader_of(request), question)
    return Audit(total=found.total, page=filters.page, size=filters.size, entries=list(found.entries))


@router.get(
    "/my/account", response=Preferences, url_name="account", summary="How the reader is called and told"
)
def account(request: HttpRequest) -> Preferences:
    return queries.preferences(reader_of(request))


@router.put("/my/account", response=Preferences, url_name="account", summary="Change it")
def change_account(request: HttpRequest, preferences: Preferences) -> Preferences:
    reader = reader_of(request)
    actions.change_account(by=reader, **preferences.model_dump())
    return queries.preferences(reader)


@router.get(
    "/my/notices",
    response=list[NoticeView],
    url_name="notices",
    summary="What the reader was told, newest first",
)
@in_language
def notices(request: HttpRequest, language: Language = "bg") -> list[NoticeView]:
    return list(queries.notices(reader_of(request)))


@router.post(
    "/my/notices/read", response={204: None}, url_name="read_notices", summary="Mark notices as read"
)
def read_notices(request: HttpRequest, notices: ReadNotices) -> Status[None]:
    if notices.ids:
        actions.mark_read(by=reader_of(request), ids=notices.ids)
    return Status(204, None)
