"""The rows that a worked-out registry is stored as."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from ebpages.registry import models, wording
from ebpages.registry.assembly import Assembly, Joined, Whole
from ebpages.registry.display import titles
from ebpages.registry.entries import OWN_LISTS, further_names, is_example
from ebpages.registry.facets import facets_of
from ebpages.registry.findings.finding import Finding
from ebpages.registry.identity import Identity, named
from ebpages.registry.judgements import Judgement
from ebpages.registry.mention import Mention
from ebpages.registry.names import parse_name
from ebpages.registry.statements import Statement
from ebpages.search.folding import fold
from ebpages.sources.catalogue import Source
from ebpages.sources.record import Step

Rows = Iterable[Model]
TOO_MANY = 1_000_000  # a count that stands for "too many"
_OF_SOURCE = (
    *("slug", "order", "kind", "title_bg", "title_en", "publisher_bg", "publisher_en", "edition", "language"),
    *("where_bg", "where_en", "licence_bg", "licence_en", "url"),
)
_BATCH = 5_000
_PREPARED = ("JSONField", "DateField", "DateTimeField")
_LONG = 300  # characters: columns of this length or more hold words; shorter ones hold codes and ids
Stored = list[list[object]]  # steps or reasons as a row keeps them: code, params as pairs, weight
COUNTED = ("sources", "records", "statements", "legal_entities", "organisations", "judgements", "findings")


@dataclass(frozen=True, slots=True)
class Made:
    """The derived rows of what was worked out. They are made as they are asked for, anew each time: of a long list all at
    once would take more memory than everything else.

    groups, said: the mentions of each organisation, and what is believed of them. findings: how many are about each.
    """

    assembly: Assembly
    groups: Mapping[str, Sequence[Mention]]
    said: Mapping[str, Sequence[Statement]]
    findings_of: Mapping[str, int]

    def batches(self) -> Iterable[Rows]:
        """Rows in the order in which they may be inserted."""
        yield from (self.sources(), self.organisations(), self.entities(), self.records(), self.statements())
        yield from (self.judgements(), self.findings(), *self.links(), self.facets())

    def counts(self) -> dict[str, int]:
        """How many there are of each; of legal entities those whose identifier is known."""
        joined = self.assembly.joined
        sizes = (
            len(joined.readings),
            len(joined.records),
            sum(map(len, joined.statements.values())),
            sum(1 for entity in self.entities() if entity.identifier),
            len(self.groups),
            len(joined.resolution.judgements),
            len(self.assembly.findings),
        )
        return dict(zip(COUNTED, sizes, strict=True))

    def sources(self) -> Iterator[models.SourceList]:
        return (_source(self.assembly.joined, slug) for slug in self.assembly.joined.readings)

    def organisations(self) -> Iterator[models.Organisation]:
        return (_organisation(g, i, self.said[i], self.findings_of[i]) for i, g in self.groups.items())

    def entities(self) -> Iterator[models.LegalEntity]:
        return _entities(self.assembly.joined, self.assembly.identity)

    def records(self) -> Iterator[models.Record]:
        return (_record(self.assembly, key) for key in self.assembly.joined.records)

    def statements(self, but_of: Collection[str] = ()) -> Iterator[models.Statement]:
        """but_of: records whose statements are left out."""
        said = self.assembly.joined.statements.items()
        return (_statement(s) for record, found in said if record not in but_of for s in found)

    def judgements(self) -> Iterator[models.Judgement]:
        return map(_judgement, self.assembly.joined.resolution.judgements)

    def findings(self) -> Iterator[models.Finding]:
        return map(_finding, self.assembly.findings)

    def links(self) -> tuple[Rows, Rows, Rows]:
        return _links(self.assembly.findings, self.assembly.identity.organisations)

    def facets(self) -> Iterator[models.Facet]:
        return (
            models.Facet(organisation_id=i, key=key, value=value)
            for i, group in self.groups.items()
            for key, value in sorted(facets_of(_kind(group), group, self.said[i]))
        )


def make(assembly: Assembly) -> Made:
    joined, of_record = assembly.joined, assembly.identity.organisations
    groups = {of_record[group[0].record]: group for group in named(joined.resolution.organisations)}
    doubted = frozenset(statement for finding in assembly.findings for statement in finding.doubted)
    said = {i: _believed(joined, group, doubted) for i, group in groups.items()}
    return Made(assembly, groups, said, _finding_counts(assembly.findings, of_record))


def counted(whole: Whole) -> Iterable[Rows]:
    """Rows that only a build of all lists can know, a batch for each table: see their models."""
    corpus = whole.corpus
    told = {
        models.Frequency.NAMES: {"": corpus.vocabulary.size},
        models.Frequency.WORD: corpus.vocabulary.uses,
        models.Frequency.CONCEPT: corpus.vocabulary.concept_uses,
        models.Frequency.SITE: corpus.site_uses,
        models.Frequency.CROWDED_BLOCK: dict.fromkeys(corpus.crowded_blocks, TOO_MANY),
        models.Frequency.CROWDED_PIECE: dict.fromkeys(corpus.crowded_pieces, TOO_MANY),
        models.Frequency.CROWDED_SITE: dict.fromkeys(whole.crowd, TOO_MANY),
    }
    yield (
        models.Frequency(kind=kind, text=models.Frequency.key(text), count=count)
        for kind, counts in told.items()
        for text, count in counts.items()
        if count > 1
    )
    yield (
        models.FoundingYear(kind=kind, number=number, year=year)
        for kind, years in whole.years.items()
        for number, year in years
    )
    yield (
        models.FileJudgement(
            number=number, a=j.a, b=j.b, relation=j.relation.value, by=j.by, at=j.at, why=j.why
        )
        for number, j in enumerate(whole.file_judgements, 1)
    )


def insert(rows: Rows) -> None:
    """Insert rows of one table, as they come.

    Not by `bulk_create`, which makes an expression of SQL of every value: that takes ten times as long as storing them.
    """
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        fit(batch)
        table = type(batch[0])._meta
        fields = [field for field in table.concrete_fields if field is not table.auto_field]
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        into = connection.ops.quote_name(table.db_table)
        values = [_stored(field, [getattr(row, field.attname) for row in batch]) for field in fields]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {into} ({names}) VALUES ({places})",  # noqa: S608 - names of our own columns
                list(zip(*values, strict=True)),
            )


def _stored(field: Field[Any, Any], values: list[Any]) -> list[Any]:
    """Values of a column as the database takes them: texts and numbers as they are."""
    if field.get_internal_type() in _PREPARED:
        return [field.get_db_prep_save(value, connection) for value in values]
    return values


def fit(batch: Sequence[Model]) -> None:
    """Cut names and titles to the length of their column; the line as printed stays whole in `Record.text`."""
    for field in batch[0]._meta.concrete_fields if batch else ():
        longest = field.max_length or 0
        if longest < _LONG or field.get_internal_type() != "CharField":
            continue
        for row in batch:
            text = getattr(row, field.attname)
            if text and len(text) > longest:
                setattr(row, field.attname, text[: longest - 1] + "…")


def _source(joined: Joined, slug: str) -> models.SourceList:
    source = next(s for s in joined.sources if s.slug == slug)
    reading = joined.readings[slug]
    comparable = [total.count for total in source.declared_totals if total.comparable]
    return models.SourceList(
        **{name: getattr(source, name) for name in _OF_SOURCE},
        declared=comparable[0] if comparable else None,
        found=len(reading.records),
        lost=sum(int(step.param("count") or 0) for step in reading.notices if step.code == "rows_lost"),
        notices=_steps(reading.notices),
    )


def own_source(source: Source, found: int) -> models.SourceList:
    """A list of what organisations enter or say of themselves, with so many rows."""
    return models.SourceList(**{name: getattr(source, name) for name in _OF_SOURCE}, found=found)


def _steps(steps: Iterable[Step]) -> Stored:
    return [[step.code, _params(step.params)] for step in steps]


def _params(params: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [list(pair) for pair in params]


def _finding_counts(findings: Iterable[Finding], of_record: Mapping[str, str]) -> Counter[str]:
    """How many findings are about each organisation."""
    return Counter(owner for finding in findings for owner in _owners(finding, of_record))


def _owners(finding: Finding, of_record: Mapping[str, str]) -> Iterable[str]:
    """The organisations that a finding is about, each once; a record without a name has none."""
    return dict.fromkeys(of_record[record] for record in finding.records if record in of_record)


def _believed(joined: Joined, group: Sequence[Mention], doubted: Collection[str]) -> tuple[Statement, ...]:
    """What an organisation's records say, without what findings doubt: that is shown, and counts as unknown."""
    return tuple(s for m in group for s in joined.statements[m.record] if s.id not in doubted)


def _organisation(
    group: Sequence[Mention], public_id: str, said: Sequence[Statement], findings: int
) -> models.Organisation:
    bulgarian, english = titles([*(m.name for m in group), *map(parse_name, further_names(said))])
    name, other = (bulgarian, english) if bulgarian else (english, "")
    years = Counter(
        int(s.value) for s in said if s.property == "founded" and s.value.isdecimal() and int(s.value)
    )
    slugs = [m.record.partition(":")[0] for m in group]
    return models.Organisation(
        id=public_id,
        name=name,
        other_name=other,
        sort_name=fold(name),
        kind=_kind(group),
        record_count=sum(1 for slug in slugs if slug not in OWN_LISTS),
        source_count=len({*slugs} - OWN_LISTS.keys()),
        finding_count=findings,
        founded=years.most_common(1)[0][0] if years else None,
        is_example=is_example(said),
    )


def _kind(group: Sequence[Mention]) -> str:
    return next((m.kind for m in group if m.kind), "")


def _entities(joined: Joined, identity: Identity) -> Iterator[models.LegalEntity]:
    for group in named(joined.resolution.entities):
        head = next((m for m in group if m.entity and not m.name.branch), group[0])
        forms = (m.name.legal_form for m in group if m.name.legal_form and not m.name.branch)
        yield models.LegalEntity(
            id=identity.entities[head.record],
            identifier=head.entity if head.entity == identity.entities[head.record] else None,
            organisation_id=identity.organisations[head.record],
            name=head.name.original,
            legal_form=next(forms, ""),
        )


def _record(assembly: Assembly, key: str) -> models.Record:
    joined, identity = assembly.joined, assembly.identity
    record, mention = joined.records[key], joined.mentions[key]
    return models.Record(
        id=key,
        source_id=record.source,
        key=record.key,
        number=record.number,
        name=mention.name.original,
        identifier=mention.identifier.digits if mention.identifier and mention.identifier.valid else "",
        row=record.locator.row,
        line=record.locator.line,
        last_line=record.locator.last_line,
        page=record.locator.page,
        text=record.text,
        notices=_steps(record.notices),
        entity_id=identity.entities.get(key),
        organisation_id=identity.organisations.get(key),
        automatic_entity=identity.automatic_entities.get(key, ""),
        automatic_organisation=identity.automatic_organisations.get(key, ""),
        family=assembly.families.get(key, ""),
    )


def _statement(statement: Statement) -> models.Statement:
    values = {f.name: getattr(statement, f.name) for f in dataclasses.fields(statement)}
    values["record_id"] = values.pop("record")
    values["steps"] = _steps(statement.steps)
    return models.Statement(**values)


def _judgement(judgement: Judgement) -> models.Judgement:
    return models.Judgement(
        a_id=judgement.a,
        b_id=judgement.b,
        relation=judgement.relation.value,
        method=judgement.method,
        score=judgement.score,
        reasons=[[r.code, _params(r.params), r.weight] for r in judgement.reasons],
        by=judgement.by,
        at=judgement.at,
        why=judgement.why,
        place=judgement.place,
    )


def _finding(finding: Finding) -> models.Finding:
    severity = wording.severity(finding.kind)
    return models.Finding(
        id=finding.id,
        kind=finding.kind,
        severity=severity,
        place=f"{list(wording.severities()).index(severity)}{finding.place}",  # the gravest first
        source_id=finding.source or None,
        params=_params(finding.params),
    )


def _links(findings: Sequence[Finding], of_record: Mapping[str, str]) -> tuple[Rows, Rows, Rows]:
    """The rows that tie findings to organisations, records and statements."""
    to, found = models.Finding, [(f, f.id) for f in findings]
    return (
        (
            to.organisations.through(finding_id=i, organisation_id=owner)
            for f, i in found
            for owner in _owners(f, of_record)
        ),
        (to.records.through(finding_id=i, record_id=record) for f, i in found for record in f.records),
        (
            to.statements.through(finding_id=i, statement_id=statement)
            for f, i in found
            for statement in dict.fromkeys(f.statements)
        ),
    )
