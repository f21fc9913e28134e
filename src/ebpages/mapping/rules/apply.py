"""Asks the tests of a rule set of every region and category, and makes its answer of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ebpages.declared.answer import Answer
from ebpages.mapping.arrays import Codes
from ebpages.mapping.category_table import CategoryTable
from ebpages.mapping.kernel.answer_codes import all_of, answers, any_of, at_least
from ebpages.mapping.rules.conditions import (
    AnyTest,
    Combination,
    Comparison,
    Quantile,
    Threshold,
    Verdict,
)
from ebpages.mapping.rules.evidence import Evidence, Quantified, evidence
from ebpages.mapping.rules.quantile import Truth, reaches_quantile
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet, is_growth

Parameters = Mapping[str, float | None]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """tests: of every test and then of every level, by id."""

    tests: dict[str, Codes]
    answer: Codes
    stars_low: Codes | None
    stars_high: Codes | None


def apply(
    rule_set: RuleSet,
    tables: Mapping[str, CategoryTable],
    *,
    panel: str,
    vintage: str,
    earlier: Mapping[str, CategoryTable] | None = None,
    replicate: int = 0,
) -> RuleSetResult:
    """What a rule set says about every region and category of a year.

    tables: by measure, all of one year, the same regions and categories; `employment` is always needed. earlier: those of the year
    that growth is measured from; its regions may be others. Answers hold for every value within the bounds;
    each test alone could not be answered more often, were its cells independent of one another. Raises ValueError for tables that
    do not fit.
    """
    given = rule_set.values
    known = evidence(rule_set, tables, earlier or {})
    missing = _not_assessable(rule_set, known, given)
    answers_of_bounds = _answered(rule_set, known, given, missing)
    at_estimate = _answered(rule_set, known.at_estimates(), given, missing)
    employment = tables["employment"]
    return RuleSetResult(
        rule_set=rule_set.id,
        version=rule_set.version,
        certainty=rule_set.certainty,
        panel=panel,
        vintage=vintage,
        year=employment.year,
        regions=employment.regions,
        categories=employment.categories,
        value=employment.cells,
        state=employment.state,
        totals=employment.totals,
        lq=known.lq,
        tests=answers_of_bounds.tests,
        answer=answers_of_bounds.answer,
        at_estimate=at_estimate.answer,
        stars_low=answers_of_bounds.stars_low,
        stars_high=answers_of_bounds.stars_high,
        replicate=replicate,
        parameters=_as_text(rule_set, given, known),
        not_assessable=missing,
        contradicted=employment.contradicted,
    )


def _as_text(rule_set: RuleSet, given: Parameters, known: Evidence) -> dict[str, str]:
    text = {name: "null" if value is None else f"{value:g}" for name, value in given.items()}
    if rule_set.needs_earlier_year and known.earlier_year is not None:
        text["growth_since"] = str(known.earlier_year)
    return text


def _not_assessable(rule_set: RuleSet, known: Evidence, given: Parameters) -> dict[str, str]:
    """Why a test, a level or the `answer` cannot be asked of this panel, by id: reasons of the rule set."""
    verdicts: tuple[tuple[str, Verdict], ...] = (
        *((level.id, level) for level in rule_set.levels),
        ("answer", rule_set.answer),
    )
    reasons = {test.id: _unasked(test, known, given) for test in rule_set.tests}
    reasons |= {name: verdict.reason or "" for name, verdict in verdicts if verdict.combination is None}
    return {name: reason for name, reason in reasons.items() if reason}


def _unasked(test: AnyTest, known: Evidence, given: Parameters) -> str:
    if given[test.parameter] is None:
        return test.reason or ""
    for measure in test.measures:
        if measure not in known.measures:
            return f"no-{measure.replace('_', '-')}"
    if is_growth(test) and test.measures[0] not in known.earlier_measures:
        return "no-earlier-year"
    return ""


def _answered(rule_set: RuleSet, known: Evidence, given: Parameters, missing: Mapping[str, str]) -> Answers:
    open_ = np.full(known.shape, Answer.CANNOT_BE_TOLD, dtype=np.uint8)
    tests = {
        test.id: open_ if test.id in missing else _test(test, known, given[test.parameter] or 0.0)
        for test in rule_set.tests
    }
    guards = tuple(tests[name] for name in rule_set.minimums)

    def answered(verdict: Verdict) -> Codes:
        return (
            open_ if verdict.combination is None else all_of(_combined(verdict.combination, tests), *guards)
        )

    stars = [all_of(tests[name], *guards) for name in rule_set.stars]
    levels = {level.id: answered(level) for level in rule_set.levels}
    return Answers(
        tests | levels,
        answered(rule_set.answer),
        _count(stars, at_best=False),
        _count(stars, at_best=True),
    )


def _count(stars: list[Codes], *, at_best: bool) -> Codes | None:
    if not stars:
        return None
    answers_to = np.stack(stars)
    counted = answers_to != Answer.NO if at_best else answers_to == Answer.YES
    number: Codes = np.add.reduce(counted, axis=0, dtype=np.uint8)
    return number


def _combined(combination: Combination, tests: Mapping[str, Codes]) -> Codes:
    named = [tests[name] for name in combination.tests]
    if combination.at_least:
        return at_least(combination.at_least.number, *named)
    return all_of(*named) if combination.all_of else any_of(*named)


def _test(test: AnyTest, known: Evidence, parameter: float) -> Codes:
    if isinstance(test, Quantile):
        truth = _reaching_quantile(test, known, parameter)
    elif isinstance(test, Threshold):
        truth = _reaching(known.quantified(test.quantity, test.of), parameter, test.comparison)
    else:
        truth = _reaching(known.quantified("value", test.of), parameter, ">=")
    return answers(truth.certain, truth.possible)


def _reaching(quantity: Quantified, parameter: float, comparison: Comparison) -> Truth:
    reaches = np.greater if comparison == ">" else np.greater_equal
    reached = Truth(
        ~quantity.undefined & reaches(quantity.low, parameter),
        quantity.undefined | reaches(quantity.high, parameter),
    )
    return reached.and_(quantity.needs)


def _reaching_quantile(test: Quantile, known: Evidence, parameter: float) -> Truth:
    # Where most regions have nothing in a category the quantile is 0, which must not put all of them at the top: `something`.
    quantity = known.quantified(test.quantity, test.of)
    member = quantity.counted if test.among == "all" else quantity.counted.and_(known.present)
    reached = reaches_quantile(
        quantity.low, quantity.high, member, parameter, strictly=test.comparison == ">"
    )
    reached = Truth(~quantity.undefined & reached.certain, quantity.undefined | reached.possible)
    something = Truth(quantity.low > 0, quantity.high > 0)
    return reached.and_(known.present if quantity.signed else known.present.and_(something))
