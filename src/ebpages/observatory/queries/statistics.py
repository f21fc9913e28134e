"""Data sets, those that ship with the product and those that were fetched: which there are, and one vintage of one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from django.db import connection
from django.urls import reverse

from ebpages.declared.text import NOTHING, Text
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Coverage, TextOrNull
from ebpages.faces.upkeep import Check
from ebpages.observatory.models import StatisticsObservation, StatisticsVintage
from ebpages.observatory.statistics import cube
from ebpages.observatory.statistics.dataset import (
    FIRST_TIME,
    Observation,
    UnknownVintage,
    Validators,
    Vintage,
    moment,
)
from ebpages.observatory.statistics.provider import provider as provider_of
from ebpages.observatory.statistics.shipped import all_shipped, shipped
from ebpages.publish.checksums import Damaged

KEPT_IN_MEMORY = 50_000  # cells: larger vintages are read anew each time


class DamagedVintage(Damaged):
    """The cells of a stored vintage are not those that were fetched."""


@dataclass(frozen=True, slots=True)
class VintageHead:
    """A vintage without its cells. name: what tells it from the others, as `vintage` takes it. id: None where it ships."""

    provider: str
    code: str
    vintage: str
    query: str
    name: str
    began: datetime
    fragment: bool
    prepared: bool
    fetched_at: datetime | None
    known: int
    missing: int
    title: Text
    unit: Text
    attribution: Text
    licence: Text
    certainty: str
    url: str
    source: Text
    id: int | None = None

    @property
    def cells(self) -> int:
        return self.known + self.missing

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.known, self.missing, 0, self.cells)


@dataclass(frozen=True, slots=True)
class Structure:
    """The dimensions of a vintage in order. labels: dimension -> code -> text; titles: dimension -> text."""

    labels: Mapping[str, Mapping[str, Text]]
    titles: Mapping[str, Text]

    def title(self, dimension: str) -> str:
        return self.titles.get(dimension, NOTHING).name(active_language()) or dimension

    def label(self, dimension: str, code: str) -> str:
        return self.labels.get(dimension, {}).get(code, NOTHING).name(active_language()) or code


@dataclass(frozen=True, slots=True)
class DatasetView:
    """A data set in the list of all: its newest vintage, and how many there are."""

    code: str
    title: str
    provider: str
    unit: TextOrNull
    vintage: str
    vintages: int
    known: int
    missing: int
    attribution: TextOrNull
    licence: TextOrNull
    certainty: str
    fetched_at: datetime | None
    url: TextOrNull

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.known, self.missing, 0, self.known + self.missing)


def datasets() -> tuple[DatasetView, ...]:
    """Every data set by code, with the vintage that is shown first."""
    by_code: dict[str, list[VintageHead]] = {}
    for head in (*_shipped_heads(), *_stored_heads()):
        by_code.setdefault(head.code, []).append(head)
    return tuple(_dataset(_in_order(by_code[code])) for code in sorted(by_code))


def vintages(code: str, provider: str | None = None) -> tuple[VintageHead, ...]:
    """The vintages of a data set, oldest first, so that the last one is what `vintage` gives; fragments stand before."""
    heads = [head for head in _shipped_heads() if head.code == code] + list(_stored_heads(code))
    return _in_order(head for head in heads if provider in (None, head.provider))


def vintage(
    code: str,
    wanted: str | None = None,
    *,
    holding: Mapping[str, Sequence[str]] | None = None,
) -> Vintage:
    """One vintage of a data set with all of its cells: the newest one, shipped or fetched, unless another is wanted.

    wanted: its date as the publisher writes it, or its name where several parts were fetched. holding: dimension ->
    codes that it must have; where no vintage has them all, the newest one. Raises UnknownVintage.
    """
    return load(vintage_head(code, wanted, holding=holding))


def vintage_head(
    code: str,
    wanted: str | None = None,
    *,
    holding: Mapping[str, Sequence[str]] | None = None,
) -> VintageHead:
    """What `vintage` would give, without its cells. Raises UnknownVintage."""
    heads = vintages(code)
    if not heads:
        raise UnknownVintage(f"there is no data set {code}")
    newest_first = heads[::-1]
    if not wanted:
        return next((head for head in newest_first if _holds(head, holding or {})), newest_first[0])
    named = [head for head in newest_first if wanted == head.name]
    dated = [head for head in newest_first if wanted == head.vintage]
    if named or dated:
        return (named or dated)[0]
    raise UnknownVintage(f"{code} has no vintage {wanted}; it has {', '.join(head.name for head in heads)}")


def load(head: VintageHead) -> Vintage:
    """A vintage with all of its cells."""
    if head.id is None:
        return next(v for v in shipped(head.code) if (v.provider, v.name) == (head.provider, head.name))
    read = _remembered if in_memory(head) else _read
    return read(head)


def in_memory(head: VintageHead) -> bool:
    """Whether a vintage is small enough, or ships, to be worked with as a whole."""
    return head.id is None or head.cells <= KEPT_IN_MEMORY


def checks() -> Iterator[Check]:
    """Of each stored vintage, whether its cells are those that were fetched."""
    for row in StatisticsVintage.objects.order_by("pk").iterator():
        what = f"statistics {row.code} {row.vintage} {row.query}".rstrip()
        try:
            is_whole = cube.digest(stored_cells(row)) == row.digest
        except (ValueError, IndexError, TypeError):
            is_whole = False
        problem = "" if is_whole else "its cells are not those that were fetched: their checksum differs"
        yield Check(what, problem, "Restore a backup: `ebpages restore FILE --replace`.")


def last_fetched(provider: str, code: str, query: str) -> Vintage | None:
    """The newest vintage that was fetched for just this question."""
    heads = [head for head in vintages(code, provider) if head.id is not None and head.query == query]
    return load(heads[-1]) if heads else None


def validators(provider: str, code: str, query: str) -> Validators:
    """What the provider's server said of its last answer to this question; nothing where it was never asked."""
    same = StatisticsVintage.objects.filter(provider=provider, code=code, query=query)
    last = same.order_by("-began", "-id").values_list("etag", "last_modified").first()
    return Validators(*last) if last else FIRST_TIME


def last_known(provider: str, code: str, query: str) -> Vintage | None:
    """What serves where a provider does not answer: the last answer to this question, else the newest vintage there is."""
    heads = vintages(code, provider)
    return last_fetched(provider, code, query) or (load(heads[-1]) if heads else None)


def state_of_statistics() -> str:
    """A text that is another one after every vintage stored."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {StatisticsVintage._meta.db_table}")  # noqa: S608 - a table of ours
        return str(cursor.fetchone())


def codes_of(row: StatisticsVintage) -> dict[str, tuple[str, ...]]:
    return {name: tuple(code for code, _bg, _en in codes) for name, codes in row.codes}


def _in_order(heads: Iterable[VintageHead]) -> tuple[VintageHead, ...]:
    return tuple(sorted(heads, key=lambda head: (not head.fragment, head.began, head.id or 0)))


def _holds(head: VintageHead, codes: Mapping[str, Sequence[str]]) -> bool:
    if head.fragment:
        return False
    if not codes:
        return True
    labels = structure(head).labels
    return all(set(each) <= labels.get(name, {}).keys() for name, each in codes.items())


def structure(head: VintageHead) -> Structure:
    """The dimensions of a vintage, without its cells."""
    if head.id is None:
        shipped_vintage = load(head)
        return Structure(shipped_vintage.labels, shipped_vintage.dimension_titles)
    row = StatisticsVintage.objects.only("codes", "dimension_titles").get(id=head.id)
    return Structure(_labels(row), _titles(row))


@cache
def _shipped_heads() -> tuple[VintageHead, ...]:
    return tuple(_shipped_head(each) for each in all_shipped())


def _shipped_head(each: Vintage) -> VintageHead:
    known = sum(cell.value is not None for cell in each.observations)
    return VintageHead(
        provider=each.provider, code=each.code, vintage=each.vintage, query=each.query, name=each.name,
        began=moment(each.vintage), fragment=each.fragment, prepared=each.prepared, fetched_at=None,
        known=known, missing=len(each.observations) - known, title=each.title, unit=each.unit,
        attribution=each.attribution, licence=each.licence, certainty=each.certainty, url=each.url,
        source=each.source,
    )  # fmt: skip


def _stored_heads(code: str | None = None) -> Iterable[VintageHead]:
    rows = StatisticsVintage.objects.defer("codes", "dimension_titles")
    return map(_stored_head, rows.filter(code=code) if code is not None else rows)


def _stored_head(row: StatisticsVintage) -> VintageHead:
    return VintageHead(
        provider=row.provider, code=row.code, vintage=row.vintage, query=row.query,
        name=f"{row.vintage} {row.query}".rstrip(), began=row.began, fragment=row.fragment,
        prepared=row.prepared, fetched_at=row.fetched_at, known=row.known, missing=row.missing,
        title=Text(row.title_bg, row.title_en), unit=Text(row.unit_bg, row.unit_en),
        attribution=Text(row.attribution_bg, row.attribution_en),
        licence=Text(row.licence_bg, row.licence_en),
        certainty=row.certainty, url=row.url, source=Text(row.source_bg, row.source_en), id=row.id,
    )  # fmt: skip


def _dataset(heads: Sequence[VintageHead]) -> DatasetView:
    newest, language = heads[-1], active_language()
    return DatasetView(
        code=newest.code,
        title=newest.title.name(language) or newest.code,
        provider=provider_of(newest.provider).name(language),
        unit=newest.unit.name(language),
        vintage=newest.vintage,
        vintages=len(heads),
        known=newest.known,
        missing=newest.missing,
        attribution=newest.attribution.name(language),
        licence=newest.licence.name(language),
        certainty=newest.certainty,
        fetched_at=newest.fetched_at,
        url=reverse("observatory:dataset", args=[newest.code]),
    )


def _read(head: VintageHead) -> Vintage:
    row = StatisticsVintage.objects.get(id=head.id)
    observations = tuple(stored_cells(row))
    if cube.digest(observations) != row.digest:
        raise DamagedVintage(
            f"The cells of {row.code}, vintage {row.vintage}, are not those that were fetched: their checksum differs. "
            "Restore the database from a backup."
        )
    return Vintage(
        provider=row.provider, code=row.code, vintage=row.vintage, dimensions=tuple(codes_of(row)), labels=_labels(row),
        observations=observations,
        title=Text(row.title_bg, row.title_en), unit=Text(row.unit_bg, row.unit_en),
        dimension_titles=_titles(row),
        attribution=Text(row.attribution_bg, row.attribution_en),
        licence=Text(row.licence_bg, row.licence_en),
        url=row.url, source=Text(row.source_bg, row.source_en), certainty=row.certainty, query=row.query, fragment=row.fragment,
        prepared=row.prepared, fetched_at=row.fetched_at, etag=row.etag, last_modified=row.last_modified,
    )  # fmt: skip


def stored_cells(row: StatisticsVintage) -> Iterator[Observation]:
    """The cells in the order of the cube, in which they were fetched."""
    codes = codes_of(row)
    cells = StatisticsObservation.objects.filter(vintage=row).values_list("position", "value", "flags")
    for at, value, flags in cells.iterator(10_000):
        yield Observation(cube.key_at(at, codes), value, flags)


# A stored vintage never changes; a database that is made anew, and gives out its ids again, has other heads.
_remembered = lru_cache(maxsize=32)(_read)


def _labels(row: StatisticsVintage) -> dict[str, dict[str, Text]]:
    return {name: {code: Text(bg, en) for code, bg, en in codes} for name, codes in row.codes}


def _titles(row: StatisticsVintage) -> dict[str, Text]:
    return {name: Text(*pair) for name, pair in row.dimension_titles.items()}
