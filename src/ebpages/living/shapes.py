"""What pages and the API get of living sources: finished, in the active language."""

from dataclasses import dataclass
from typing import Literal

from ebpages.faces.shapes import TextOrNull

Freshness = Literal["never_fetched", "fresh", "late", "failing"]


@dataclass(frozen=True, slots=True)
class LivingSourceView:
    """freshness: of the source, in a word. newest: its newest edition. advice: what an operator should do, null where nothing.

    rhythm: days between two editions. scheduled: whether the worker fetches it by itself. faults: how many files cannot be used at present.
    """

    name: str
    title: str
    publisher: str
    about: str
    licence: str
    licence_url: str
    attribution: str
    homepage: str
    kind: str
    rhythm: int
    scheduled: bool
    freshness: Freshness
    freshness_label: str
    seen_at: TextOrNull
    changed_at: TextOrNull
    newest: TextOrNull
    editions: int
    rows: int
    listed: int
    faults: int
    advice: TextOrNull
    url: str


@dataclass(frozen=True, slots=True)
class LivingFaultView:
    """problem: what is wrong with which file, and what mends it; in English, as the log has it."""

    piece: TextOrNull
    edition: TextOrNull
    problem: str
    at: str


@dataclass(frozen=True, slots=True)
class LivingEditionView:
    """left_out: what was not kept and how much of it, in words."""

    edition: str
    rows: int
    fetched_at: str
    left_out: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissingDays:
    """Working days, one after the other, without a file."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class LivingSourceDetail:
    """missing: between the first and the last edition, the newest gaps; missing_count: working days in all gaps."""

    source: LivingSourceView
    faults: tuple[LivingFaultView, ...]
    missing: tuple[MissingDays, ...]
    missing_count: int
    newest_editions: tuple[LivingEditionView, ...]


@dataclass(frozen=True, slots=True)
class RegisterLineView:
    """The change as the register has it. edition: the day of the file; text: the kept line, without what tells of persons."""

    edition: str
    field: str
    operation: str
    entry: TextOrNull
    record: TextOrNull
    text: str


@dataclass(frozen=True, slots=True)
class RegisterEventView:
    kind: str
    day: str
    sentence: str
    line: RegisterLineView | None


@dataclass(frozen=True, slots=True)
class ListStateView:
    """What a list says of the state of a body. day: of the list's edition."""

    list: str
    list_title: str
    day: TextOrNull
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Where a list and the register do not agree. kind: name, state, seat or legal_form."""

    kind: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class RegisteredBody:
    """A legal entity on a day, by the register of events. seen: the last day on which the register said anything of it.

    since: of the condition, null where no file that is kept says it.
    """

    identifier: str
    name: TextOrNull
    foreign_name: TextOrNull
    legal_form: TextOrNull
    seat: TextOrNull
    region: TextOrNull
    activity: TextOrNull
    activity_code: TextOrNull
    condition: str
    condition_label: str
    since: TextOrNull
    seen: str
    heirs: tuple[str, ...]
    events: tuple[RegisterEventView, ...]
    list_states: tuple[ListStateView, ...]
    contradictions: tuple[ContradictionView, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What living sources say of an organisation. on: the day that was asked for; newest: of the newest file that counts."""

    organisation: str
    on: TextOrNull
    newest: TextOrNull
    bodies: tuple[RegisteredBody, ...]
    attribution: str
    licence: str
    licence_url: str


@dataclass(frozen=True, slots=True)
class RegisterCluster:
    """A body whose name held the word for cluster on some day. organisation: its public id, where lists name it too."""

    identifier: str
    name: str
    legal_form: TextOrNull
    seat: TextOrNull
    region: TextOrNull
    condition: str
    condition_label: str
    since: TextOrNull
    seen: str
    registered: TextOrNull
    struck_off: TextOrNull
    organisation: TextOrNull
    organisation_url: TextOrNull


@dataclass(frozen=True, slots=True)
class RegisterMonth:
    month: str
    registered: int
    renamed: int
    liquidation: int
    struck_off: int


@dataclass(frozen=True, slots=True)
class RegisterClusters:
    """guide: what the guide counted in April 2018, as (label, number); days before the first file are not known."""

    on: TextOrNull
    newest: TextOrNull
    first: TextOrNull
    clusters: tuple[RegisterCluster, ...]
    months: tuple[RegisterMonth, ...]
    guide: tuple[tuple[str, int], ...]
    attribution: str
    licence: str
    licence_url: str


@dataclass(frozen=True, slots=True)
class BodyName:
    text: str
    language: TextOrNull


@dataclass(frozen=True, slots=True)
class ResearchBodyView:
    """A body of ROR. matched_by: the domain of its website, which is the organisation's too. identifiers: kind and value."""

    ror: str
    name: str
    name_language: TextOrNull
    other_names: tuple[BodyName, ...]
    status: str
    established: int | None
    identifiers: tuple[tuple[str, str], ...]
    related: tuple[BodyName, ...]
    matched_by: str
    attribution: str
    licence: str
    licence_url: str


@dataclass(frozen=True, slots=True)
class ProjectPartner:
    name: str
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class ResearchProject:
    """contribution: of the EU to the organisation, in euro; null where none is stated. partners: the others, without natural persons."""

    project: str
    acronym: TextOrNull
    title: TextOrNull
    programme: TextOrNull
    start: TextOrNull
    end: TextOrNull
    role: str
    contribution: TextOrNull
    partners: tuple[ProjectPartner, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ResearchProjects:
    """contributions: their sum in euro, of the contributions_known projects that state one."""

    organisation: str
    projects: tuple[ResearchProject, ...]
    contributions: TextOrNull
    contributions_known: int
    attribution: str
    licence: str
    licence_url: str
