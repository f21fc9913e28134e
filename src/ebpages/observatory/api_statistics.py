"""The pages of statistics as JSON."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Query, Router, Schema

from ebpages.faces.api import Language, Paging, in_language
from ebpages.faces.language import active_language
from ebpages.faces.shapes import TextOrNull
from ebpages.observatory.queries import dataset as queries
from ebpages.observatory.queries.statistics import (
    DatasetView,
    Structure,
    VintageHead,
    datasets,
    structure,
    vintages,
)
from ebpages.observatory.questions import read_codes, read_vintage
from ebpages.observatory.statistics.dataset import Observation
from ebpages.observatory.statistics.provider import provider
from ebpages.reference.flags import explained

router = Router()


class VintageEntry(Schema):
    """A vintage that there is. name: what the parameter `vintage` takes. query: the part that was fetched."""

    name: str
    vintage: str
    query: TextOrNull
    fragment: bool
    fetched_at: datetime | None
    known: int
    missing: int


class CodeEntry(Schema):
    code: str
    label: str


class DimensionEntry(Schema):
    id: str
    title: str
    codes: list[CodeEntry]


class CellEntry(Schema):
    """codes: by dimension. value: null where the publisher has none to give. flags: as published; notes: what they mean."""

    codes: dict[str, str]
    value: float | None
    flags: TextOrNull
    notes: list[str]


class Dataset(Schema):
    """One vintage of a data set, and one page of its cells."""

    code: str
    title: str
    provider: str
    unit: TextOrNull
    vintage: str
    fetched_at: datetime | None
    attribution: TextOrNull
    licence: TextOrNull
    certainty: str
    certainty_text: str
    source: TextOrNull
    url: TextOrNull
    vintages: list[VintageEntry]
    dimensions: list[DimensionEntry]
    total: int
    page: int
    size: int
    cells: list[CellEntry]


@router.get(
    "/observatory/statistics",
    response=list[DatasetView],
    url_name="statistics",
    summary="Official statistics: data sets",
)
@in_language
def statistics(request: HttpRequest, language: Language = "bg") -> list[DatasetView]:
    return list(datasets())


@router.get(
    "/observatory/statistics/{str:code}",
    response=Dataset,
    url_name="dataset",
    summary="One data set in one vintage",
)
@in_language
def dataset(
    request: HttpRequest, code: str, asked: Query[Paging], vintage: str = "", language: Language = "bg"
) -> Dataset:
    """The newest vintage unless `vintage` names another. A dimension as parameter filters: `geo=BG&geo=RO`."""
    head = read_vintage(code, request.GET)
    dimensions = structure(head)
    labels = dimensions.labels
    start = (asked.page - 1) * asked.size
    cells, total = queries.cells(head, labels, read_codes(request.GET, labels), start, asked.size)
    return Dataset(
        code=head.code, title=head.title.name(language), provider=provider(head.provider).name(language),
        unit=head.unit.name(language), vintage=head.vintage, fetched_at=head.fetched_at,
        attribution=head.attribution.name(language), licence=head.licence.name(language),
        certainty=head.certainty, certainty_text=queries.certainty_text(head.certainty),
        source=head.source.name(language), url=head.url,
        vintages=[_vintage(each) for each in vintages(code)],
        dimensions=[_dimension(dimensions, name) for name in labels],
        total=total, page=asked.page, size=asked.size,
        cells=[_cell(dimensions, cell) for cell in cells],
    )  # fmt: skip


def _vintage(head: VintageHead) -> VintageEntry:
    return VintageEntry(**{name: getattr(head, name) for name in VintageEntry.model_fields})


def _dimension(dimensions: Structure, name: str) -> DimensionEntry:
    codes = [CodeEntry(code=code, label=dimensions.label(name, code)) for code in dimensions.labels[name]]
    return DimensionEntry(id=name, title=dimensions.title(name), codes=codes)


def _cell(dimensions: Structure, cell: Observation) -> CellEntry:
    return CellEntry(
        codes=dict(zip(dimensions.labels, cell.key, strict=True)),
        value=cell.value,
        flags=cell.flags,
        notes=explained(cell.flags, active_language(), missing=cell.value is None),
    )
