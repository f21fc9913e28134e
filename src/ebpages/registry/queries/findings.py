"""Findings with their evidence, by kind, severity and list."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.faces.language import active_language
from ebpages.publish.typography import day
from ebpages.registry import models, wording
from ebpages.registry.findings.finding import Finding
from ebpages.registry.queries.evidence import evidence_of, organisation_url, record_evidence, source_title
from ebpages.registry.shapes import Evidence, FindingView

PAGE = 25
_SHOWN_EVIDENCE = 8
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class FindingQuestion:
    """What to show: any of the kinds, severities and lists; nothing chosen means all. folded: kinds that are left out."""

    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    page: int = 1
    size: int = PAGE

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        return {"kind": self.kinds, "severity": self.severities, "list": self.lists}


@dataclass(frozen=True, slots=True)
class FindingList:
    """`counts`: facet -> value -> number of findings, each facet under the filters of the others."""

    findings: tuple[FindingView, ...]
    total: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def findings(question: FindingQuestion) -> FindingList:
    matching = _filtered(question.chosen).exclude(kind__in=question.folded)
    start = (question.page - 1) * question.size
    rows = matching.order_by("place")[start : start + question.size]
    return FindingList(views_of(rows), matching.count(), _counts(question.chosen))


def all_findings(question: FindingQuestion) -> Iterator[FindingView]:
    """Every finding that answers the question, for downloads; some at a time, so that memory stays bounded."""
    ids = list(_filtered(question.chosen).order_by("place").values_list("id", flat=True))
    for start in range(0, len(ids), _CHUNK):
        some = models.Finding.objects.filter(id__in=ids[start : start + _CHUNK])
        yield from views_of(some.order_by("place"))


def count_findings(question: FindingQuestion) -> int:
    """How many findings answer the question, on whatever page."""
    return _filtered(question.chosen).count()


def findings_of_organisation(public_id: str) -> tuple[FindingView, ...]:
    return views_of(models.Finding.objects.filter(organisations=public_id).order_by("place"))


def findings_of_whole_list(slug: str) -> tuple[FindingView, ...]:
    """What is to say about a list and not about single rows of it, also what was answered."""
    rows = models.Finding.objects.filter(source=slug).exclude(severity="note")
    return views_of(rows.order_by("place"))


def seen_of(findings: Iterable[models.Finding]) -> dict[str, str]:
    """Finding -> a digest of what it says: another one once a value or a row that shows it is another."""
    rows = {row.pk: row for row in findings}
    said: dict[str, list[str]] = {key: [] for key in rows}
    for link, path in (
        (models.Finding.statements, "statement__original"),
        (models.Finding.records, "record__text"),
    ):
        pairs = link.through.objects.filter(finding__in=rows).order_by(path)
        for key, text in pairs.values_list("finding", path):
            said[key].append(text)
    return {
        key: sha256(repr((row.kind, row.params, said[key])).encode()).hexdigest() for key, row in rows.items()
    }


def answered(among: Iterable[str] | None = None) -> dict[str, models.FindingAnswer]:
    """Finding -> the answer that counts: nothing of the finding has changed since it was given."""
    rows = models.FindingAnswer.objects.filter(withdrawn_at=None)
    if among is not None:
        rows = rows.filter(finding__in=list(among))
    standing = {row.finding: row for row in rows}
    seen = seen_of(models.Finding.objects.filter(pk__in=standing)) if standing else {}
    return {key: row for key, row in standing.items() if seen.get(key) == row.seen}


def named_statements(findings: QuerySet[models.Finding]) -> dict[str, frozenset[str]]:
    """The ids of the statements that findings doubt ("doubted"), and of those that they propose ("proposed")."""
    named: dict[str, set[str]] = {"doubted": set(), "proposed": set()}
    for params in findings.values_list("params", flat=True):
        for name, value in params:
            if name in named:
                named[name] |= set(value.split())
    return {name: frozenset(ids) for name, ids in named.items()}


def _filtered(chosen: dict[str, tuple[str, ...]]) -> QuerySet[models.Finding]:
    matching = models.Finding.objects.exclude(pk__in=answered())
    if chosen.get("kind"):
        matching = matching.filter(kind__in=chosen["kind"])
    if chosen.get("severity"):
        matching = matching.filter(severity__in=chosen["severity"])
    if chosen.get("list"):
        in_records = models.Finding.objects.filter(records__source__in=chosen["list"])
        matching = matching.filter(
            Q(source__in=chosen["list"]) | Q(id__in=in_records.order_by().values("id"))
        )
    return matching


def _counts(chosen: dict[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    others = {key: _filtered({k: v for k, v in chosen.items() if k != key}).order_by() for key in chosen}
    counts = {
        key: dict(others[key].values_list(key).annotate(n=Count("id")).order_by(key))
        for key in ("kind", "severity")
    }
    return {**counts, "list": counts_of_lists(others["list"])}


def counts_of_lists(findings: QuerySet[models.Finding]) -> dict[str, int]:
    """A finding counts once for each list that it is about, as a whole or by a row."""
    pairs = findings.exclude(records=None).values_list("id", "records__source")
    wholes = findings.exclude(source=None).values_list("id", "source")
    return dict(sorted(Counter(slug for _, slug in {*pairs, *wholes}).items()))


def views_of(rows: QuerySet[models.Finding]) -> tuple[FindingView, ...]:
    wanted = ("organisations", "statements__record__source", "records__source")
    listed = list(rows.select_related("source").prefetch_related(*wanted))
    answers = answered(row.pk for row in listed)
    return tuple(_view(row, answers.get(row.pk)) for row in listed)


def answer_title(answer: str) -> str:
    return {
        models.FindingAnswer.MENDED: pgettext("answer", "corrected at the source"),
        models.FindingAnswer.ACCEPTED: pgettext("answer", "accepted as it is"),
        models.FindingAnswer.SENT: pgettext("answer", "sent to the publisher of the list"),
    }[answer]


def _answered(row: models.FindingAnswer | None) -> str:
    """What was done about it, as everybody reads it."""
    if row is None:
        return ""
    title = answer_title(row.answer)
    said = _("%(answer)s on %(day)s") % {
        "answer": title,
        "day": day(timezone.localdate(row.at), active_language()),
    }
    return f"{said}: {row.reason}" if row.reason else said


def sentence_of(row: models.Finding) -> str:
    return wording.finding_sentence(_stored(row), active_language())


def _stored(row: models.Finding) -> Finding:
    return Finding(row.kind, row.source_id or "", (), (), tuple((n, v) for n, v in row.params))


def _view(row: models.Finding, answer: models.FindingAnswer | None) -> FindingView:
    finding = _stored(row)
    url, name = _subject(row)
    return FindingView(
        id=row.id,
        kind=row.kind,
        kind_label=wording.finding_label(row.kind, active_language()),
        severity=row.severity,
        severity_label=wording.severity_label(row.severity, active_language()),
        sentence=wording.finding_sentence(finding, active_language()),
        resolve=wording.finding_resolve(finding, active_language()),
        organisation_url=url,
        organisation_name=name,
        evidence=_evidence(row),
        answered=_answered(answer),
    )


def _subject(row: models.Finding) -> tuple[str, str]:
    """Address and name of what a finding is about: the list as a whole, else the first of its organisations."""
    if row.source is not None:
        return reverse("registry:source", args=[row.source_id]), source_title(row.source)
    owners = sorted(row.organisations.all(), key=lambda o: o.sort_name)
    return (organisation_url(owners[0].id), owners[0].heading[0]) if owners else ("", "")


def _evidence(row: models.Finding) -> tuple[Evidence, ...]:
    """The statements that show a finding, then its other rows; no more than a person reads."""
    statements = list(row.statements.all())[:_SHOWN_EVIDENCE]
    shown = {statement.record_id for statement in statements}
    rest = [record for record in row.records.all() if record.id not in shown]
    return (
        *(evidence_of(statement) for statement in statements),
        *(record_evidence(record) for record in rest[: _SHOWN_EVIDENCE - len(statements)]),
    )
