"""Derive anew what belongs to one organisation, or to two that are joined or parted, when something permanent changes.

What a whole build would store is stored, and nothing else is written: records of other families (`Record.family`) were
compared with these before and found unlike, and what all records tell about a few of them, how rare a word is and which
founding years go with which numbers, was counted by the last build.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, permutations
from typing import Any

from django.db.models import Model, Q, QuerySet

from ebpages.faces.bulk_insert import Row, as_stored, columns, insert
from ebpages.registry import entries, models
from ebpages.registry.actions import permanent_rows, rows
from ebpages.registry.actions.standing import Standing, families_of, standing_of
from ebpages.registry.assembly import Assembly, Joined, derive
from ebpages.registry.contributions import SOURCE
from ebpages.registry.entries import OWN_LISTS, Entry
from ebpages.registry.findings import FINDERS, WHO_IS_WHO, finder_number
from ebpages.registry.identity import KnownIds, entity_ids
from ebpages.registry.judgements import Judgement
from ebpages.registry.mention import Mention, mention_of, mentions_of
from ebpages.registry.public_ids import derived_ids
from ebpages.registry.resolution.cascade import resolve
from ebpages.registry.resolution.registration_order import BY_ORGANISATION
from ebpages.registry.search_documents import KIND
from ebpages.registry.statements import statements_of
from ebpages.registry.stored_corpus import (
    StoredOrder,
    as_read,
    stored_corpus,
    stored_crowd,
    stored_statements,
)
from ebpages.search.actions import record_changes
from ebpages.sources.record import Reading, Record

_IDS_EACH = 3  # that many of the ids that a record can give are looked up; more than one is hardly ever taken


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What judgements would change if they were made. before, after: public id -> records.

    names: of the organisations afterwards. gone, come: findings that would no longer stand, and new ones.
    """

    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    gone: tuple[models.Finding, ...]
    come: tuple[models.Finding, ...]


def foresee(judgements: Sequence[Judgement]) -> Foreseen:
    """Derive what would be stored, and store nothing. Raises BuiltBefore."""
    ends = {record for judgement in judgements for record in (judgement.a, judgement.b)}
    families, human = families_of(ends)
    build = models.Build.objects.latest("id")
    standing = standing_of(build, families, ends, (*human, *judgements), ())
    stored, printed = _stored_findings(standing)
    made = _without_findings(rows.make(_assemble(standing)), printed)
    come = {row["id"]: row for row in made.findings()}
    before = ((record.id, record.organisation_id) for record in standing.records)
    return Foreseen(
        before=_by_organisation(before),
        after=_by_organisation(made.assembly.identity.organisations.items()),
        names={str(row["id"]): str(row["name"]) for row in made.organisations()},
        gone=tuple(models.Finding.objects.filter(id__in=stored - come.keys()).order_by("place")),
        come=tuple(models.Finding(**row) for i, row in come.items() if i not in stored),
    )


def _by_organisation(owners: Iterable[tuple[str, str | None]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for record, owner in owners:
        if owner:
            found.setdefault(owner, []).append(record)
    return {owner: tuple(records) for owner, records in found.items()}


def follow_judgements(records: set[str]) -> None:
    """Derive anew what judgements on these records, made or withdrawn, may have changed. Raises BuiltBefore."""
    _follow(records)


def follow_contribution(subject: str) -> None:
    """Derive anew the organisation that a public id leads to; none when it has left the lists. Raises BuiltBefore."""
    led = models.PublicId.objects.values_list("heir", flat=True).get(id=subject) or subject
    listed = models.Record.objects.filter(organisation=led).exclude(source=SOURCE.slug)
    _follow(set(listed.values_list("id", flat=True)))


def follow_entry(entry: Entry) -> str:
    """Derive the organisation of an entry that is about to be published, as a family of its own until the next build; its public id.

    Wants a build to add it to, and `keep_permanent_state` once the entry is stored as published.
    """
    build = models.Build.objects.latest("id")
    read = entries.row_of(entry)
    key = entries.record_of(entry)
    families = {key: key}
    standing = Standing(build, families, families, (), set(), (), (), come=families)
    assembly = _assemble_new(standing, read, key)
    _count(build, _store(standing, assembly))
    return assembly.identity.organisations[key]


def follow_withdrawn_entry(entry: Entry) -> None:
    """Take the row of an entry away, and derive those anew that it was joined with. Raises BuiltBefore."""
    _follow({entries.record_of(entry)}, gone={entries.record_of(entry)})


def _follow(records: set[str], gone: Collection[str] = ()) -> None:
    """gone: those of the records that stand no more."""
    build = models.Build.objects.first()
    if build is None:
        return
    changes: Counter[str] = Counter()
    if records:
        families, human = families_of(records)
        standing = standing_of(build, families, records, human, gone)
        changes = _store(standing, _assemble(standing))
    _count(build, changes)


def _count(build: models.Build, changes: Counter[str]) -> None:
    build.counts = {what: build.counts[what] + changes[what] for what in rows.COUNTED}
    build.save(update_fields=["counts"])
    keep_permanent_state()


def keep_permanent_state() -> None:
    """Note that the derived rows follow the permanent ones as they stand now."""
    newest = models.Build.objects.values("id")[:1]
    models.Build.objects.filter(id__in=[row["id"] for row in newest]).update(
        permanent=permanent_rows.permanent_state()
    )


def _assemble_new(standing: Standing, read: Record, key: str) -> Assembly:
    """A row that no build has seen, as an organisation of its own."""
    mention, statements = mention_of(entries.SOURCE, read), statements_of(read)
    corpus = stored_corpus([mention])
    alone = resolve([mention], (), corpus, standing.families)
    known = _known_ids(standing)
    joined = Joined(
        sources=(entries.SOURCE,),
        readings={read.source: Reading((read,), ())},
        records={key: read},
        mentions={key: mention},
        statements={key: statements},
        judgements=(),
        resolution=alone,
        automatic_organisations=alone.organisations,
        automatic_entities=entity_ids(alone.entities, known.entities),
        order=StoredOrder(BY_ORGANISATION),
        crowd=stored_crowd([mention]),
        as_of=standing.build.as_of,
    )
    said = permanent_rows.contributions(models.Contribution.objects.filter(subject__in=known.given))
    return derive(joined, said, known, FINDERS, standing.families)


def _assemble(standing: Standing) -> Assembly:
    """These families as a build of all lists would leave them."""
    families = standing.families
    statements = stored_statements(standing.records)
    read = {record.id: as_read(record, statements[record.id]) for record in standing.records}
    mentions = {
        mention.record: mention
        for record in standing.records
        for mention in mentions_of(record.source, [read[record.id]])
    }
    listed = tuple(mentions.values())
    known = _known_ids(standing)
    joined = Joined(
        sources=(),
        readings={},
        records=read,
        mentions=mentions,
        statements=statements,
        judgements=standing.human,
        resolution=resolve(listed, standing.human, stored_corpus(listed), families),
        automatic_organisations=_automatic(standing, mentions),
        automatic_entities={r.id: r.automatic_entity for r in standing.records},
        order=StoredOrder(BY_ORGANISATION),
        crowd=stored_crowd(listed),
        as_of=standing.build.as_of,
    )
    said = permanent_rows.contributions(models.Contribution.objects.filter(subject__in=known.given))
    return derive(joined, said, known, FINDERS, families)


def _automatic(standing: Standing, mentions: Mapping[str, Mention]) -> tuple[tuple[Mention, ...], ...]:
    """The organisations without human judgements: they depend on the lists alone."""
    groups: dict[str, list[Mention]] = {}
    for record in standing.records:
        if record.automatic_organisation:
            groups.setdefault(record.automatic_organisation, []).append(mentions[record.id])
    return tuple(map(tuple, groups.values()))


def _known_ids(standing: Standing) -> KnownIds:
    mine, ids = (
        standing.organisations,
        {i for r in standing.families for i in islice(derived_ids(r), _IDS_EACH)},
    )
    given = models.PublicId.objects.filter(Q(id__in=mine | ids) | Q(heir__in=mine))
    others = models.Organisation.objects.filter(id__in=ids - mine)
    automatic = models.Record.objects.filter(automatic_organisation__in=ids).exclude(id__in=standing.families)
    entities = models.LegalEntity.objects.filter(id__in=[f"u{i}" for i in ids]).exclude(organisation__in=mine)
    return KnownIds(
        before={r.id: r.organisation_id for r in standing.records if r.organisation_id},
        given=permanent_rows.given(given),
        organisations=frozenset(others.values_list("id", flat=True)),
        automatic_organisations=frozenset(automatic.values_list("automatic_organisation", flat=True)),
        entities=frozenset(i.removeprefix("u") for i in entities.values_list("id", flat=True)),
    )


def _store(standing: Standing, assembly: Assembly) -> Counter[str]:
    """Write the difference; by how much the numbers of rows of each table change."""
    stored, printed = _stored_findings(standing)
    made, mine = _without_findings(rows.make(assembly), printed), standing.organisations
    to_organisations, to_records, to_statements = map(list, made.links())
    to_organisations += _owners(printed, assembly.identity.organisations, standing.families)
    numbers = Counter(link["organisation_id"] for link in to_organisations)
    organisations = [{**row, "finding_count": numbers[row["id"]]} for row in made.organisations()]
    made_entities, records = list(made.entities()), list(made.records())
    links = models.Finding
    rewritten = [record.id for record in (*standing.own_words, *standing.gone)]
    entities = models.LegalEntity.objects.filter(organisation__in=mine)
    known = (r.pk for r in (*standing.records, *standing.own_words, *standing.gone))
    pairs: Mapping[str, tuple[QuerySet[Any], Iterable[Row]]] = {
        "sources": _own_sources(standing, records),
        "organisations": (models.Organisation.objects.filter(id__in=mine), organisations),
        "entities": (entities, made_entities),
        "records": (models.Record.objects.filter(id__in=known), records),
        "statements": (
            models.Statement.objects.filter(record__in=rewritten),
            made.statements(but_of=standing.families.keys() - {*standing.come}),
        ),
        "judgements": (models.Judgement.objects.filter(a__in=standing.families), made.judgements()),
        "findings": (models.Finding.objects.filter(id__in=stored), made.findings()),
        "to_organisations": (
            links.organisations.through.objects.filter(finding__in=stored | printed),
            to_organisations,
        ),
        "to_records": (links.records.through.objects.filter(finding__in=stored), to_records),
        "to_statements": (links.statements.through.objects.filter(finding__in=stored), to_statements),
        "facets": (models.Facet.objects.filter(organisation__in=mine), made.facets()),
    }
    # All is read before anything is written: rows are ordered by those that they refer to, and one whose row is gone
    # would not be read.
    before = {name: _rows_of(old) for name, (old, _) in pairs.items()}
    changes = Counter({name: _replace(old.model, before[name], new) for name, (old, new) in pairs.items()})
    changes["legal_entities"] = sum(1 for entity in made_entities if entity["identifier"])
    changes["legal_entities"] -= sum(1 for entity in before["entities"] if entity["identifier"])
    permanent_rows.keep_public_ids(assembly.identity.public_ids)
    record_changes(kind=KIND, ids=sorted({*mine, *made.groups}))
    return changes


def _without_findings(made: rows.Made, ids: Collection[str]) -> rows.Made:
    findings = tuple(finding for finding in made.assembly.findings if finding.id not in ids)
    return replace(made, assembly=replace(made.assembly, findings=findings))


def _stored_findings(standing: Standing) -> tuple[set[str], set[str]]:
    """Ids of the findings to be found anew, and of those about rows as printed: they stay, whoever the rows belong to."""
    own = {record.id for record in (*standing.own_words, *standing.gone)}
    about = models.Finding.records.through.objects.filter(record__in=[*standing.families, *own])
    records: dict[str, set[str]] = {}
    places: dict[str, str] = {}
    for finding, record, place in about.values_list("finding", "record", "finding__place"):
        records.setdefault(finding, set()).add(record)
        places[finding] = place
    anew = {
        f
        for f, place in places.items()
        if FINDERS[finder_number(place[1:])] in WHO_IS_WHO or records[f] <= own
    }
    return anew | _of_unknown_records(standing), places.keys() - anew


def _of_unknown_records(standing: Standing) -> set[str]:
    """Findings that the records of the judgement are in no list: they are about no record."""
    if standing.families.keys() >= set(standing.ends):
        return set()
    unknown = models.Finding.objects.filter(kind="judgement_unknown_record", records=None)
    pairs = {", ".join(pair) for pair in permutations(standing.ends, 2)}
    return {row.id for row in unknown if dict(row.params)["record"] in pairs}


def _owners(
    findings: Collection[str], organisations: Mapping[str, str], families: Mapping[str, str]
) -> list[Row]:
    """Links from findings about rows as printed to the organisations that the rows belong to now; a row that was parted and has no
    name belongs to none."""
    about = models.Finding.records.through.objects.filter(finding__in=findings)
    owners = {
        (finding, organisations.get(record) if record in families else before)
        for finding, record, before in about.values_list("finding", "record", "record__organisation")
    }
    return [{"finding_id": finding, "organisation_id": owner} for finding, owner in owners if owner]


def _own_sources(standing: Standing, records: Iterable[Row]) -> tuple[QuerySet[models.SourceList], list[Row]]:
    """The lists of what organisations enter and say of themselves: each is there while it has a row."""
    before = Counter(r.source_id for r in (*standing.records, *standing.own_words, *standing.gone))
    after = Counter(record["source_id"] for record in records)
    changed = [slug for slug in OWN_LISTS if before[slug] != after[slug]]
    stored = models.SourceList.objects.filter(slug__in=changed)
    found = dict(stored.values_list("slug", "found"))
    now = {slug: found.get(slug, 0) + after[slug] - before[slug] for slug in changed}
    return stored, [rows.own_source(OWN_LISTS[slug], n) for slug, n in now.items() if n]


def _rows_of(stored: QuerySet[Any]) -> list[Row]:
    """Their keys first. Rows of a large family are thousands: models of them would take most of the time."""
    return list(stored.values("pk", *(column.attname for column in columns(stored.model))))


def _replace(table: type[Model], stored: Sequence[Row], derived: Iterable[Row]) -> int:
    """Write what differs of one table; by how much the number of its rows changes.

    What refers to a row that is removed is moved or removed in the same transaction, so nothing is cascaded.
    """
    made = list(as_stored(table, derived))
    new = {repr(list(row.values())): row for row in made}
    texts = [repr(list(row.values())[1:]) for row in stored]
    if gone := [row["pk"] for row, text in zip(stored, texts, strict=True) if text not in new]:
        table._default_manager.filter(pk__in=gone)._raw_delete("default")
    kept = set(texts)
    insert(table, (row for text, row in new.items() if text not in kept))
    return len(made) - len(stored)
