"""Every page's content as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field, create_model

from ebpages.faces.api import Language, Paging, in_language
from ebpages.faces.shapes import Coverage
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry import queries
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.facets import KEYS
from ebpages.registry.one_build import one_build
from ebpages.registry.queries import relaxing
from ebpages.registry.questions import LONGEST_QUERY
from ebpages.registry.shapes import (
    Changes,
    ClustersForMe,
    DifferencesView,
    Fact,
    Figure,
    FindingView,
    Method,
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

Stated = Annotated[
    list[Annotated[str, Field(max_length=300, pattern=r"^[a-z_]{1,40}(:[^\x00-\x1f]+)?$")]],
    Field(
        default_factory=list,
        max_length=20,
        description="A property that a row states, such as `website`, or `property:value`, such as `founded:1999`",
    ),
]


class Home(Schema):
    """in_several_regions: how many organisations are counted in more than one of the `regions`."""

    built_at: datetime | None
    as_of: date | None
    counts: dict[str, int]
    figures: list[Figure]
    regions: list[RegionCount]
    map_coverage: Coverage
    in_several_regions: int


class Instead(Schema):
    """The first answers to a wider question, where the one asked finds nothing; `sentence` says how it is wider."""

    sentence: str
    url: str
    total: int
    results: list[ResultCard]


class Organisations(Schema):
    """One page of organisations; `counts`: facet, value, number, each facet under the filters of the others.

    in_several_regions: how many organisations are counted in more than one of the `regions`.
    """

    total: int
    page: int
    size: int
    results: list[ResultCard]
    counts: dict[str, dict[str, int]]
    regions: dict[str, int]
    in_several_regions: int
    instead: Instead | None


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


_WORDS = Field("", max_length=LONGEST_QUERY, description="Words, in Cyrillic or Latin, Bulgarian or English")
_DAY = Field(None, description="The day on which labels must hold; today when left out")
OrganisationFilters = create_model(
    "OrganisationFilters",
    __base__=Paging,
    q=(str, _WORDS),
    **dict.fromkeys(KEYS, (Values, ...)),
    stated=(Stated, ...),
    on=(date | None, _DAY),
    sort=(Sort, "relevance"),
)


class FindingFilters(Paging):
    kind: Values
    severity: Values
    list: Values


@router.get("/home", response=Home, url_name="home", summary="Key figures, with how much is known")
@in_language
def home(request: HttpRequest, language: Language = "bg") -> Home:
    content, last = queries.home(), queries.built()
    return Home(
        built_at=last.at if last else None,
        as_of=last.as_of if last else None,
        counts=last.counts if last else {},
        figures=list(content.figures),
        regions=list(content.regions),
        map_coverage=content.map_coverage,
        in_several_regions=content.in_several_regions,
    )


@router.get("/organisations", response=Organisations, url_name="organisations", summary="Search and filter")
@in_language
def organisations(
    request: HttpRequest,
    filters: Query[OrganisationFilters],  # type: ignore[valid-type]
    language: Language = "bg",
) -> Organisations:
    queries.insist_on_search(filters.q)
    question = queries.Question(
        on=filters.on or day_of_reading(),
        words=filters.q,
        chosen={key: tuple(getattr(filters, key)) for key in KEYS},
        sort=filters.sort if filters.q.strip() or filters.sort != "relevance" else "name",
        page=filters.page,
        size=filters.size,
        stated=tuple(filters.stated),
    )
    question = queries.understood(question)
    directory = queries.directory(question)
    wider = relaxing.instead(question) if not directory.total else None
    return Organisations(
        total=directory.total,
        page=filters.page,
        size=filters.size,
        results=list(directory.results),
        counts=directory.counts,
        regions=directory.regions,
        in_several_regions=directory.in_several_regions,
        instead=Instead(
            sentence=wider.sentence,
            url=wider.url,
            total=wider.directory.total,
            results=list(wider.directory.results),
        )
        if wider
        else None,
    )


@router.get(
    "/clusters",
    response=ClustersForMe,
    url_name="clusters",
    summary="The clusters of a sector, the nearest to an oblast first",
)
@in_language
def clusters(
    request: HttpRequest,
    sector: Annotated[Value, Query(description="Code of a sector, such as furniture_wood")],
    region: Annotated[
        Value, Query(description="NUTS 3 code of an oblast, such as BG421; `abroad` for another country")
    ],
    language: Language = "bg",
) -> ClustersForMe:
    try:
        return queries.clusters_for(sector, region, day_of_reading())
    except UnknownCode as unknown:
        raise HttpError(
            404, _("There is no sector or oblast “%(name)s”.") % {"name": unknown.args[0]}
        ) from None


@router.get(
    "/suggestions", response=list[str], url_name="suggestions", summary="What words typed so far may be about"
)
@in_language
def suggestions(
    request: HttpRequest, q: Annotated[str, Query(max_length=LONGEST_QUERY)], language: Language = "bg"
) -> list[str]:
    return list(queries.suggestions(q))


@router.get(
    "/organisations/{slug:public_id}",
    response={200: OrganisationView, 301: None},
    url_name="organisation",
    summary="One organisation with the evidence of every value",
)
@in_language
def organisation(
    request: HttpRequest,
    public_id: str,
    language: Language = "bg",
    on: date | None = None,
) -> OrganisationView | HttpResponse:
    """An id that was merged into another answers 301 with the address of the other.

    on: the day on which labels are judged.
    """
    view = queries.organisation(public_id, on or day_of_reading())
    if view is None:
        if queries.has_left_the_lists(public_id):
            raise HttpError(
                404,
                _("The organisation “%(name)s” has left the lists; its id is kept for it.")
                % {"name": public_id},
            )
        raise HttpError(404, _("There is no organisation “%(name)s”.") % {"name": public_id})
    if isinstance(view, queries.MergedInto):
        target = reverse("api:organisation", args=[view.id])
        return redirect(f"{target}?{request.GET.urlencode()}", permanent=True)
    return view


class ChangesSince(Schema):
    after: int = Field(0, ge=0, lt=2**63, description="A position: `next` of the answer before")
    since: datetime | None = Field(None, description="A moment in ISO form, such as 2026-11-29T00:00:00Z")
    size: int = Field(200, ge=1, le=1000)

    @property
    def moment(self) -> datetime | None:
        """`since`, in the time zone of the site where it names none; at the ends of the calendar it cannot be told in UTC."""
        if self.since is None or self.since.year < 1971:
            return None
        since = self.since if self.since.year <= 9000 else self.since.replace(year=9000, day=1)
        return timezone.make_aware(since) if timezone.is_naive(since) else since


@router.get(
    "/changes",
    response=Changes,
    url_name="changes",
    summary="Organisations that changed since a moment or a position",
)
def changes(request: HttpRequest, question: Query[ChangesSince]) -> Changes:
    """Ask again with `after` set to `next`, until `more` is false; then, from time to time, from there."""
    return queries.changes(after=question.after, since=question.moment, size=question.size)


@router.get("/findings", response=Findings, url_name="findings", summary="What does not add up")
@in_language
def findings(request: HttpRequest, filters: Query[FindingFilters], language: Language = "bg") -> Findings:
    question = queries.FindingQuestion(
        tuple(filters.kind),
        tuple(filters.severity),
        tuple(filters.list),
        page=filters.page,
        size=filters.size,
    )
    listed = queries.findings(question)
    return Findings(
        total=listed.total,
        page=filters.page,
        size=filters.size,
        findings=list(listed.findings),
        counts=listed.counts,
    )


@router.get(
    "/findings/differences",
    response=DifferencesView,
    url_name="differences",
    summary="Where lists differ from each other, list against list",
)
@in_language
def differences(request: HttpRequest, language: Language = "bg") -> DifferencesView:
    return queries.differences()


@router.get("/sources", response=list[SourceView], url_name="sources", summary="The lists")
@in_language
def sources(request: HttpRequest, language: Language = "bg") -> list[SourceView]:
    return list(queries.source_lists())


@router.get(
    "/sources/{slug:slug}", response=Source, url_name="source", summary="One list and its records as printed"
)
@in_language
def source(request: HttpRequest, slug: str, paging: Query[Paging], language: Language = "bg") -> Source:
    view = queries.source_list(slug)
    if view is None:
        raise HttpError(404, _("There is no list “%(name)s”.") % {"name": slug})
    records, total = queries.records_of_list(slug, paging.page, paging.size)
    return Source(source=view, total=total, page=paging.page, size=paging.size, records=list(records))


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
@in_language
def record(request: HttpRequest, slug: str, key: str, language: Language = "bg") -> RecordPage:
    row = queries.record(slug, key)
    if row is None:
        raise HttpError(404, _("The list “%(name)s” has no row “%(row)s”.") % {"name": slug, "row": key})
    return RecordPage(record=row.record, source=row.source, facts=list(row.facts), notices=list(row.notices))


@router.get("/method", response=Method, url_name="method", summary="The cascade and the kinds of findings")
@in_language
def method(request: HttpRequest, language: Language = "bg") -> Method:
    return queries.method()
