"""The rows that a worked-out registry is stored as."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model

from ebpages.faces.bulk_insert import Row
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
from ebpages.sources.catalogue import Source, sources
from ebpages.sources.record import Step

Rows = Iterator[Row]
Batch = tuple[type[Model], Rows]
LINKS = tuple(getattr(models.Finding, name).through for name in ("organisations", "records", "statements"))
TOO_MANY = 1_000_000  # a count that stands for "too many"
OF_SOURCE = (
    *("slug", "order", "kind", "title_bg", "title_en", "publisher_bg", "publisher_en", "edition", "language"),
    *("where_bg", "where_en", "licence_bg", "licence_en", "url"),
)
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

    def batches(self) -> Iterable[Batch]:
        """Rows in the order in which they may be inserted."""
        yield models.SourceList, self.sources()
        yield models.Organisation, self.organisations()
        yield models.LegalEntity, self.entities()
        yield models.Record, self.records()
        yield models.Statement, self.statements()
        yield models.Judgement, self.judgements()
        yield models.Finding, self.findings()
        yield from zip(LINKS, self.links(), strict=True)
        yield models.Facet, self.facets()

    def counts(self) -> dict[str, int]:
        """How many there are of each; of legal entities those whose identifier is known."""
        joined = self.assembly.joined
        sizes = (
            len(joined.readings),
            len(joined.records),
            sum(map(len, joined.statements.values())),
            sum(1 for entity in self.entities() if entity["identifier"]),
            len(self.groups),
            len(joined.resolution.judgements),
            len(self.assembly.findings),
        )
        return dict(zip(COUNTED, sizes, strict=True))

    def sources(self) -> Rows:
        return (_source(self.assembly.joined, slug) for slug in self.assembly.joined.readings)

    def organisations(self) -> Rows:
        return (_organisation(g, i, self.said[i], self.findings_of[i]) for i, g in self.groups.items())

    def entities(self) -> Rows:
        return _entities(self.assembly.joined, self.assembly.identity)

    def records(self) -> Rows:
        return (_record(self.assembly, key) for key in self.assembly.joined.records)

    def statements(self, but_of: Collection[str] = ()) -> Rows:
        """but_of: records whose statements are left out."""
        said = self.assembly.joined.statements.items()
        return (_statement(s) for record, found in said if record not in but_of for s in found)

    def judgements(self) -> Rows:
        return map(_judgement, self.assembly.joined.resolution.judgements)

    def findings(self) -> Rows:
        return map(_finding, self.assembly.findings)

    def links(self) -> tuple[Rows, Rows, Rows]:
        return _links(self.assembly.findings, self.assembly.identity.organisations)

    def facets(self) -> Rows:
        country_of = {source.slug: source.country for source in sources()}
        return (
            {"organisation_id": i, "key": key, "value": value}
            for i, group in self.groups.items()
            for key, value in sorted(facets_of(_kind(group), group, self.said[i], country_of))
        )


def make(assembly: Assembly) -> Made:
    joined, of_record = assembly.joined, assembly.identity.organisations
    groups = {of_record[group[0].record]: group for group in named(joined.resolution.organisations)}
    doubted = frozenset(statement for finding in assembly.findings for statement in finding.doubted)
    said = {i: _believed(joined, group, doubted) for i, group in groups.items()}
    return Made(assembly, groups, said, _finding_counts(assembly.findings, of_record))


def counted(whole: Whole) -> Iterable[Batch]:
    """Rows that only a build of all lists can know: see their models."""
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
        models.Frequency,
        (
            {"kind": kind, "text": models.Frequency.key(text), "count": count}
            for kind, counts in told.items()
            for text, count in counts.items()
            if count > 1
        ),
    )
    yield (
        models.FoundingYear,
        (
            {"kind": kind, "number": number, "year": year}
            for kind, years in whole.years.items()
            for number, year in years
        ),
    )
    yield models.FileJudgement, (_file_judgement(n, j) for n, j in enumerate(whole.file_judgements, 1))


def _file_judgement(number: int, j: Judgement) -> Row:
    return {
        "number": number, "a": j.a, "b": j.b, "relation": j.relation.value, "by": j.by, "at": j.at, "why": j.why,
    }  # fmt: skip


def _source(joined: Joined, slug: str) -> Row:
    source = next(s for s in joined.sources if s.slug == slug)
    reading = joined.readings[slug]
    comparable = [total.count for total in source.declared_totals if total.comparable]
    return dict(
        {name: getattr(source, name) for name in OF_SOURCE},
        declared=comparable[0] if comparable else None,
        found=len(reading.records),
        lost=sum(int(step.param("count") or 0) for step in reading.notices if step.code == "rows_lost"),
        notices=_steps(reading.notices),
    )


def own_source(source: Source, found: int) -> Row:
    """A list of what organisations enter or say of themselves, with so many rows."""
    return {**{name: getattr(source, name) for name in OF_SOURCE}, "found": found}


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


def _organisation(group: Sequence[Mention], public_id: str, said: Sequence[Statement], findings: int) -> Row:
    bulgarian, english = titles([*(m.name for m in group), *map(parse_name, further_names(said))])
    name, other = (bulgarian, english) if bulgarian else (english, "")
    years = Counter(
        int(s.value) for s in said if s.property == "founded" and s.value.isdecimal() and int(s.value)
    )
    slugs = [m.record.partition(":")[0] for m in group]
    return {
        "id": public_id,
        "name": name,
        "other_name": other,
        "sort_name": fold(name),
        "kind": _kind(group),
        "record_count": sum(1 for slug in slugs if slug not in OWN_LISTS),
        "source_count": len({*slugs} - OWN_LISTS.keys()),
        "finding_count": findings,
        "founded": years.most_common(1)[0][0] if years else None,
        "is_example": is_example(said),
    }


def _kind(group: Sequence[Mention]) -> str:
    return next((m.kind for m in group if m.kind), "")


def _entities(joined: Joined, identity: Identity) -> Rows:
    for group in named(joined.resolution.entities):
        head = next((m for m in group if m.entity and not m.name.branch), group[0])
        forms = (m.name.legal_form for m in group if m.name.legal_form and not m.name.branch)
        yield {
            "id": identity.entities[head.record],
            "identifier": head.entity if head.entity == identity.entities[head.record] else None,
            "organisation_id": identity.organisations[head.record],
            "name": head.name.original,
            "legal_form": next(forms, ""),
        }


def _record(assembly: Assembly, key: str) -> Row:
    joined, identity = assembly.joined, assembly.identity
    record, mention = joined.records[key], joined.mentions[key]
    return {
        "id": key,
        "source_id": record.source,
        "key": record.key,
        "number": record.number,
        "name": mention.name.original,
        "identifier": mention.identifier.digits if mention.identifier and mention.identifier.valid else "",
        "row": record.locator.row,
        "line": record.locator.line,
        "last_line": record.locator.last_line,
        "page": record.locator.page,
        "text": record.text,
        "notices": _steps(record.notices),
        "entity_id": identity.entities.get(key),
        "organisation_id": identity.organisations.get(key),
        "automatic_entity": identity.automatic_entities.get(key, ""),
        "automatic_organisation": identity.automatic_organisations.get(key, ""),
        "family": assembly.families.get(key, ""),
    }


def _statement(statement: Statement) -> Row:
    return {
        "id": statement.id,
        "record_id": statement.record,
        "property": statement.property,
        "value": statement.value,
        "original": statement.original,
        "column": statement.column,
        "language": statement.language,
        "steps": _steps(statement.steps),
        "valid_until": statement.valid_until,
    }


def _judgement(judgement: Judgement) -> Row:
    return {
        "a_id": judgement.a,
        "b_id": judgement.b,
        "relation": judgement.relation.value,
        "method": judgement.method,
        "score": judgement.score,
        "reasons": [[r.code, _params(r.params), r.weight] for r in judgement.reasons],
        "by": judgement.by,
        "at": judgement.at,
        "why": judgement.why,
        "place": judgement.place,
    }


def _finding(finding: Finding) -> Row:
    severity = wording.severity(finding.kind)
    return {
        "id": finding.id,
        "kind": finding.kind,
        "severity": severity,
        "place": f"{list(wording.severities()).index(severity)}{finding.place}",  # the gravest first
        "source_id": finding.source or None,
        "params": _params(finding.params),
    }


def _links(findings: Sequence[Finding], of_record: Mapping[str, str]) -> tuple[Rows, Rows, Rows]:
    """The rows that tie findings to organisations, records and statements."""
    found = [(f, f.id) for f in findings]
    return (
        ({"finding_id": i, "organisation_id": owner} for f, i in found for owner in _owners(f, of_record)),
        ({"finding_id": i, "record_id": record} for f, i in found for record in f.records),
        (
            {"finding_id": i, "statement_id": statement}
            for f, i in found
            for statement in dict.fromkeys(f.statements)
        ),
    )
