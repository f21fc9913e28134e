"""What was done by whom: the agency sees all of it, everybody what they did and what concerns them."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ebpages.accounts import actions, queries
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import AuditQuestion
from ebpages.accounts.readers import reader_of
from ebpages.accounts.tables import audit_table
from ebpages.faces.addresses import page_number, page_of, text, whole_list
from ebpages.faces.file_answers import file_answer, file_links

FILTERS = ("person", "organisation", "action", "day")


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    question, typed = _question(request)
    reader = reader_of(request)
    found = queries.audit_page(reader, question)
    context = {
        "found": found,
        "typed": typed,
        "is_filtered": any(typed.values()),
        "day_is_wrong": bool(typed["day"]) and question.day is None,
        "sees_all": reader.may(Permission.READ_AUDIT),
        "page": page_of(request.GET, number=question.page, size=question.size, total=found.total),
        "downloads": file_links("accounts:audit_file", (), whole_list(request.GET)),
    }
    return render(request, "accounts/audit.html", context)


@require_safe
def audit_file(request: HttpRequest, file_format: str) -> HttpResponse:
    question, typed = _question(request)
    reader = reader_of(request)
    if reader.may(Permission.READ_AUDIT):
        filters = {name: text for name, text in typed.items() if text}
        actions.note_export_of_audit(by=reader, filters={**filters, "format": file_format})
    return file_answer(audit_table(reader, question), file_format)


def _question(request: HttpRequest) -> tuple[AuditQuestion, dict[str, str]]:
    """The question, and what was typed for it."""
    typed = {name: text(request.GET, name).strip() for name in FILTERS}
    return (
        AuditQuestion(
            person=typed["person"].removeprefix("person:"),
            organisation=typed["organisation"],
            action=typed["action"],
            day=_day(typed["day"]),
            page=page_number(request.GET),
        ),
        typed,
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
