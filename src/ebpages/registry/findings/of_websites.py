"""Findings about websites: damaged in print, absent, or one for two organisations."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ebpages.registry.findings.finding import Finding, finding, on_one_line
from ebpages.registry.findings.site_pairs import Site, alike, likeness
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.mention import Mention
from ebpages.registry.statements import Statement
from ebpages.registry.websites import Website

_REPAIRS = ("url_repaired", "cell_continued", "spaces_removed", "brackets_removed")
_LIKELY = 0.85
_LABELS = 3  # of a host without www
_SHORTEST_LABEL = 3


def broken(snapshot: Snapshot) -> Iterator[Finding]:
    """Addresses that were repaired with certainty, and those that no certain repair makes whole."""
    said = list(snapshot.all("website"))
    for above, statement in zip([None, *said], said, strict=False):
        yield from _broken(snapshot, statement, above)


def _broken(snapshot: Snapshot, statement: Statement, above: Statement | None) -> Iterator[Finding]:
    """What is wrong with one address; above: that of the row before, of which it may be the rest."""
    doubt = next((step.param("reason") for step in statement.steps if step.code == "url_doubtful"), None)
    printed, name = on_one_line(statement.original), snapshot.title(statement.record)
    if doubt == "may_continue_row_above":
        said = (statement, above) if above else (statement,)
        yield finding(
            "website_broken",
            statements=tuple(s.id for s in said),
            case="begins_above",
            name=name,
            printed=printed,
            value=on_one_line(above.original) if above else "",
            doubted=" ".join(s.id for s in said),
        )
    elif doubt == "impossible_host":
        yield finding(
            "website_broken",
            statements=(statement.id,),
            case="doubtful",
            name=name,
            printed=printed,
            doubted=statement.id,
        )
    elif any(step.code in _REPAIRS for step in statement.steps) and not (
        doubt or has_points_inside(statement)
    ):
        yield finding(
            "website_repaired", statements=(statement.id,), name=name, printed=printed, value=statement.value
        )


def has_points_inside(statement: Statement) -> bool:
    """Whether points seem to stand inside words of an address: that repairs of its edges make whole nothing.

    Narrow columns break addresses; a host of three short parts besides www, or a file name with a point too many.
    """
    site = urlsplit(statement.value)
    labels = site.netloc.removeprefix("www.").split(".")
    path = site.path.rpartition("/")
    inside = len(labels) > _LABELS or (len(labels) == _LABELS and len(labels[0]) < _SHORTEST_LABEL)
    return inside or any(part.count(".") > 1 for part in (*path[0].split("/"), path[2]))


def two_prints(snapshot: Snapshot) -> Iterator[Finding]:
    """Addresses of one organisation that differ as damaged print differs from the address that was meant."""
    for group in snapshot.resolution.organisations:
        prints = {site.url: (statement, site) for statement, site in reversed(snapshot.sites(group))}
        sites = list(reversed(prints.values()))
        near = [site for site in sites if any(_near_miss(site[1], other[1]) for other in sites)]
        hosts = {site.host for _, site in near}
        shown = {
            (site.host if len(hosts) > 1 else site.url): (statement, site)
            for statement, site in reversed(near)
        }
        if shown:
            said = list(reversed(shown.values()))
            yield finding(
                "website_broken",
                place=snapshot.place(group[0].record),
                statements=tuple(statement.id for statement, _ in said),
                case="two_prints",
                name=snapshot.title(group[0].record),
                printed=", ".join(site.host if len(hosts) > 1 else site.url for _, site in said),
                doubted=" ".join(_damaged(near)),
            )


def _damaged(prints: list[Site]) -> Iterator[str]:
    """The statements of those among near prints that can be the damaged ones: points are inserted, not lost.

    Where points tell nothing, the print that another row gives letter by letter is the right one.
    """
    for statement, site in prints:
        others = [(s, o) for s, o in prints if _near_miss(site, o)]
        more = [_points(site.url) > _points(other.url) for _, other in others]
        as_many = [_points(site.url) == _points(other.url) for _, other in others]
        attested = any(o.url.rstrip("/") == site.url.rstrip("/") for s, o in prints if s is not statement)
        if any(more) or (any(as_many) and not attested):
            yield statement.id


def _points(url: str) -> tuple[int, int]:
    """How many points and slashes an address has, and how many dashes: damage adds them."""
    text = url.removesuffix("/").replace("://www.", "://")
    return text.count(".") + text.count("/"), text.count("-")


def absent(snapshot: Snapshot) -> Iterator[Finding]:
    for statement in snapshot.all("website_absent"):
        name = snapshot.title(statement.record)
        yield finding("website_absent", statements=(statement.id,), name=name, printed=statement.original)


def shared(snapshot: Snapshot) -> Iterator[Finding]:
    """One website, allowing for damaged print, given for two organisations: one finding for each two of them."""
    found: dict[tuple[int, int], tuple[Site, Site]] = {}
    for one, other in snapshot.site_pairs:
        keys = snapshot.organisation(one[0].record), snapshot.organisation(other[0].record)
        if keys[0] != keys[1] and _may_be_shared(snapshot, one, other):
            found.setdefault((min(keys), max(keys)), (one, other) if keys[0] < keys[1] else (other, one))
    for _, (first, second) in sorted(found.items(), key=lambda item: item[0]):
        yield finding(
            "website_shared",
            place=snapshot.place(first[0].record, second[0].record),
            statements=(first[0].id, second[0].id),
            website=first[1].host,
            one=snapshot.title(first[0].record),
            other=snapshot.title(second[0].record),
        )


def _may_be_shared(snapshot: Snapshot, one: Site, other: Site) -> bool:
    named = all(snapshot.mentions[statement.record].name.words for statement, _ in (one, other))
    return named and alike(one[1], other[1])


def record_unattached(snapshot: Snapshot) -> Iterator[Finding]:
    """Websites without a name beside them that no named organisation has, with the one that has the most alike."""
    groups = snapshot.resolution.organisations
    lone = [m for group in groups if all(map(_is_nobody, group)) for m in group]
    records = {mention.record for mention in lone}
    likely = _likely_owners(snapshot, records)
    for mention in lone:
        said, owner = snapshot.names(mention.record), likely.get(mention.record)
        yield finding(
            "record_unattached",
            place=snapshot.place(mention.record),
            records=(mention.record,),
            statements=(*said, owner[0].id) if owner else said,
            case="resembles" if owner else "",
            printed=unquote(snapshot.title(mention.record)),
            other=snapshot.title(owner[0].record) if owner else "",
            website=owner[1].host if owner else "",
        )


def _is_nobody(mention: Mention) -> bool:
    return not (mention.name.words or mention.entity)


def _likely_owners(snapshot: Snapshot, lone: set[str]) -> dict[str, Site]:
    """The site of a named organisation that is most like that of each lone record, where one is like enough."""
    best: dict[str, tuple[float, Site]] = {}
    for pair in snapshot.site_pairs:
        for own, other in (pair, pair[::-1]):
            if own[0].record in lone and other[0].record not in lone:
                like = likeness(own[1], other[1])
                if like >= _LIKELY and like > best.get(own[0].record, (0.0, own))[0]:
                    best[own[0].record] = (like, other)
    return {record: site for record, (_, site) in best.items()}


def related_by_site(snapshot: Snapshot) -> Iterator[tuple[Mention, Mention]]:
    """Records whose websites findings may compare, however records are joined."""
    for one, other in snapshot.site_pairs:
        pair = snapshot.mentions[one[0].record], snapshot.mentions[other[0].record]
        may_be_owner = any(map(_is_nobody, pair)) and likeness(one[1], other[1]) >= _LIKELY
        if may_be_owner or alike(one[1], other[1]):
            yield pair


def _near_miss(one: Website, other: Website) -> bool:
    """Whether two addresses differ by damage only; en.example.org and example.org are both right."""
    if one.host == other.host:
        paths = [urlsplit(site.url).path.strip("/") for site in (one, other)]
        return all(paths) and paths[0] != paths[1] and _one_path(*paths)
    part = one.host.endswith(f".{other.host}") or other.host.endswith(f".{one.host}")
    return not part and alike(one, other)


def _one_path(one: str, other: str) -> bool:
    """Whether two paths have the same letters but for signs, or for an end that was cut."""
    a, b = ("".join(filter(str.isalnum, path)) for path in (one, other))
    return a != one.replace("/", "") and (
        a == b or (min(len(a), len(b)) > _SHORTEST_LABEL and (a.startswith(b) or b.startswith(a)))
    )


FINDERS = (broken, two_prints, absent, shared, record_unattached)
WHO_IS_WHO = (two_prints, shared, record_unattached)
