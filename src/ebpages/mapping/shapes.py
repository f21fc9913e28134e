"""What pages and the API of cluster mapping get from queries: finished and in one language."""

from dataclasses import dataclass

from ebpages.faces.shapes import Coverage, SourceNote, TextOrNull


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the bounds that always hold it. value: the published one or an estimate, None where there is none.

    low: at the least; high: at the most, None where nothing limits it. text, bounds: the same in words, `bounds` empty where the
    number is certain.
    """

    value: float | None
    low: float
    high: float | None
    text: str
    bounds: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class Stars:
    """Of `of` stars, how many hold for certain and how many can hold."""

    low: int
    high: int
    of: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer of a rule set or of one of its tests. code: yes, no or cannot_be_told; at_estimate: what it would be if the estimates
    were the truth. reason: why it could not be asked. certainty: how well the rule itself is known."""

    id: str
    title: str
    code: str
    at_estimate: TextOrNull = ""
    reason: TextOrNull = ""
    certainty: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """A region and an industry in a year. state: value, zero, missing or suppressed; note: what the source says of it, in words.

    share_of_region, share_of_industry: per cent; without a value where only a part of the total is known. firm: whether at least half
    of the cell and of its industry's total is certain; a quotient that is not firm leads no ranking. growth: per cent a year since
    the year before the first, None where unknown.
    """

    region: str
    region_name: str
    industry: str
    industry_name: str
    state: str
    note: TextOrNull
    employment: Quantity
    quotient: Quantity
    firm: bool
    share_of_region: Quantity
    share_of_industry: Quantity
    growth: float | None
    answer: Verdict
    stars: Stars | None
    url: str


@dataclass(frozen=True, slots=True)
class RuleSetView:
    """A rule set as a page introduces it. tests: (title, certainty). missing: why something cannot be asked of this panel. notes: how
    we apply it."""

    id: str
    version: str
    title: str
    categories: TextOrNull
    source: TextOrNull
    certainty: TextOrNull
    answer: TextOrNull
    tests: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()
    url: TextOrNull = ""


@dataclass(frozen=True, slots=True)
class Choice:
    code: TextOrNull
    title: str
    chosen: bool
    url: TextOrNull


@dataclass(frozen=True, slots=True)
class PanelCard:
    """A panel in the list of all. coverage: its cells that hold a value, that are confidential, that are missing."""

    name: str
    title: str
    source: SourceNote
    certainty: str
    measures: tuple[str, ...]
    first_year: int
    last_year: int
    regions: int
    industries: int
    coverage: Coverage
    findings: int
    shipped: bool
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A region or an industry in the list of a panel, and how many of its cells the chosen rule set calls a cluster for certain, how
    many cannot be told, and how many would be one if the estimates were the truth."""

    code: str
    name: str
    employment: Quantity
    yes: int
    open: int
    at_estimate: int
    url: str


@dataclass(frozen=True, slots=True)
class Index:
    """A figure of a whole region or industry. value: None where it is not known. known: whether every cell that it needs is known."""

    id: str
    title: str
    value: float | None
    text: str
    meaning: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Possibility:
    """An industry that a region is not specialised in and that is near to what it is: density from 0 to 1."""

    industry: str
    name: str
    density: float
    quotient: Quantity
    url: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An industry that the same regions tend to have: proximity from 0 to 1."""

    industry: str
    name: str
    proximity: float
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What every page of a panel has in its head. totals: published, summed or bounded, `totals_note` in words.

    state: which load of the panel this is, for citations.
    """

    panel: str
    panel_title: str
    panel_url: str
    year: int
    rules: RuleSetView
    measure: str
    totals: str
    totals_note: str
    coverage: Coverage
    source: SourceNote
    certainty: str
    citation: str
    state: str
    years: tuple[Choice, ...]
    rule_sets: tuple[Choice, ...]
    categories: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class PanelView:
    """summary: how many clusters the chosen rule set finds, in a sentence."""

    shown: Shown
    summary: str
    regions: tuple[Place, ...]
    industries: tuple[Place, ...]
    findings: int
    yes: int
    no: int
    open: int
    at_estimate: int


@dataclass(frozen=True, slots=True)
class RegionView:
    """summary: how many clusters there are and which stand out, in words. chart_note: how many of the cells the chart draws."""

    shown: Shown
    code: str
    name: str
    summary: str
    chart_note: TextOrNull
    parts: tuple[str, ...]
    employment: Quantity
    cells: tuple[CellView, ...]
    indices: tuple[Index, ...]
    shifts: tuple[Index, ...]
    possibilities: tuple[Possibility, ...]
    since: int | None
    url: str


@dataclass(frozen=True, slots=True)
class IndustryView:
    """summary, chart_note: as those of a region."""

    shown: Shown
    code: str
    name: str
    summary: str
    chart_note: TextOrNull
    employment: Quantity
    cells: tuple[CellView, ...]
    indices: tuple[Index, ...]
    neighbours: tuple[Neighbour, ...]
    since: int | None
    url: str


@dataclass(frozen=True, slots=True)
class YearValue:
    year: int
    state: str
    employment: Quantity
    quotient: Quantity


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """The answer of one rule set for a cell, test by test."""

    rules: RuleSetView
    answer: Verdict
    tests: tuple[Verdict, ...]
    stars: Stars | None


@dataclass(frozen=True, slots=True)
class SittingHere:
    """A cluster organisation of the registry with its seat in the region and a sector that covers the industry."""

    name: str
    url: str
    seat: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TotalView:
    title: str
    employment: Quantity
    unknown: int


@dataclass(frozen=True, slots=True)
class CellPage:
    """method: how the bounds were found. printed: the row as the source has it. totals: of the region, of the industry and of
    everything, with how many cells of each are not known: what the quotient is taken against. question, summary: whether it is a
    cluster, and how many rule sets say so."""

    shown: Shown
    question: str
    summary: str
    cell: CellView
    method: TextOrNull
    printed: TextOrNull
    totals: tuple[TotalView, ...]
    years: tuple[YearValue, ...]
    answers: tuple[RuleAnswer, ...]
    organisations: tuple[SittingHere, ...]
    organisations_url: TextOrNull
    url: str


@dataclass(frozen=True, slots=True)
class ComparedRegion:
    code: str
    name: str
    employment: Quantity
    indices: tuple[Index, ...]
    url: str


@dataclass(frozen=True, slots=True)
class RegionsCompared:
    shown: Shown
    regions: tuple[ComparedRegion, ...]
    industries: tuple[tuple[CellView, ...], ...]
    choices: tuple[Choice, ...]
    url: str


@dataclass(frozen=True, slots=True)
class RuleTally:
    rules: RuleSetView
    yes: int
    no: int
    cannot_be_told: int
    at_estimate: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    region: str
    region_name: str
    industry: str
    industry_name: str
    answers: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class RulesCompared:
    """pairs: for each two rule sets, by title, how often both, only the first, only the second say yes, and how often one is open.
    answered: how many of the `total` pairs of region and industry at least one rule set answers; of these all_yes, where all that
    answer say yes, and some_yes, where they contradict one another. compared, compared_titles: the rule sets that can be answered, in
    the order of the answers of a disagreement. summary: how far they agree, in words."""

    shown: Shown
    summary: str
    tallies: tuple[RuleTally, ...]
    pairs: tuple[tuple[str, str, int, int, int, int], ...]
    answered: int
    all_yes: int
    some_yes: int
    total: int
    compared: tuple[str, ...]
    compared_titles: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    disagreement_total: int
    url: str


@dataclass(frozen=True, slots=True)
class PanelFindingView:
    kind: str
    severity: str
    sentence: str
    remedy: str
    where: str
