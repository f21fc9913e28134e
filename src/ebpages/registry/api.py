"""Every page's content as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from ebpages.faces.api import Language, Paging
from ebpages.faces.shapes import Coverage
from ebpages.registry import queries, wording
from ebpages.registry.facets import KEYS
from ebpages.registry.one_build import one_build
from ebpages.registry.questions import LONGEST_QUERY
from ebpages.registry.shapes import (
    Fact,
    Figure,
    FindingView,
    OrganisationView,
    RecordView,
    RegionCount,
    ResultCard,
    SourceView,
)

router = Router(tags=["registry"])
router.add_decorator(one_build, mode="view")
Sort = Literal["relevance", "name", "lists", "findings", "founded"]
Value = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f]*$")]
Values = Annotated[list[Value], Field(default_factory=list, max_length=50)]


class Home(Schema):
    built_at: datetime | None
    as_of: date | None
    counts: dict[str, int]
    figures: list[Figure]
    regions: list[RegionCount]
    map_coverage: Coverage


class Organisations(Schema):
    """One page of organisations; `counts`: facet, value, number, each facet under the filters of the others."""

    total: int
    page: int
    size: int
    results: list[ResultCard]
    counts: dict[str, dict[str, int]]
    regions: dict[str, int]


class Findings(Schema):
    total: int
    page: int
    size: int
    findings: list[FindingView]
    counts: dict[str, dict[str, int]]


class Source(Schema):
    """One list and one page of its records."""

    source: SourceView
    total: int
    page: int
    size: int
    records: list[RecordView]


class Explanation(Schema):
    code: str
    label: str
    explanation: str


class Method(Schema):
    steps: list[Explanation]
    findings: list[Explanation]


class OrganisationFilters(Paging):
    q: str = Field(
        "", max_length=LONGEST_QUERY, description="Words, in Cyrillic or Latin, Bulgarian or English"
    )
    kind: Values
    list: Values
    stage: Values
    label: Values
    region: Values
    sector: Values
    activity: Values
    form: Values
    on: date | None = Field(None, description="The day on which labels must hold; today when left out")
    sort: Sort = "relevance"


class FindingFilters(Paging):
    kind: Values
    severity: Values
    list: Values


@router.get("/home", response=Home, url_name="home", summary="Key figures, with what they rest on")
def home(request: HttpRequest, language: Language = "bg") -> Home:
    with translation.override(language):
        found, last = queries.home(language), queries.built()
    return Home(
        built_at=last.at if last else None,
        as_of=last.as_of if last else None,
        counts=last.counts if last else {},
        figures=list(found.figures),
        regions=list(found.regions),
        map_coverage=found.map_coverage,
    )


@router.get("/organisations", response=Organisations, url_name="organisations", summary="Search and filter")
def organisations(
    request: HttpRequest, asked: Query[OrganisationFilters], language: Language = "bg"
) -> Organisations:
    question = queries.Question(
        on=asked.on or timezone.localdate(),
        words=asked.q,
        chosen={key: tuple(getattr(asked, key)) for key in KEYS},
        sort=asked.sort if asked.q.strip() or asked.sort != "relevance" else "name",
        page=asked.page,
        size=asked.size,
    )
    with translation.override(language):
        found = queries.directory(question, language)
    return Organisations(
        total=found.total,
        page=asked.page,
        size=asked.size,
        results=list(found.results),
        counts=found.counts,
        regions=found.regions,
    )


@router.get(
    "/organisations/{slug:public_id}",
    response={200: OrganisationView, 301: None},
    url_name="organisation",
    summary="One organisation with the evidence of every value",
)
def organisation(
    request: HttpRequest, public_id: str, language: Language = "bg", on: date | None = None
) -> OrganisationView | HttpResponse:
    """An id that was merged into another answers 301 with the address of the other."""
    with translation.override(language):
        found = queries.organisation(public_id, language, on or timezone.localdate())
    if found is None:
        raise HttpError(404, f"There is no organisation {public_id!r}.")
    if isinstance(found, queries.Moved):
        target = reverse("api:organisation", args=[found.id])
        return redirect(f"{target}?{request.GET.urlencode()}", permanent=True)
    return found


@router.get("/findings", response=Findings, url_name="findings", summary="What does not add up")
def findings(request: HttpRequest, asked: Query[FindingFilters], language: Language = "bg") -> Findings:
    question = queries.FindingQuestion(
        tuple(asked.kind), tuple(asked.severity), tuple(asked.list), asked.page, asked.size
    )
    with translation.override(language):
        found = queries.findings(question, language)
    return Findings(
        total=found.total,
        page=asked.page,
        size=asked.size,
        findings=list(found.findings),
        counts=found.counts,
    )


@router.get("/sources", response=list[SourceView], url_name="sources", summary="The lists")
def sources(request: HttpRequest, language: Language = "bg") -> list[SourceView]:
    with translation.override(language):
        return list(queries.source_lists(language))


@router.get(
    "/sources/{slug:slug}", response=Source, url_name="source", summary="One list and its records as printed"
)
def source(request: HttpRequest, slug: str, asked: Query[Paging], language: Language = "bg") -> Source:
    with translation.override(language):
        found = queries.source_list(slug, language)
        if found is None:
            raise HttpError(404, f"There is no list {slug!r}.")
        records, total = queries.records_of_list(slug, language, asked.page, asked.size)
    return Source(source=found, total=total, page=asked.page, size=asked.size, records=list(records))


class RecordPage(Schema):
    """One printed row, its values with their evidence, and what was noticed while reading it."""

    record: RecordView
    source: SourceView
    facts: list[Fact]
    notices: list[str]


@router.get(
    "/sources/{slug:slug}/{slug:key}",
    response=RecordPage,
    url_name="record",
    summary="One row of a list as printed",
)
def record(request: HttpRequest, slug: str, key: str, language: Language = "bg") -> RecordPage:
    with translation.override(language):
        found = queries.record(slug, key, language)
    if found is None:
        raise HttpError(404, f"The list {slug!r} has no row {key!r}.")
    return RecordPage(
        record=found.record, source=found.source, facts=list(found.facts), notices=list(found.notices)
    )


@router.get("/method", response=Method, url_name="method", summary="The cascade and the kinds of findings")
def method(request: HttpRequest, language: Language = "bg") -> Method:
    steps = [
        Explanation(
            code=m,
            label=wording.method_label(m, language),
            explanation=wording.method_explanation(m, language),
        )
        for m in wording.methods()
    ]
    kinds = [
        Explanation(
            code=k,
            label=wording.finding_label(k, language),
            explanation=wording.finding_explanation(k, language),
        )
        for k in wording.kinds_of_findings()
    ]
    return Method(steps=steps, findings=kinds)
