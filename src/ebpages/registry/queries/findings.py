"""Findings with their evidence, by kind, severity and list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from ebpages.registry import models, wording
from ebpages.registry.findings.finding import Finding
from ebpages.registry.queries.evidence import evidence_of, organisation_url, record_evidence, source_title
from ebpages.registry.shapes import FindingView

PAGE = 25
_SHOWN_EVIDENCE = 8


@dataclass(frozen=True, slots=True)
class FindingQuestion:
    """What to show: any of the kinds, severities and lists; nothing chosen means all."""

    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class FindingList:
    """`counts`: facet -> value -> number of findings, each facet under the filters of the others."""

    findings: tuple[FindingView, ...]
    total: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


_COLUMNS = {"kind": "kind", "severity": "severity", "list": "records__source"}


def findings(question: FindingQuestion, language: str) -> FindingList:
    chosen = {"kind": question.kinds, "severity": question.severities, "list": question.lists}
    found = _filtered(chosen)
    counts = {key: _counts(key, {k: v for k, v in chosen.items() if k != key}) for key in chosen}
    start = (question.page - 1) * question.size
    rows = found.order_by("position")[start : start + question.size]
    return FindingList(views(rows, language), found.count(), counts)


def all_findings(question: FindingQuestion, language: str) -> tuple[FindingView, ...]:
    """Every finding that answers the question, for downloads."""
    chosen = {"kind": question.kinds, "severity": question.severities, "list": question.lists}
    return views(_filtered(chosen).order_by("position"), language)


def findings_of_organisation(public_id: str, language: str) -> tuple[FindingView, ...]:
    return views(models.Finding.objects.filter(organisations=public_id).order_by("position"), language)


def findings_of_list(slug: str, language: str) -> tuple[FindingView, ...]:
    """What is odd about a list as a whole."""
    return views(models.Finding.objects.filter(source=slug).order_by("position"), language)


def _filtered(chosen: dict[str, tuple[str, ...]]) -> QuerySet[models.Finding]:
    found = models.Finding.objects.all()
    if chosen.get("kind"):
        found = found.filter(kind__in=chosen["kind"])
    if chosen.get("severity"):
        found = found.filter(severity__in=chosen["severity"])
    if chosen.get("list"):
        in_records = models.Finding.objects.filter(records__source__in=chosen["list"])
        found = found.filter(Q(source__in=chosen["list"]) | Q(id__in=in_records.order_by().values("id")))
    return found


def _counts(key: str, others: dict[str, tuple[str, ...]]) -> dict[str, int]:
    found = _filtered(others)
    if key != "list":
        return dict(found.order_by().values_list(_COLUMNS[key]).annotate(n=Count("id")))
    pairs = set(found.exclude(records=None).order_by().values_list("id", "records__source"))
    pairs |= set(found.exclude(source=None).order_by().values_list("id", "source"))
    counts: dict[str, int] = {}
    for _, slug in pairs:
        counts[slug] = counts.get(slug, 0) + 1
    return counts


def views(
    rows: Iterable[models.Finding] | QuerySet[models.Finding], language: str
) -> tuple[FindingView, ...]:
    if isinstance(rows, QuerySet):
        rows = rows.select_related("source").prefetch_related(
            "organisations", "statements__record__source", "records__source"
        )
    return tuple(_view(row, language) for row in rows)


def _view(row: models.Finding, language: str) -> FindingView:
    finding = Finding(row.kind, row.source_id or "", (), (), tuple((n, v) for n, v in row.params))
    url, name = _subject(row, language)
    return FindingView(
        id=row.id,
        kind=row.kind,
        kind_label=wording.finding_label(row.kind, language),
        severity=row.severity,
        severity_label=wording.severity_label(row.severity, language),
        sentence=wording.finding_sentence(finding, language),
        resolve=wording.finding_resolve(finding, language),
        organisation_url=url,
        organisation_name=name,
        evidence=_evidence(row, language),
    )


def _subject(row: models.Finding, language: str) -> tuple[str, str]:
    """Address and name of what a finding is about: the list as a whole, else the first of its organisations."""
    if row.source is not None:
        return reverse("registry:source", args=[row.source_id]), source_title(row.source, language)
    owners = sorted(row.organisations.all(), key=lambda o: o.sort_name)
    return (organisation_url(owners[0].id), owners[0].name) if owners else ("", "")


def _evidence(row: models.Finding, language: str) -> tuple:
    statements: Sequence[models.Statement] = list(row.statements.all())[:_SHOWN_EVIDENCE]
    shown = {statement.record_id for statement in statements}
    rest = [record for record in row.records.all() if record.id not in shown]
    return (
        *(evidence_of(statement, language) for statement in statements),
        *(record_evidence(record, language) for record in rest[: _SHOWN_EVIDENCE - len(statements)]),
    )
