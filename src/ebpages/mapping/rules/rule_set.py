"""A rule set: what a publisher, or a user, calls a regional cluster; a data file, checked in full before it is applied."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from ebpages.declared.schema import (
    BrokenDeclaration,
    Code,
    Declared,
    Text,
    read_document,
    read_entry,
    refuse_twice,
)
from ebpages.mapping.rules.conditions import (
    AnyTest,
    Certainty,
    Level,
    Measure,
    Minimum,
    Quantile,
    QuantityTest,
    Verdict,
    weakest,
)

# YAML reads 2 and 2007-06-01 as a number and a date.
Version = Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v), Field(pattern=r"^\d+(\.\d+)*$")]  # fmt: skip
Day = Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int | date) else v), Field(pattern=r"^\d{4}(-\d\d){0,2}$")]  # fmt: skip
TAKEN = ("region", "category", "industry", "year", "value", "state", "lq", "lq-low", "lq-high", "answer", "answer-at-estimate", "stars-low", "stars-high",
         "value-low", "value-high", "totals", "not-assessable", "rule-set", "rule-set-version", "parameters", "certainty", "panel", "vintage", "replicate")  # fmt: skip


class Parameter(Declared):
    """A number that tests name. value: null where it is not known."""

    id: Code
    title: Text
    value: float | None = Field(allow_inf_nan=False)


class Counted(Declared):
    """How many of something a publisher reports. of: `answer`, the id of a level, or empty where it is of neither."""

    of: str = ""
    number: int = Field(ge=0)
    about: bool = False
    title: Text
    certainty: Certainty


class CategoriesOf(Declared):
    """What the publisher sorts industries into. scheme: of the schemes that we have, null where we have it not; applied: to what
    the rules are applied in that case.
    """

    counted: tuple[Counted, ...]
    scheme: str | None
    applied: Text


class RuleSet(Declared):
    """id, version: two versions may stand beside each other. valid_from, valid_to: when the publisher used it, null where not known.

    reasons: id -> why something is not assessable: `no-wages` and the like for every measure beyond employment that a test needs,
    `no-earlier-year` where one is of growth, and those that tests, levels and the answer name. notes: how we apply it.
    """

    id: Code
    version: Version
    valid_from: Day | None
    valid_to: Day | None
    title: Text
    source: Text
    certainty: Certainty
    categories: CategoriesOf
    parameters: tuple[Parameter, ...] = ()
    tests: tuple[AnyTest, ...] = ()
    answer: Verdict
    levels: tuple[Level, ...] = ()
    counted: tuple[Counted, ...] = ()
    reasons: dict[Code, Text] = Field(default={})
    notes: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for fault in _faults(self):
            raise ValueError(fault)
        return self

    @property
    def name(self) -> str:
        """What this version alone is called."""
        return f"{self.id}@{self.version}"

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What a panel must have for every test to be asked."""
        needed = ("employment", *(measure for test in self.tests for measure in test.measures))
        return tuple(dict.fromkeys(needed))

    @property
    def needs_earlier_year(self) -> bool:
        return any(is_growth(test) for test in self.tests)

    @property
    def stars(self) -> tuple[str, ...]:
        return tuple(test.id for test in self.tests if test.star)

    @property
    def minimums(self) -> tuple[str, ...]:
        return tuple(test.id for test in self.tests if isinstance(test, Minimum))

    @property
    def values(self) -> dict[str, float | None]:
        """Of the parameters, by id."""
        return {parameter.id: parameter.value for parameter in self.parameters}


def is_growth(test: AnyTest) -> bool:
    return isinstance(test, QuantityTest) and test.quantity == "growth"


def read_rule_sets(path: Path) -> tuple[RuleSet, ...]:
    """The rule sets that a file declares. Raises BrokenDeclaration for the first that is not as it should be."""
    document = read_document(path)
    for key in document:
        if key != "rule_sets":
            raise BrokenDeclaration(
                path.name, str(key), "there is no such key", "The only one is `rule_sets`"
            )
    entries = document.get("rule_sets")
    if not isinstance(entries, list) or not entries:
        raise BrokenDeclaration(
            path.name, "rule_sets", "there is no list of rule sets", "Put them under `rule_sets:`"
        )
    read = tuple(
        read_entry(path.name, "rule set", RuleSet, number, entry) for number, entry in enumerate(entries, 1)
    )
    refuse_twice(path.name, "rule set", (rule_set.name for rule_set in read))
    return read


def _faults(rule_set: RuleSet) -> Iterator[str]:
    """What no single key shows: names that lead nowhere, and more certainty than there is."""
    yield from _repeated("parameters", (parameter.id for parameter in rule_set.parameters))
    yield from _columns(rule_set)
    yield from _parameters(rule_set)
    yield from _combined(rule_set)
    yield from _without_reason(rule_set)
    yield from _too_certain(rule_set)
    if rule_set.valid_from and rule_set.valid_to and rule_set.valid_from > rule_set.valid_to:
        yield f"`valid_to`: {rule_set.valid_to} is before {rule_set.valid_from}, its `valid_from`"


def _columns(rule_set: RuleSet) -> Iterator[str]:
    """Every test and level is a column of a result, beside those that every result has."""
    columns = (*(test.id for test in rule_set.tests), *(level.id for level in rule_set.levels))
    for name in columns:
        if name in TAKEN:
            yield f"`tests` and `levels`: {name!r} is a column of every result; choose another id"
    yield from _repeated("tests` and `levels", columns)


def _repeated(key: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            yield f"`{key}`: the id {name!r} is given twice"
        seen.add(name)


def _parameters(rule_set: RuleSet) -> Iterator[str]:
    known = rule_set.values
    used = {test.parameter for test in rule_set.tests}
    for test in rule_set.tests:
        if test.parameter not in known:
            yield f"`tests`: {test.id!r} names the parameter {test.parameter!r}; there are {', '.join(known) or 'none'}"
    for name in known:
        if name not in used:
            yield f"`parameters`: no test names {name!r}"
    for test in rule_set.tests:
        value = known.get(test.parameter)
        if isinstance(test, Quantile) and value is not None and not 0 <= value <= 1:
            yield f"`parameters`: {test.parameter!r} is a quantile, so between 0 and 1; {value} is not"


def _verdicts(rule_set: RuleSet) -> Iterator[tuple[str, Verdict]]:
    yield "answer", rule_set.answer
    for level in rule_set.levels:
        yield f"levels`, {level.id!r}, `combination", level


def _combined(rule_set: RuleSet) -> Iterator[str]:
    known = {test.id for test in rule_set.tests}
    for key, verdict in _verdicts(rule_set):
        for name in verdict.combination.tests if verdict.combination else ():
            if name not in known:
                yield f"`{key}`: there is no test {name!r}; there are {', '.join(sorted(known)) or 'none'}"


def _without_reason(rule_set: RuleSet) -> Iterator[str]:
    for needed, who in _reasons_needed(rule_set):
        if needed is None:
            yield f"{who} is not known, and no `reason` says so"
        elif needed not in rule_set.reasons:
            yield f"`reasons` has no {needed!r}, which {who} needs"


def _reasons_needed(rule_set: RuleSet) -> Iterator[tuple[str | None, str]]:
    unknown = {name for name, value in rule_set.values.items() if value is None}
    for test in rule_set.tests:
        if test.parameter in unknown or test.reason:
            yield test.reason, f"the test {test.id!r}"
        if is_growth(test):
            yield "no-earlier-year", f"the test {test.id!r}"
    for measure in rule_set.measures:
        if measure != "employment":
            yield f"no-{measure.replace('_', '-')}", "a test"
    for key, verdict in _verdicts(rule_set):
        if verdict.combination is None or verdict.reason:
            yield verdict.reason, f"`{key}`"


def _too_certain(rule_set: RuleSet) -> Iterator[str]:
    """A verdict is not more certain than the tests that it rests on, nor the whole than its answer."""
    certainty = {test.id: test.certainty for test in rule_set.tests}
    for key, verdict in _verdicts(rule_set):
        tests = verdict.combination.tests if verdict.combination else ()
        grounds = weakest(
            (
                verdict.certainty,
                *(certainty[name] for name in (*tests, *rule_set.minimums) if name in certainty),
            )
        )
        if grounds != verdict.certainty:
            yield f"`{key}`: it is based on what is {grounds}, so its certainty is not {verdict.certainty}"
    if weakest((rule_set.certainty, rule_set.answer.certainty)) != rule_set.certainty:
        yield f"`certainty`: the answer is {rule_set.answer.certainty}, so the whole is not {rule_set.certainty}"
