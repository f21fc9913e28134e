"""What pages and the API get from queries: finished, localised, with the evidence beside every value."""

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ebpages.faces.shapes import Coverage, TextOrNull


@dataclass(frozen=True, slots=True)
class Evidence:
    """The line that a value was read from: its place, its printed text, what was done to it."""

    source: str
    source_title: str
    edition: TextOrNull
    number: TextOrNull
    page: int | None
    row: int
    line: int
    column: TextOrNull
    original: str
    text: str
    steps: tuple[str, ...]
    record_url: str


@dataclass(frozen=True, slots=True)
class Value:
    """`state`: "", agrees, differs, doubted, conditional, inferred, unknown or lapsed. A value that came from a list never lacks evidence.

    code: the code of the text in its vocabulary; None where the text is the value itself.

    as_of: for what may change from day to day, the edition of the newest list that says so.

    language: of the text, where it is known and is not the reader's.
    """

    text: TextOrNull
    state: TextOrNull = ""
    evidence: tuple[Evidence, ...] = ()
    href: TextOrNull = ""
    note: TextOrNull = ""
    as_of: TextOrNull = ""
    code: str | None = None
    language: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class Fact:
    property: str
    label: str
    values: tuple[Value, ...]
    differs: bool = False

    @builtins.property  # `property` is a field here
    def one_list(self) -> bool:
        """Whether all values come from one list, which then contradicts itself when they differ."""
        return len({evidence.source for value in self.values for evidence in value.evidence}) == 1


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    id: str
    kind: str
    kind_label: str
    severity: str
    severity_label: str
    sentence: str
    resolve: TextOrNull
    organisation_url: TextOrNull = ""
    organisation_name: TextOrNull = ""
    evidence: tuple[Evidence, ...] = ()
    answered: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class ListDifference:
    """A property on which two lists differ for one organisation. pair: names the two lists in addresses."""

    list: str
    list_title: str
    other_list: str
    other_list_title: str
    property: str
    property_label: str
    organisation: str
    organisation_name: str
    organisation_url: str
    sentence: str
    finding: str
    pair: str


@dataclass(frozen=True, slots=True)
class DifferenceCell:
    """On how many organisations two lists differ, in all and by property; `itself`: both are one list."""

    count: int
    by_property: tuple[tuple[str, int], ...]
    pair: str
    itself: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    title: str
    cells: tuple[DifferenceCell, ...]


@dataclass(frozen=True, slots=True)
class DifferencesView:
    """A matrix of lists, and what its numbers count."""

    lists: tuple[str, ...]
    rows: tuple[DifferenceRow, ...]
    differences: tuple[ListDifference, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    sentence: str
    score: float
    relation: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class StageMark:
    code: str
    label: str
    reached: bool
    evidence: tuple[Evidence, ...] = ()
    decided_by: TextOrNull = ""
    decided_on: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class LabelMark:
    """`state`: valid or lapsed on the day asked for, or unknown. as_of: the edition of the list; renewals since are not known.

    code: of scheme and level, such as ecei:bronze.
    """

    code: str
    scheme: str
    level: str
    valid_until: TextOrNull
    state: str
    as_of: TextOrNull
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordView:
    source: str
    source_title: str
    number: TextOrNull
    name: TextOrNull
    text: str
    page: int | None
    row: int
    line: int
    url: str
    organisation_url: TextOrNull = ""
    organisation_name: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class BranchView:
    identifier: str
    name: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RegisterLink:
    """An official register. opens_the_entry: whether the address leads to the entry; otherwise its number is searched for there."""

    title: str
    url: str
    opens_the_entry: bool


@dataclass(frozen=True, slots=True)
class EntityView:
    """A legal entity. None: no list states it."""

    id: str
    identifier: str | None
    legal_form_code: str | None
    legal_form: str | None
    names: Fact
    branches: tuple[BranchView, ...]
    first_year: str | None
    state_code: str | None
    state: str | None
    evidence: tuple[Evidence, ...]
    registers: tuple[RegisterLink, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinView:
    """Why a record belongs to the organisation: the record that it was joined to, by which method, and the reasons."""

    record: RecordView
    other: RecordView
    relation: str
    method_code: str
    method: str
    explanation: str
    score: float
    reasons: tuple[Reason, ...]
    by: TextOrNull = ""
    at: TextOrNull = ""
    why: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class ApartView:
    name: str
    url: TextOrNull
    method_code: str
    method: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ResultCard:
    """activity: whether it is active. as_of: the newest edition of the lists that state its stage and activity.

    None: no list says it. websites: those that no finding calls damaged. codes: the same as codes, by facet; None for a facet of which nothing is known.

    offers, seeks: what it makes, what it does for others, and what it looks for, in its own words.
    """

    id: str
    url: str
    name: str
    other_name: TextOrNull
    kind: str | None
    stage: str | None
    activity: str | None
    as_of: str | None
    seat: str | None
    sectors: tuple[str, ...]
    websites: tuple[str, ...]
    labels: tuple[LabelMark, ...]
    lists: tuple[str, ...]
    findings: int
    codes: Mapping[str, tuple[str, ...] | None]
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class ClusterForMe:
    """contacts: whom to call or write to, as the cluster itself says."""

    card: ResultCard
    contacts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ClusterGroup:
    """The first clusters of one distance. total: how many there are; url: all of the question in the directory."""

    title: str
    clusters: tuple[ClusterForMe, ...]
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class ClustersForMe:
    """Clusters of a sector, the nearest to an oblast first."""

    sector: str
    place: str
    groups: tuple[ClusterGroup, ...]


@dataclass(frozen=True, slots=True)
class RegionCount:
    code: str
    iso: str
    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: str
    note: TextOrNull
    href: str
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class SourceView:
    slug: str
    title: str
    publisher: TextOrNull
    edition: str
    language: TextOrNull
    where: TextOrNull
    licence: TextOrNull
    declared: int | None
    found: int
    lost: int
    coverage: Coverage
    url: str
    notices: tuple[str, ...]
    site: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    code: str
    label: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Method:
    steps: tuple[Explanation, ...]
    findings: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class SaidView:
    """What an organisation says of itself beside what lists say. on: the day of its newest word, in ISO form.

    description: in the reader's language, else in another one. logo: name of the stored picture.
    """

    on: str
    description: Value | None
    facts: tuple[Fact, ...]
    logo: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """Everything that the page of one organisation shows. `summary`: in one sentence, which lists know it.

    as_of: the day as of which the register is read, where one was asked for.
    """

    id: str
    name: str
    other_name: TextOrNull
    kind_code: TextOrNull
    kind: TextOrNull
    names: Fact
    sections: tuple[Section, ...]
    stages: tuple[StageMark, ...]
    labels: tuple[LabelMark, ...]
    entities: tuple[EntityView, ...]
    findings: tuple[FindingView, ...]
    joined: tuple[JoinView, ...]
    lookalikes: tuple[ApartView, ...]
    records: tuple[RecordView, ...]
    known_to: tuple[str, ...] = ()
    summary: TextOrNull = ""
    said: SaidView | None = None
    is_example: bool = False
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class ChangedOrganisation:
    """position: in the log of changes. at: ISO time. state: there, merged (into `heir`) or gone from the lists."""

    position: int
    at: str
    id: str
    state: Literal["there", "merged", "gone"]
    heir: TextOrNull


@dataclass(frozen=True, slots=True)
class Changes:
    """log: another one after a restore; then begin anew. next: the position to ask after. more: whether there are more behind it."""

    log: str
    changes: tuple[ChangedOrganisation, ...]
    next: int
    more: bool
