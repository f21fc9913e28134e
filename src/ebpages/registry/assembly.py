"""The registry worked out in memory, from lists to findings, before anything is stored."""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from pathlib import Path

from ebpages.reference import settlements
from ebpages.registry import entries
from ebpages.registry.contributions import SOURCE, Contribution, record_of, rows_of
from ebpages.registry.entries import Entry
from ebpages.registry.findings import FINDERS, Finder, Snapshot, find
from ebpages.registry.findings.finding import Finding
from ebpages.registry.findings.of_websites import related_by_site
from ebpages.registry.findings.site_pairs import crowded_site_pieces
from ebpages.registry.findings.snapshot import years_by_organisation
from ebpages.registry.identity import Group, Identity, KnownIds, entity_ids, identify
from ebpages.registry.judgements import Judgement, UnreadableJudgements, read_judgements
from ebpages.registry.mention import Mention, mention_of, mentions_of, record_id
from ebpages.registry.resolution.cascade import Resolution, resolve
from ebpages.registry.resolution.corpus import Corpus, corpus_of, years_by_name
from ebpages.registry.resolution.families import widened
from ebpages.registry.resolution.registration_order import BY_NAME, BY_ORGANISATION, Order, RegistrationOrder
from ebpages.registry.statements import Statement, statements_of
from ebpages.sources.catalogue import Source, own_files, read_source, sources
from ebpages.sources.record import Reading, Record

JUDGEMENTS = "EBPAGES_JUDGEMENTS"
_HALF = 32
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list none of whose editions can be read, as the registry has it."""

    source: Source
    reading: Reading
    statements: Mapping[str, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Permanent:
    """What permanent rows add to the lists, and the ids before this build."""

    judgements: tuple[Judgement, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    entries: tuple[Entry, ...] = ()
    ids: KnownIds = field(default_factory=KnownIds)
    kept: tuple[KeptList, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Records of all lists, or of some families, and how they were joined.

    judgements: those of people. automatic_organisations and automatic_entities: groups, and ids by record, without
    those judgements. order, crowd: as in `Snapshot`.
    """

    sources: tuple[Source, ...]
    readings: Mapping[str, Reading]
    records: Mapping[str, Record]
    mentions: Mapping[str, Mention]
    statements: Mapping[str, tuple[Statement, ...]]
    judgements: tuple[Judgement, ...]
    resolution: Resolution
    automatic_organisations: tuple[Group, ...]
    automatic_entities: Mapping[str, str]
    order: Order
    crowd: frozenset[str]
    as_of: date


@dataclass(frozen=True, slots=True)
class Assembly:
    """Everything that is stored. `joined` holds contributions too, each in the organisation that it leads to."""

    joined: Joined
    identity: Identity
    findings: tuple[Finding, ...]
    families: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Whole:
    """What only a build of all lists can know; see `Corpus`. years: by name and by organisation."""

    corpus: Corpus
    crowd: frozenset[str]
    years: Mapping[str, tuple[tuple[str, int], ...]]
    file_judgements: tuple[Judgement, ...]


def judgements_file() -> Path:
    """Where people's judgements stand: the operator's own file, or the one that is shipped.

    Raises UnreadableJudgements where the operator's is none: a slip in its name would undo what people decided.
    """
    own = os.environ.get(JUDGEMENTS)
    if not own:
        return Path(str(files("ebpages.registry").joinpath("data/judgements.yaml")))
    path = Path(own).expanduser()
    if not path.is_file():
        raise UnreadableJudgements(
            f"{JUDGEMENTS} names {own}, which is no file. Correct the path or unset it"
        )
    return path


def assemble(as_of: date, progress: Progress, permanent: Permanent | None = None) -> tuple[Assembly, Whole]:
    """Read every list, resolve it with and without human judgements, and note what is odd about it."""
    permanent = permanent or Permanent()
    lists = sources()
    readings = {}
    for number, source in enumerate(lists):
        progress("reading", number, len(lists))
        readings[source.slug] = read_source(source.slug)
    if permanent.entries:
        lists = (*lists, entries.SOURCE)
        readings[entries.SOURCE.slug] = Reading(tuple(map(entries.row_of, permanent.entries)), ())
    for kept in permanent.kept:
        lists = (*lists, kept.source)
        readings[kept.source.slug] = kept.reading
    stored = {record: said for kept in permanent.kept for record, said in kept.statements.items()}
    records, statements, mentions = {}, {}, {}
    for source in lists:
        bare = []
        for record in readings[source.slug].records:  # one after another: each name is parsed once
            key = record_id(record)
            statements[key], mentions[key] = (
                stored.get(key) or statements_of(record),
                mention_of(source, record),
            )
            records[key] = replace(record, fields=())  # the statements say it from here on
            bare.append(records[key])
        readings[source.slug] = replace(readings[source.slug], records=tuple(bare))
    progress("resolving", 0, 2)
    # What is rare is counted over the published lists: who enters an organisation changes nothing between two others.
    entered = {entries.record_of(entry): entry for entry in permanent.entries}
    listed = tuple(mention for record, mention in mentions.items() if record not in entered)
    examples = tuple(mentions[record] for record, entry in entered.items() if entry.is_example)
    compared = (*listed, *(mentions[record] for record, entry in entered.items() if not entry.is_example))
    witnesses = _witnesses(lists, listed)
    by_name = tuple(years_by_name(m for m in witnesses.values() if m.name.words))
    corpus = replace(corpus_of(listed), order=RegistrationOrder(by_name))
    automatic = _with_examples(resolve(compared, (), corpus), examples)
    progress("resolving", 1, 2)
    file_judgements = read_judgements(judgements_file())
    human = (*file_judgements, *permanent.judgements)
    resolution = _with_examples(resolve(compared, human, corpus), examples) if human else automatic
    progress("finding", 0, 1)
    years = {
        BY_NAME: by_name,
        BY_ORGANISATION: tuple(
            years_by_organisation(
                ([m for m in group if m.record in witnesses] for group in automatic.organisations), statements
            )
        ),
    }
    crowd = crowded_site_pieces(listed)
    joined = Joined(
        lists,
        readings,
        records,
        mentions,
        statements,
        human,
        resolution,
        automatic.organisations,
        entity_ids(automatic.entities),
        RegistrationOrder(years[BY_ORGANISATION]),
        crowd,
        as_of,
    )
    assembly = derive(joined, permanent.contributions, permanent.ids)
    return assembly, Whole(corpus, crowd, years, file_judgements)


def _witnesses(lists: Iterable[Source], mentions: Iterable[Mention]) -> dict[str, Mention]:
    """The mentions of lists that are evidence of orders: whoever imports a list changes no finding about others by it."""
    telling = {source.slug for source in lists if source.tells_order}
    return {m.record: m for m in mentions if m.record.partition(":")[0] in telling}


def _with_examples(resolution: Resolution, examples: Sequence[Mention]) -> Resolution:
    """Examples are compared with nobody: each is an organisation of its own."""
    alone = tuple((mention,) for mention in examples)
    return replace(
        resolution,
        entities=(*resolution.entities, *alone),
        organisations=(*resolution.organisations, *alone),
        families={**resolution.families, **{mention.record: mention.record for mention in examples}},
    )


def derive(
    joined: Joined,
    contributions: Iterable[Contribution],
    ids: KnownIds,
    finders: Collection[Finder] = FINDERS,
    families: Mapping[str, str] | None = None,
) -> Assembly:
    """Give ids, attach what organisations say of themselves, and find what is odd. families: where they are known."""
    identity = identify(joined.resolution, joined.automatic_organisations, joined.automatic_entities, ids)
    joined, identity = _with_contributions(joined, identity, contributions)
    snapshot = Snapshot(
        joined.sources,
        joined.readings,
        joined.statements,
        joined.mentions,
        joined.resolution,
        joined.as_of,
        joined.judgements,
        joined.order,
        joined.crowd,
    )
    families = families or widened(joined.resolution.families, related_by_site(snapshot))
    return Assembly(joined, identity, find(snapshot, finders), families)


def _with_contributions(
    joined: Joined, identity: Identity, contributions: Iterable[Contribution]
) -> tuple[Joined, Identity]:
    """Put contributions last in the organisations that their subjects lead to; the others wait for theirs."""
    alive = set(identity.organisations.values())
    owners = {
        c: identity.public_ids[c.subject].target for c in contributions if c.subject in identity.public_ids
    }
    owners = {c: owner for c, owner in owners.items() if owner in alive}
    if not owners:
        return joined, identity
    rows = rows_of(owners)
    mentions = {m.record: m for m in mentions_of(SOURCE, rows)}
    own: dict[str, tuple[Mention, ...]] = {}
    for contribution, owner in owners.items():
        own[owner] = (*own.get(owner, ()), mentions[record_of(contribution)])
    groups = (
        (*group, *own.get(identity.organisations.get(group[0].record, ""), ()))
        for group in joined.resolution.organisations
    )
    return (
        replace(
            joined,
            sources=(*joined.sources, SOURCE),
            readings={**joined.readings, SOURCE.slug: Reading(rows, ())},
            records={**joined.records, **{record_id(row): row for row in rows}},
            mentions={**joined.mentions, **mentions},
            statements={**joined.statements, **{record_id(row): statements_of(row) for row in rows}},
            resolution=replace(joined.resolution, organisations=tuple(groups)),
        ),
        replace(
            identity,
            organisations={**identity.organisations, **{record_of(c): owner for c, owner in owners.items()}},
        ),
    )


def digest(as_of: date) -> str:
    """What a build depends on besides permanent rows: the lists, the rules, the code that reads and joins, and the day.

    The operator's own lists, judgements and settlements count as much as the shipped ones. One half is of what comes with the
    product (`rules_of`), the other of the rest.
    """
    package = Path(str(files("ebpages")))
    state = hashlib.sha256()
    for room in ("reference", "sources", "registry", "search"):
        for path in sorted((package / room).rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv", ".txt") and path.is_file():
                state.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    rules, state = state, hashlib.sha256(as_of.isoformat().encode())
    own = (
        *own_files(),
        judgements_file(),
        Path(os.environ.get(settlements.VARIABLE) or os.devnull),
    )
    for path in own:
        state.update(f"{path.parent.name}/{path.name}\0".encode())
        if path.is_file():  # a pipe or a device would be read without end
            with path.open("rb") as file:
                state.update(hashlib.file_digest(file, "sha256").digest())
    return rules.hexdigest()[:_HALF] + state.hexdigest()[:_HALF]


def rules_of(digest: str) -> str:
    """The part of a digest that stands for the rules and the code: rows that other ones made are not compared with new ones."""
    return digest[:_HALF]
