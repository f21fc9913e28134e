"""Reads: reports for the operator, the organisation that a page or row is about, and the texts about the site."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ebpages.contact import operator_texts
from ebpages.contact.models import Report
from ebpages.contact.shapes import OperatorPage, ReportView
from ebpages.faces.language import active_language
from ebpages.registry import models as registry

_ORGANISATION = re.compile(r"/organisations/([a-z0-9]+)(?:/|$)")
_ROW_PAGE = re.compile(r"/sources/([\w-]+)/([\w-]+)")
_ROW = re.compile(r"^\s*([\w-]+)[\s:/]+([\w-]+)\s*$")


def operator_page(name: str) -> OperatorPage:
    titles = {
        "operator": _("Who runs this site"),
        "privacy": _("Privacy"),
        "accessibility": _("Accessibility"),
    }
    own, language = operator_texts.operator_text(name, active_language())
    return OperatorPage(titles[name], own, language, operator_texts.program_text(name, active_language()))


def subject_of(page: str, row: str) -> str:
    """The public id of the organisation that a page, or else a row such as "bsmepa 24", is about; "" where there is none."""
    named = _ORGANISATION.search(page)
    cell = _ROW.search(row) or _ROW_PAGE.search(page)
    public_id: str | None = named[1] if named else ""
    if not named and cell:
        public_id = (
            registry.Record.objects.filter(source=cell[1], key=cell[2])
            .values_list("organisation", flat=True)
            .first()
        )
    return public_id if public_id and registry.PublicId.objects.filter(id=public_id).exists() else ""


def reports(*, done: bool) -> Iterator[ReportView]:
    """Reports, the oldest first; done: with those that are dealt with."""
    rows = Report.objects.all() if done else Report.objects.filter(done_at=None)
    names = dict(
        registry.Organisation.objects.filter(id__in=rows.order_by().values("subject")).values_list(
            "id", "name"
        )
    )
    for row in rows:
        yield ReportView(
            id=row.pk,
            at=row.at.isoformat(timespec="seconds"),
            kind=row.kind,
            message=row.message,
            page=row.page,
            row=row.row,
            value=row.value,
            email=row.email,
            language=row.language,
            subject=row.subject_id or "",
            organisation=names.get(row.subject_id or "", ""),
            done_at=row.done_at.isoformat(timespec="seconds") if row.done_at else "",
            done_note=row.done_note,
        )
