"""Findings on the condition that lists are printed in an order: whose an address is, and what lost rows may have held."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.reference.stages import stages
from ebpages.registry.concepts import concepts, entry_of, respelt
from ebpages.registry.findings.finding import Finding, finding
from ebpages.registry.findings.snapshot import Snapshot, list_place
from ebpages.registry.mention import Mention, is_piece
from ebpages.registry.names import parse_name, stop_words
from ebpages.registry.printed_order import (
    BY_ROW,
    BY_STAGE,
    Between,
    grounds,
    places_by_order,
    stages_by_order,
)
from ebpages.registry.statements import Statement
from ebpages.registry.websites import Website, read_website, same_site
from ebpages.sources.layouts.whole_list import ranges
from ebpages.sources.record import Record

_LIKE = 0.55  # of letters: damage that order explains may be heavy
_OWN_WORD = 6
_SHORTEST = 4  # letters of a word of a name that a host can show


@dataclass(frozen=True, slots=True)
class _Address:
    statement: Statement
    site: Website


def stage_by_order(snapshot: Snapshot) -> Iterator[Finding]:
    """Which stage lost rows can have if the list goes by stage: one finding for rows that follow each other."""
    source = next((s for s in snapshot.sources if s.slug == grounds()[BY_STAGE].list), None)
    rows = _numbered(snapshot, grounds()[BY_STAGE].list)
    last = max((total.count for total in source.declared_totals), default=0) if source else 0
    if not (source and rows and last):
        return
    printed = {n: [s.value for s in snapshot.of(_id(row), "stage")] for n, row in rows.items()}
    possible = stages_by_order(printed, last, [stage.code for stage in stages()])
    lost = [row for row in possible if row not in rows]
    for number, ((_, found), group) in enumerate(groupby(lost, lambda row: (_gap(rows, row), possible[row]))):
        numbers = list(group)
        yield finding(
            "stage_by_order",
            source=source.slug,
            place=list_place(source, 100_000 + number),
            numbers=ranges(numbers),
            count=len(numbers),
            stages=" / ".join(found),
        )


def address_by_order(snapshot: Snapshot) -> Iterator[Finding]:
    """Whose an address without a name is, if addresses follow the rows of another list and only one row fits."""
    ground = grounds()[BY_ROW]
    rows = _numbered(snapshot, ground.follows)
    addresses = _addresses(snapshot, ground.list)
    if not (rows and addresses):
        return
    direct = [_row_of(snapshot, address, rows) for address in addresses]
    known = list(direct)
    for _ in range(2):  # an address that one pass settles bounds those around it
        places = places_by_order(known, max(rows))
        for at, (address, place) in enumerate(zip(addresses, places, strict=True)):
            if place:
                known[at] = _only_fit(snapshot, address, place, rows, known) or known[at]
    for address, row, before, place in zip(
        addresses, known, direct, places_by_order(direct, max(rows)), strict=True
    ):
        if row and row != before and place:
            name = snapshot.names(_id(rows[row]))
            yield finding(
                "address_by_order",
                case="again" if before else "",
                place=snapshot.row_place(address.statement.record),
                records=(address.statement.record, _id(rows[row])),
                statements=(address.statement.id, *name),
                printed=address.statement.value,
                name=snapshot.title(_id(rows[row])),
                number=row,
                after=place.after,
                before=place.before,
                proposed=address.statement.id,
            )


def lost_row_by_order(snapshot: Snapshot) -> Iterator[Finding]:
    """Which organisations lost rows may have named, by the addresses that stand between those of the rows around them."""
    ground = grounds()[BY_ROW]
    rows = _numbered(snapshot, ground.follows)
    addresses = _addresses(snapshot, ground.list) if rows else []
    known = [_row_of(snapshot, address, rows) for address in addresses]
    absent = _without_row(snapshot, ground.follows)
    own_words = _own_words(absent)
    for address, place in zip(addresses, places_by_order(known, max(rows, default=0)), strict=True):
        lost = [row for row in place.rows if row not in rows] if place else []
        owner = _owner(address, absent, own_words) if lost else None
        if owner:
            yield finding(
                "lost_row_by_order",
                place=snapshot.row_place(address.statement.record),
                records=(address.statement.record, owner.record),
                statements=(address.statement.id, *snapshot.names(owner.record)),
                printed=address.statement.value,
                name=snapshot.title(owner.record),
                numbers=ranges(lost),
            )


def _without_row(snapshot: Snapshot, slug: str) -> list[Mention]:
    """The records that name whom a list does not name. By printed names of lists that tell orders alone: neither a join, nor an
    imported list, nor what an organisation says of itself changes what follows from print.
    """
    telling = {source.slug for source in snapshot.sources if source.tells_order}
    names = {m.name.key for m in snapshot.mentions.values() if m.record.startswith(f"{slug}:")}
    listed = (snapshot.mentions[record] for record, read in snapshot.records() if read.source in telling)
    return [m for m in listed if m.name.words and m.name.key not in names]


def _owner(address: _Address, absent: list[Mention], own_words: Mapping[str, str]) -> Mention | None:
    """Whose an address may be: of who gives it, or of the only name whose own word its host shows."""
    giving = [m for m in absent if any(same_site(address.site, site) for site in m.websites)]
    if giving:
        return giving[0]
    host = respelt(address.site.host.rpartition(".")[0])
    words = {word for word, letters in own_words.items() if letters in host}
    shown = [m for m in absent if not words.isdisjoint(m.name.words)]
    names = {frozenset(map(respelt, m.name.words)) for m in shown}
    return shown[0] if len(names) == 1 else None


def _own_words(mentions: Iterable[Mention]) -> dict[str, str]:
    """The words of names that are long enough to know somebody by, with their spelling in addresses."""
    spelt = {word: respelt(word) for word in {word for m in mentions for word in m.name.words}}
    return {word: letters.lstrip("~") for word, letters in spelt.items() if len(letters) > _OWN_WORD}


def _addresses(snapshot: Snapshot, slug: str) -> list[_Address]:
    said = (
        s
        for record, read in snapshot.records()
        if read.source == slug
        for s in snapshot.of(record, "website")
    )
    return [_Address(s, site) for s in said if (site := read_website(s.value))]


def _numbered(snapshot: Snapshot, slug: str) -> dict[int, Record]:
    """The rows of a list by their printed numbers."""
    return {
        int(read.number): read
        for _, read in snapshot.records()
        if read.source == slug and read.number.isdecimal()
    }


def _id(row: Record) -> str:
    return f"{row.source}:{row.key}"


def _gap(rows: dict[int, Record], lost: int) -> int:
    return max((row for row in rows if row < lost), default=0)


def _sites(snapshot: Snapshot, row: Record) -> list[Website]:
    said = (s for s in snapshot.of(_id(row), "website") if not is_piece(s.steps))
    return [site for s in said if (site := read_website(s.value))]


def _row_of(snapshot: Snapshot, address: _Address, rows: dict[int, Record]) -> int | None:
    """The row that gives an address itself, allowing for damage."""
    fits = (
        n for n, row in rows.items() if any(same_site(address.site, site) for site in _sites(snapshot, row))
    )
    return next(fits, None)


def _only_fit(
    snapshot: Snapshot,
    address: _Address,
    place: Between,
    rows: dict[int, Record],
    known: Sequence[int | None],
) -> int | None:
    """The one row of a place that can own an address: by a like print, by a piece of it, or by the words of its name."""
    free = [
        rows[n]
        for n in place.rows
        if n in rows and n not in known and not snapshot.of(_id(rows[n]), "website_absent")
    ]
    for fits in (_is_pieced, _is_like, _is_named):
        found = [row for row in free if fits(snapshot, address, row)]
        if found:
            return int(found[0].number) if len(found) == 1 else None
    return None


def _is_pieced(snapshot: Snapshot, address: _Address, row: Record) -> bool:
    """Whether a row holds the beginning of an address whose rest the row below holds."""
    here = [s for s in snapshot.of(_id(row), "website") if is_piece(s.steps)]
    below = snapshot.of(f"{row.source}:{int(row.number) + 1}", "website")
    rest = next((s.original.strip("<>() /") for s in below if is_piece(s.steps)), "")
    begins = any("scheme_added" not in {step.code for step in s.steps} for s in here)
    return bool(rest) and begins and address.statement.value.rstrip("/").endswith(rest)


def _is_like(snapshot: Snapshot, address: _Address, row: Record) -> bool:
    letters = _letters(address.statement.value)
    said = (s for s in snapshot.of(_id(row), "website") if not is_piece(s.steps))
    return any(DamerauLevenshtein.normalized_similarity(_letters(s.value), letters) >= _LIKE for s in said)


def _letters(url: str) -> str:
    return "".join(filter(str.isalnum, url.partition("//")[2].removeprefix("www.")))


def _is_named(snapshot: Snapshot, address: _Address, row: Record) -> bool:
    """Whether a host shows a word of a row's name, spelt in Latin letters or translated; a row with a site has its own."""
    if _sites(snapshot, row):
        return False
    host = respelt(address.site.host.partition(".")[0])
    return any(word[:_SHORTEST] in host for word in _latin_words(snapshot.mentions[_id(row)]))


def _latin_words(mention: Mention) -> Iterator[str]:
    for group in concepts(mention.name):
        for concept in group:
            entry = entry_of(concept)
            phrases = entry.en if entry else (concept.lstrip("~"),)
            words = (
                word for phrase in phrases for word in parse_name(phrase).words if word not in stop_words()
            )
            yield from (w for word in words if len(w := respelt(word).lstrip("~")) >= _SHORTEST)


FINDERS = (stage_by_order, address_by_order, lost_row_by_order)
