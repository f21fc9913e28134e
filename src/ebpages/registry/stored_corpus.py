"""What the last build read and counted over all records, for a few of them only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.db.models import Q

from ebpages.registry import models
from ebpages.registry.concepts import concepts
from ebpages.registry.findings.site_pairs import pieces
from ebpages.registry.mention import Mention
from ebpages.registry.models import FoundingYear, Frequency
from ebpages.registry.resolution.alignment import Vocabulary
from ebpages.registry.resolution.candidates import blocks
from ebpages.registry.resolution.corpus import Corpus
from ebpages.registry.resolution.registration_order import BY_NAME, TOLERANCE, WITNESSES, RegistrationOrder
from ebpages.registry.resolution.sites import site_pieces
from ebpages.registry.statements import Statement
from ebpages.sources.record import Field, Locator, Record, Step

_BATCH = 500


def stored_corpus(mentions: Sequence[Mention]) -> Corpus:
    """The counts that these mentions need."""
    named = [mention for mention in mentions if mention.name.words]
    size = Frequency.objects.get(kind=Frequency.NAMES).count
    words = _counts(Frequency.WORD, (word for m in named for word in m.name.words))
    used = _counts(Frequency.CONCEPT, (c for m in named for group in concepts(m.name) for c in group))
    return Corpus(
        Vocabulary(size, words, used),
        frozenset(_counts(Frequency.CROWDED_BLOCK, _in_several(map(blocks, named)))),
        frozenset(_counts(Frequency.CROWDED_PIECE, _in_several(map(site_pieces, mentions)))),
        _counts(Frequency.SITE, (site.key for m in mentions for site in m.websites)),
        StoredOrder(BY_NAME),
    )


def _in_several(given: Iterable[Iterable[str]]) -> Iterator[str]:
    """What several of these mentions give: what one gives alone, nearly everything, leads to nobody here."""
    return (text for text, uses in Counter(chain.from_iterable(given)).items() if uses > 1)


def stored_crowd(mentions: Iterable[Mention]) -> frozenset[str]:
    """The pieces of their websites that tell nothing."""
    found = (piece for mention in mentions for site in mention.websites for piece in pieces(site))
    return frozenset(_counts(Frequency.CROWDED_SITE, found))


def _counts(kind: str, texts: Iterable[str]) -> dict[str, int]:
    """How often each text was counted; those that tell nothing special were not kept."""
    by_key = {Frequency.key(text): text for text in texts}
    keys, found = list(by_key), {}
    for start in range(0, len(keys), _BATCH):
        rows = Frequency.objects.filter(kind=kind, text__in=keys[start : start + _BATCH])
        found.update({by_key[key]: count for key, count in rows.values_list("text", "count")})
    return found


def stored_statements(records: Iterable[models.Record]) -> dict[str, tuple[Statement, ...]]:
    found: dict[str, list[Statement]] = {record.id: [] for record in records}
    columns = (
        "id", "record", "property", "value", "original", "column", "language", "steps", "valid_until",
    )  # fmt: skip
    for row in models.Statement.objects.filter(record__in=found).order_by("id").values_list(*columns):
        *told, steps, valid_until = row
        found[row[1]].append(Statement(*told, tuple(_steps(steps)), valid_until))
    return {record: tuple(sorted(said, key=_number)) for record, said in found.items()}


def _number(statement: Statement) -> tuple[str, int]:
    return statement.property, int(statement.id.rpartition("/")[2])


def _steps(stored: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> Iterable[Step]:
    return (Step(code, tuple((name, value) for name, value in params)) for code, params in stored)


def as_read(record: models.Record, said: Iterable[Statement]) -> Record:
    """A stored record as it was read, for what resolution asks of it."""
    place = Locator(record.row, record.line, record.last_line, record.page)
    fields = tuple(Field(s.property, s.value, s.original, s.column, steps=s.steps) for s in said)
    notices = tuple(_steps(record.notices))
    return Record(record.source_id, record.key, record.number, place, record.text, fields, notices)


class StoredOrder:
    """`RegistrationOrder` over all years of a kind, asking the database for those near a number only."""

    def __init__(self, kind: str) -> None:
        self._years = FoundingYear.objects.filter(kind=kind)
        self._answers: dict[tuple[str, int], bool | None] = {}

    def fits(self, number: str, year: int) -> bool | None:
        """As `RegistrationOrder.fits`."""
        asked = number, year
        if asked not in self._answers:
            self._answers[asked] = RegistrationOrder(self._near(number, year)).fits(number, year)
        return self._answers[asked]

    def years_around(self, number: str, year: int) -> tuple[int, int] | None:
        """As `RegistrationOrder.years_around`."""
        return RegistrationOrder(self._near(number, year)).years_around(number, year)

    def _near(self, number: str, year: int) -> list[tuple[str, int]]:
        """The pairs that can matter: equal ones, the nearest on both sides, and those higher whose year speaks against."""
        series = self._years.filter(number__gte=number[0], number__lt=chr(ord(number[0]) + 1))
        below = series.filter(Q(number__lt=number) | Q(number=number, year__lt=year)).order_by(
            "-number", "-year"
        )
        above = series.filter(Q(number__gt=number) | Q(number=number, year__gt=year)).order_by(
            "number", "year"
        )
        against = series.filter(number__gt=number, year__lt=year - TOLERANCE)
        found = (
            series.filter(number=number, year=year),
            below[: 2 * WITNESSES],
            above[: 2 * WITNESSES],
            against[:WITNESSES],
        )
        pairs = {pk: pair for rows in found for pk, *pair in rows.values_list("pk", "number", "year")}
        return [(number, year) for number, year in pairs.values()]
