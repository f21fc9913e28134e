"""Findings about websites: damaged in print, absent, or one for two organisations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from urllib.parse import unquote

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.findings.finding import Finding, finding, on_one_line
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.mention import Mention
from ebpages.registry.statements import Statement
from ebpages.registry.websites import Website, read_website, same_site

_REPAIRS = ("url_repaired", "cell_continued", "spaces_removed", "brackets_removed")
_NEAR = 0.8
_LIKELY = 0.85
_PIECE = 5
_LARGEST_BLOCK = 40

_Site = tuple[Statement, Website]


def broken(snapshot: Snapshot) -> Iterator[Finding]:
    """Addresses that were repaired with certainty, and those that no certain repair makes whole."""
    above: tuple[Statement, ...] = ()
    for record, _ in snapshot.records():
        said = snapshot.of(record, "website")
        for statement in said:
            yield from _broken(snapshot, statement, above)
        above = said


def _broken(snapshot: Snapshot, statement: Statement, above: tuple[Statement, ...]) -> Iterator[Finding]:
    """What is wrong with one address; `above` are those of the record before, of which it may be the rest."""
    doubt = next((step.param("reason") for step in statement.steps if step.code == "url_doubtful"), None)
    printed, name = on_one_line(statement.original), snapshot.title(statement.record)
    if doubt == "may_continue_row_above":
        shown = (statement.id, *(before.id for before in above))
        value = on_one_line(above[0].original) if above else ""
        yield finding(
            "website_broken", statements=shown, case="begins_above", name=name, printed=printed, value=value
        )
    elif doubt is not None:
        yield finding(
            "website_broken", statements=(statement.id,), case="doubtful", name=name, printed=printed
        )
    elif any(step.code in _REPAIRS for step in statement.steps):
        value = statement.value
        yield finding("website_repaired", statements=(statement.id,), name=name, printed=printed, value=value)


def two_prints(snapshot: Snapshot) -> Iterator[Finding]:
    """Addresses of one organisation that differ as damaged print differs from the address that was meant."""
    for group in snapshot.resolution.organisations:
        hosts = {site.host: (statement, site) for statement, site in reversed(_sites(snapshot, group))}
        sites = list(reversed(hosts.values()))
        alike = [site for site in sites if any(_near_miss(site[1], other[1]) for other in sites)]
        if alike:
            yield finding(
                "website_broken",
                statements=tuple(statement.id for statement, _ in alike),
                case="two_prints",
                name=snapshot.title(group[0].record),
                printed=", ".join(site.host for _, site in alike),
            )


def absent(snapshot: Snapshot) -> Iterator[Finding]:
    for statement in snapshot.all("website_absent"):
        name = snapshot.title(statement.record)
        yield finding("website_absent", statements=(statement.id,), name=name, printed=statement.original)


def shared(snapshot: Snapshot) -> Iterator[Finding]:
    """One website, allowing for damaged print, given for two organisations: one finding for each two of them."""
    sites = _sites(snapshot, (m for m in snapshot.mentions.values() if m.name.words))
    found: dict[tuple[int, int], tuple[_Site, _Site]] = {}
    for one, other in _pairs(sites):
        keys = snapshot.organisation(one[0].record), snapshot.organisation(other[0].record)
        if keys[0] != keys[1] and _alike(one[1], other[1]):
            found.setdefault((min(keys), max(keys)), (one, other) if keys[0] < keys[1] else (other, one))
    for _, (first, second) in sorted(found.items(), key=lambda item: item[0]):
        yield finding(
            "website_shared",
            statements=(first[0].id, second[0].id),
            website=first[1].host,
            one=snapshot.title(first[0].record),
            other=snapshot.title(second[0].record),
        )


def record_unattached(snapshot: Snapshot) -> Iterator[Finding]:
    """Websites without a name beside them that no named organisation has, with the one that has the most alike."""
    groups = snapshot.resolution.organisations
    lone = [m for group in groups if not any(m.name.words or m.entity for m in group) for m in group]
    records = {mention.record for mention in lone}
    likely = _likely_owners(snapshot, records)
    for mention in lone:
        said, owner = snapshot.names(mention.record), likely.get(mention.record)
        yield finding(
            "record_unattached",
            records=(mention.record,),
            statements=(*said, owner[0].id) if owner else said,
            case="resembles" if owner else "",
            printed=unquote(snapshot.title(mention.record)),
            other=snapshot.title(owner[0].record) if owner else "",
            website=owner[1].host if owner else "",
        )


def _likely_owners(snapshot: Snapshot, lone: set[str]) -> dict[str, _Site]:
    """The site of a named organisation that is most like that of each lone record, where one is like enough."""
    best: dict[str, tuple[float, _Site]] = {}
    for pair in _pairs(_sites(snapshot, snapshot.mentions.values())):
        for own, other in (pair, pair[::-1]):
            if own[0].record in lone and other[0].record not in lone:
                likeness = DamerauLevenshtein.normalized_similarity(own[1].key, other[1].key)
                if likeness >= _LIKELY and likeness > best.get(own[0].record, (0.0, own))[0]:
                    best[own[0].record] = (likeness, other)
    return {record: site for record, (_, site) in best.items()}


def _sites(snapshot: Snapshot, mentions: Iterable[Mention]) -> list[_Site]:
    said = (s for m in mentions for s in snapshot.of(m.record, "website"))
    return [(statement, site) for statement in said if (site := read_website(statement.value))]


def _pairs(sites: list[_Site]) -> Iterator[tuple[_Site, _Site]]:
    """Sites that share five letters in a row; pieces that many sites have tell nothing and are passed over."""
    blocks: dict[str, dict[str, _Site]] = defaultdict(dict)
    for statement, site in sites:
        for start in range(max(len(site.key) - _PIECE, 0) + 1):
            blocks[site.key[start : start + _PIECE]][statement.id] = (statement, site)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) <= _LARGEST_BLOCK:
            for one, other in combinations(block.values(), 2):
                if (pair := (one[0].id, other[0].id)) not in seen:
                    seen.add(pair)
                    yield one, other


def _alike(one: Website, other: Website) -> bool:
    """Whether two addresses are one, or near enough to be prints of one; never two pages of one shared host."""
    if one.host == other.host:
        return same_site(one, other)
    return same_site(one, other) or DamerauLevenshtein.normalized_similarity(one.key, other.key) >= _NEAR


def _near_miss(one: Website, other: Website) -> bool:
    """Whether two hosts differ by damage only; en.example.org and example.org are both right."""
    part = one.host.endswith(f".{other.host}") or other.host.endswith(f".{one.host}")
    return one.host != other.host and not part and _alike(one, other)


FINDERS = (broken, two_prints, absent, shared, record_unattached)
