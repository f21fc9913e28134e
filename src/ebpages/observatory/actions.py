"""The only writers of the observatory."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils import timezone

from ebpages.declared.text import Text
from ebpages.files.cannot_fetch import CannotFetch
from ebpages.files.download import Limits, Progress, silent
from ebpages.observatory.models import StatisticsObservation, StatisticsVintage
from ebpages.observatory.queries.statistics import last_fetched, last_known, validators
from ebpages.observatory.statistics import EUROSTAT, client, cube, sdmx_source
from ebpages.observatory.statistics.client import Filters
from ebpages.observatory.statistics.dataset import Vintage, moment
from ebpages.observatory.statistics.download import USUAL

logger = logging.getLogger(__name__)

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a question to a provider came to.

    stored: the vintage was not there before. problem: why the provider gave nothing, in which case `vintage` is the last
    one that is known; empty where all went well.
    """

    vintage: Vintage
    stored: bool
    problem: str = ""


def fetch_statistics(
    *,
    code: str,
    filters: Filters,
    provider: str = EUROSTAT,
    by: str,
    limits: Limits = USUAL,
    progress: Progress = silent,
    storing: Progress = silent,
) -> Fetched:
    """Ask the provider for a data set and keep what it answers; the last vintage serves where it does not answer.

    provider: eurostat, an id that sdmx1 knows, or the address of an SDMX service. progress counts bytes, storing counts
    cells. Nothing is stored before the answer is whole. Raises CannotFetch where no vintage is known either.
    """
    of_eurostat = provider.lower() == EUROSTAT
    code, name = (code.lower(), EUROSTAT) if of_eurostat else (code, sdmx_source.name_of(provider))
    query = client.canonical(filters)
    try:
        if of_eurostat:
            known = validators(name, code, query)
            found = client.fetch(
                code, filters, address=client.address(), known=known, limits=limits, progress=progress
            )
        else:
            found = sdmx_source.fetch(code, filters, source=provider, limits=limits, progress=progress)
    except CannotFetch as problem:
        last = last_known(name, code, query)
        if last is None:
            raise
        return Fetched(last, stored=False, problem=str(problem))
    stored = found is not None and store_vintage(vintage=found, by=by, progress=storing)
    kept = last_fetched(name, code, query)
    assert kept is not None  # stored now, or before by whoever is told that there is nothing new
    return Fetched(kept, stored=stored)


def store_vintage(*, vintage: Vintage, by: str, progress: Progress = silent) -> bool:
    """Keep a vintage with all of its cells, or none; False where it is there already. Older vintages stay as they are.

    A vintage that is dated only by its message is not kept again while the cells stay the same.
    """
    digest = cube.digest(vintage.observations)
    same = StatisticsVintage.objects.filter(provider=vintage.provider, code=vintage.code, query=vintage.query)
    newest = same.order_by("-began", "-id").values_list("digest", flat=True).first()
    if same.filter(vintage=vintage.vintage).exists() or (vintage.prepared and newest == digest):
        return False
    try:
        with transaction.atomic():
            row = _row(vintage, digest, by)
            row.save(force_insert=True)
            _store_cells(row, vintage, progress)
    except IntegrityError:
        if same.filter(vintage=vintage.vintage).exists():  # somebody else fetched it at the same moment
            return False
        raise
    logger.info(
        "statistics stored by %s: %s %s, %s, %s cells",
        by, vintage.provider, vintage.code, vintage.name, len(vintage.observations),
    )  # fmt: skip
    return True


def _row(vintage: Vintage, digest: str, by: str) -> StatisticsVintage:
    known = sum(cell.value is not None for cell in vintage.observations)
    texts = {
        f"{name}_{language}": _cut(getattr(words, language), f"{name}_{language}")
        for name in ("title", "unit", "attribution", "licence", "source")
        for words in (getattr(vintage, name),)
        for language in ("bg", "en")
    }
    return StatisticsVintage(
        provider=vintage.provider, code=vintage.code, query=vintage.query, vintage=vintage.vintage,
        began=moment(vintage.vintage),
        codes=[[name, [[c, *_pair(w)] for c, w in vintage.labels[name].items()]] for name in vintage.dimensions],
        dimension_titles={name: _pair(words) for name, words in vintage.dimension_titles.items()},
        url=_cut(vintage.url, "url"), certainty=vintage.certainty,
        fragment=vintage.fragment, prepared=vintage.prepared,
        etag=vintage.etag, last_modified=vintage.last_modified,
        fetched_at=vintage.fetched_at or timezone.now(), fetched_by=_cut(by, "fetched_by"), digest=digest,
        known=known, missing=len(vintage.observations) - known, **texts,
    )  # fmt: skip


def _pair(words: Text) -> list[str]:
    return [words.bg, words.en]


def _cut(text: str, field: str) -> str:
    """A text no longer than its column; only titles and addresses that are told to people can be."""
    longest = StatisticsVintage._meta.get_field(field).max_length
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _store_cells(row: StatisticsVintage, vintage: Vintage, progress: Progress) -> None:
    codes = {name: tuple(vintage.labels[name]) for name in vintage.dimensions}
    cells = (
        StatisticsObservation(vintage=row, position=position, value=cell.value, flags=cell.flags)
        for position, cell in cube.positions(vintage.observations, codes)
    )
    done = 0
    for batch in _batches(cells):
        StatisticsObservation.objects.bulk_create(batch)
        done += len(batch)
        progress(done, len(vintage.observations))


def _batches(cells: Iterator[StatisticsObservation]) -> Iterator[Sequence[StatisticsObservation]]:
    while batch := list(islice(cells, _BATCH)):
        yield batch
