"""What a rule set says about every region and category of a year."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ebpages.mapping.arrays import Codes
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_table import Totals


@dataclass(frozen=True, slots=True, eq=False)
class RuleSetResult:
    """Arrays have the shape (regions, categories); answers are codes of an Answer.

    tests: by the test's id, in the order of the rule set. stars_low, stars_high: how many stars are certain and possible; None where
    the rule set gives none. at_estimate: the answer if the estimates were the truth. replicate: 0 for the data themselves, else the
    number of a resample. parameters: what the rules were applied with, as text. not_assessable: by test id why it could not be asked
    of this panel, as the id of one of the rule set's own reasons. contradicted: of the persons employed, as a CategoryTable has it.
    """

    rule_set: str
    version: str
    certainty: str
    panel: str
    vintage: str
    year: int
    regions: tuple[str, ...]
    categories: tuple[str, ...]
    value: Estimates
    state: Codes
    totals: Totals
    lq: Estimates
    tests: Mapping[str, Codes]
    answer: Codes
    at_estimate: Codes
    stars_low: Codes | None = None
    stars_high: Codes | None = None
    replicate: int = 0
    parameters: Mapping[str, str] = field(default_factory=dict)
    not_assessable: Mapping[str, str] = field(default_factory=dict)
    contradicted: tuple[tuple[str, str], ...] = ()
