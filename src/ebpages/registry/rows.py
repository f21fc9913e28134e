"""The rows that a worked-out registry is stored as."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model

from ebpages.registry import models, wording
from ebpages.registry.assembly import Assembly
from ebpages.registry.display import title
from ebpages.registry.facets import facets_of
from ebpages.registry.findings.finding import Finding
from ebpages.registry.judgements import Judgement
from ebpages.registry.mention import Mention
from ebpages.registry.public_ids import Assignment, Given, assign
from ebpages.registry.resolution.cascade import Resolution
from ebpages.registry.statements import Statement
from ebpages.search.folding import fold
from ebpages.search.transliteration import to_latin
from ebpages.sources.record import Step

Rows = Sequence[Model]
Stored = list[list[object]]  # steps or reasons as a row keeps them: code, params as pairs, weight
COUNTED = ("sources", "records", "statements", "legal_entities", "organisations", "judgements", "findings")


@dataclass(frozen=True, slots=True)
class Made:
    sources: list[models.SourceList]
    organisations: list[models.Organisation]
    entities: list[models.LegalEntity]
    records: list[models.Record]
    statements: list[models.Statement]
    judgements: list[models.Judgement]
    findings: list[models.Finding]
    links: tuple[Rows, ...]
    facets: list[models.Facet]
    public_ids: list[models.PublicId]

    def batches(self) -> Iterable[Rows]:
        """Rows in the order in which they may be inserted."""
        yield from (self.sources, self.organisations, self.entities, self.records, self.statements)
        yield from (self.judgements, self.findings, *self.links, self.facets)

    def counts(self) -> dict[str, int]:
        """How many there are of each; of legal entities those whose identifier is known."""
        known = [entity for entity in self.entities if entity.identifier]
        rows = (
            self.sources,
            self.records,
            self.statements,
            known,
            self.organisations,
            self.judgements,
            self.findings,
        )
        return dict(zip(COUNTED, map(len, rows), strict=True))


def make(assembly: Assembly, before: Mapping[str, str], given: Mapping[str, Given]) -> Made:
    """Rows of a registry, with the public ids that its organisations keep or get."""
    organisations = _named(assembly.resolution.organisations)
    assignment = assign([[m.record for m in group] for group in organisations], before, given)
    of_record = {m.record: i for g, i in zip(organisations, assignment.ids, strict=True) for m in g}
    entity_of = _entity_ids(assembly.resolution)
    automatic = _automatic(assembly, of_record, given)
    findings = _finding_counts(assembly.findings, of_record)
    return Made(
        sources=[_source(assembly, slug) for slug in assembly.readings],
        organisations=[
            _organisation(group, public_id, findings[public_id])
            for group, public_id in zip(organisations, assignment.ids, strict=True)
        ],
        entities=_entities(assembly.resolution, entity_of, of_record),
        records=[_record(assembly, key, entity_of, of_record, automatic) for key in assembly.records],
        statements=[_statement(s) for found in assembly.statements.values() for s in found],
        judgements=[_judgement(j) for j in assembly.resolution.judgements],
        findings=[_finding(position, f) for position, f in enumerate(_by_severity(assembly.findings))],
        links=_links(assembly.findings, of_record),
        facets=[
            models.Facet(organisation_id=public_id, key=key, value=value)
            for group, public_id in zip(organisations, assignment.ids, strict=True)
            for key, value in sorted(_facets(assembly, group))
        ],
        public_ids=_public_ids(organisations, assignment, given),
    )


def _named(groups: Iterable[Sequence[Mention]]) -> list[Sequence[Mention]]:
    """A group of which no record states a name is no organisation yet: it stays unattached."""
    return [group for group in groups if any(m.name.original.strip() for m in group)]


def _entity_ids(resolution: Resolution) -> dict[str, str]:
    """The id of each record's legal entity: its nine digits, else one made from the group's first record."""
    groups = _named(resolution.entities)
    made = assign([[group[0].record] for group in groups], {}, {}).ids
    ids = {}
    for group, own in zip(groups, made, strict=True):
        identifier = next((m.entity for m in group if m.entity), "")
        ids.update({m.record: identifier or f"u{own}" for m in group})
    return ids


def _automatic(
    assembly: Assembly, of_record: Mapping[str, str], given: Mapping[str, Given]
) -> tuple[dict[str, str], dict[str, str]]:
    """The ids that records have without human judgements: entity and organisation."""
    groups = _named(assembly.automatic.organisations)
    ids = assign([[m.record for m in group] for group in groups], of_record, given).ids
    organisations = {m.record: i for group, i in zip(groups, ids, strict=True) for m in group}
    return _entity_ids(assembly.automatic), organisations


def _source(assembly: Assembly, slug: str) -> models.SourceList:
    source = next(s for s in assembly.sources if s.slug == slug)
    reading = assembly.readings[slug]
    comparable = [total.count for total in source.declared_totals if total.comparable]
    shared = ("slug", "order", "kind", "title_bg", "title_en", "publisher_bg", "publisher_en", "edition")
    more = ("language", "where_bg", "where_en", "licence_bg", "licence_en", "url")
    return models.SourceList(
        **{name: getattr(source, name) for name in (*shared, *more)},
        declared=comparable[0] if comparable else None,
        found=len(reading.records),
        lost=sum(int(step.param("count") or 0) for step in reading.notices if step.code == "rows_lost"),
        notices=_steps(reading.notices),
    )


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


def _organisation(group: Sequence[Mention], public_id: str, findings: int) -> models.Organisation:
    name, other = _titles(group)
    years = Counter(m.founded for m in group if m.founded)
    return models.Organisation(
        id=public_id,
        name=name,
        other_name=other,
        sort_name=fold(name),
        kind=_kind(group),
        record_count=len(group),
        source_count=len({m.record.partition(":")[0] for m in group}),
        finding_count=findings,
        founded=years.most_common(1)[0][0] if years else None,
    )


def _titles(group: Sequence[Mention]) -> tuple[str, str]:
    """The title, Bulgarian where a list has one, and the other: the printed English name, else a transliteration."""
    names = [m.name for m in group if m.name.original.strip()]
    bulgarian, english = ([title(n.original) for n in names if n.language == code] for code in ("bg", "en"))
    if not bulgarian:
        return english[0], ""
    return bulgarian[0], english[0] if english else to_latin(bulgarian[0])


def _kind(group: Sequence[Mention]) -> str:
    return next((m.kind for m in group if m.kind), "")


def _entities(
    resolution: Resolution, entity_of: Mapping[str, str], of_record: Mapping[str, str]
) -> list[models.LegalEntity]:
    made = []
    for group in _named(resolution.entities):
        head = next((m for m in group if m.entity and not m.name.branch), group[0])
        forms = (m.name.legal_form for m in group if m.name.legal_form and not m.name.branch)
        made.append(
            models.LegalEntity(
                id=entity_of[head.record],
                identifier=head.entity or None,
                organisation_id=of_record[head.record],
                name=head.name.original,
                legal_form=next(forms, ""),
            )
        )
    return made


def _record(
    assembly: Assembly,
    key: str,
    entity_of: Mapping[str, str],
    of_record: Mapping[str, str],
    automatic: tuple[Mapping[str, str], Mapping[str, str]],
) -> models.Record:
    record, mention = assembly.records[key], assembly.mentions[key]
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
        entity_id=entity_of.get(key),
        organisation_id=of_record.get(key),
        automatic_entity=automatic[0].get(key, ""),
        automatic_organisation=automatic[1].get(key, ""),
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
    )


def _finding(position: int, finding: Finding) -> models.Finding:
    return models.Finding(
        id=finding.id,
        kind=finding.kind,
        severity=wording.severity(finding.kind),
        position=position,
        source_id=finding.source or None,
        params=_params(finding.params),
    )


def _by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first; within a severity in the order in which they were found."""
    ranks = list(wording.severities())
    return sorted(findings, key=lambda finding: ranks.index(wording.severity(finding.kind)))


def _links(findings: Iterable[Finding], of_record: Mapping[str, str]) -> tuple[Rows, ...]:
    """The rows that tie findings to organisations, records and statements."""
    found, to = list(findings), models.Finding
    return (
        [
            to.organisations.through(finding_id=f.id, organisation_id=owner)
            for f in found
            for owner in _owners(f, of_record)
        ],
        [to.records.through(finding_id=f.id, record_id=record) for f in found for record in f.records],
        [
            to.statements.through(finding_id=f.id, statement_id=statement)
            for f in found
            for statement in dict.fromkeys(f.statements)
        ],
    )


def _facets(assembly: Assembly, group: Sequence[Mention]) -> set[tuple[str, str]]:
    return facets_of(_kind(group), group, (s for m in group for s in assembly.statements[m.record]))


def _public_ids(
    groups: Sequence[Sequence[Mention]], assignment: Assignment, given: Mapping[str, Given]
) -> list[models.PublicId]:
    alive = [
        models.PublicId(id=i, target=i, anchor=given[i].anchor if i in given else group[0].record)
        for group, i in zip(groups, assignment.ids, strict=True)
    ]
    return alive + [
        models.PublicId(id=old, target=heir, anchor=given[old].anchor if old in given else "")
        for old, heir in assignment.redirects.items()
    ]
