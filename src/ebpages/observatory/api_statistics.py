"""The pages of statistics as JSON."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import translation
from ninja import Query, Router, Schema

from ebpages.faces.api import Language, Paging
from ebpages.observatory.queries import dataset as queries
from ebpages.observatory.queries.statistics import (
    DatasetView,
    Structure,
    VintageHead,
    datasets,
    structure,
    vintages,
)
from ebpages.observatory.statistics.dataset import Observation
from ebpages.observatory.statistics.provider import provider
from ebpages.observatory.views.statistics import asked_vintage, chosen_codes
from ebpages.reference.flags import explained

router = Router()


class VintageEntry(Schema):
    """A vintage that there is. name: what the parameter `vintage` takes. query: the part that was fetched."""

    name: str
    vintage: str
    query: str
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
    flags: str
    notes: list[str]


class Dataset(Schema):
    """One vintage of a data set, and one page of its cells."""

    code: str
    title: str
    provider: str
    unit: str
    vintage: str
    fetched_at: datetime | None
    attribution: str
    licence: str
    certainty: str
    source: str
    url: str
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
def statistics(request: HttpRequest, language: Language = "bg") -> list[DatasetView]:
    with translation.override(language):
        return list(datasets(language))


@router.get(
    "/observatory/statistics/{str:code}",
    response=Dataset,
    url_name="dataset",
    summary="One data set in one vintage",
)
def dataset(
    request: HttpRequest, code: str, asked: Query[Paging], vintage: str = "", language: Language = "bg"
) -> Dataset:
    """The newest vintage unless `vintage` names another. A dimension as parameter filters: `geo=BG&geo=RO`."""
    head = asked_vintage(code, vintage)
    made = structure(head)
    on = chosen_codes(request.GET, made.labels)
    found, total = queries.cells(head, made.labels, on, (asked.page - 1) * asked.size, asked.size)
    return Dataset(
        code=head.code, title=head.title.name(language), provider=provider(head.provider).name(language),
        unit=head.unit.name(language), vintage=head.vintage, fetched_at=head.fetched_at,
        attribution=head.attribution.name(language), licence=head.licence.name(language),
        certainty=head.certainty, source=head.source.name(language), url=head.url,
        vintages=[_vintage(each) for each in vintages(code)],
        dimensions=[_dimension(made, name, language) for name in made.labels],
        total=total, page=asked.page, size=asked.size,
        cells=[_cell(made, cell, language) for cell in found],
    )  # fmt: skip


def _vintage(head: VintageHead) -> VintageEntry:
    return VintageEntry(**{name: getattr(head, name) for name in VintageEntry.model_fields})


def _dimension(made: Structure, name: str, language: str) -> DimensionEntry:
    codes = [CodeEntry(code=code, label=made.label(name, code, language)) for code in made.labels[name]]
    return DimensionEntry(id=name, title=made.title(name, language), codes=codes)


def _cell(made: Structure, cell: Observation, language: str) -> CellEntry:
    return CellEntry(
        codes=dict(zip(made.labels, cell.key, strict=True)),
        value=cell.value,
        flags=cell.flags,
        notes=explained(cell.flags, language, missing=cell.value is None),
    )
