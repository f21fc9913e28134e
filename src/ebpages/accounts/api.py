"""Who one is, what was done by whom, and what has changed, for programs with a token."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ebpages.accounts import queries
from ebpages.accounts.readers import reader_of
from ebpages.accounts.shapes import AuditView, Me
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
