"""Conditions of a call as data, and answers of three values: yes, no, or cannot be told from what is known."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from ebpages.declared.answer import Answer
from ebpages.declared.schema import Code, Declared, Text
from ebpages.funding.case_values import Day
from ebpages.funding.graded import ByFact, Graded
from ebpages.funding.rules_of_aid import Certainty

NO, YES, OPEN = Answer.NO, Answer.YES, Answer.CANNOT_BE_TOLD
Fact = Literal[
    "legal_form",
    "established",
    "seat",
    "stage",
    "members",
    "members_in_eligible_sectors",
    "sector",
    "staff",
    "size",
]
# A value; None where it is not known; a frozenset of the values that it may have, where that is all that is known.
Facts = Mapping[str, Any]
Ask = Callable[[Facts], Answer]
_OPERATORS = ("in_", "within", "at_least", "at_most", "before", "on_or_after")
_COMBINED = ("all", "any", "not_", "asked")


class Condition(Declared):
    """One question, with the fact that it asks about and one comparison; or `all`, `any`, `not` of others; or `asked`.

    at_least and at_most may depend on a fact; null: the threshold is not known. share_of: the comparison is of the quotient.
    asked: only the applicant or the authority can answer.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    id: Code | str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)
    text: Text
    source: str = Field(min_length=1)
    certainty: Certainty
    fact: Fact | None = None
    share_of: Fact | None = None
    in_: tuple[str, ...] = Field((), alias="in")
    within: tuple[str, ...] = ()
    at_least: Graded = None
    at_most: Graded = None
    before: Day | None = None
    on_or_after: Day | None = None
    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    not_: "Condition | None" = Field(None, alias="not")
    asked: bool = False

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        given = self.model_fields_set
        ways = [each.rstrip("_") for each in (*_OPERATORS, *_COMBINED) if each in given]
        if len(ways) != 1:
            names = ", ".join(each.rstrip("_") for each in (*_OPERATORS, *_COMBINED))
            raise ValueError(f"give exactly one of {names}; found {', '.join(ways) or 'none'}")
        if (self.fact is None) == (self.operator in _OPERATORS):
            raise ValueError("`fact` stands with a comparison, and only with one")
        return self

    @property
    def operator(self) -> str:
        return next(each for each in (*_OPERATORS, *_COMBINED) if each in self.model_fields_set)

    @property
    def parts(self) -> tuple["Condition", ...]:
        return self.all or self.any or ((self.not_,) if self.not_ else ())

    @cached_property
    def ask(self) -> Ask:
        """The question as a function of facts: built once, since it is asked of many."""
        if self.operator in _COMBINED:
            return _combined(self)
        fact = self.fact or ""
        if self.operator in ("at_least", "at_most"):
            return _threshold(self, fact)
        holds = _TESTS[self.operator](self)

        def ask(facts: Facts) -> Answer:
            value = facts.get(fact)
            if value is None:
                return OPEN
            if isinstance(value, frozenset):
                return _agreed({holds(each) for each in value})
            return YES if holds(value) else NO

        return ask


def _combined(condition: Condition) -> Ask:
    asks = tuple(each.ask for each in condition.parts)
    if condition.operator == "asked":
        return lambda facts: Answer(facts["answers"].get(condition.id, OPEN))
    if condition.operator == "not_":
        opposite = {YES: NO, NO: YES, OPEN: OPEN}
        return lambda facts: opposite[asks[0](facts)]
    decisive = NO if condition.operator == "all" else YES
    return lambda facts: combine((ask(facts) for ask in asks), decisive)


def combine(answers: Iterable[Answer], decisive: Answer = NO) -> Answer:
    """All of them hold, or any where YES decides; one that is decisive is enough, else one that is open leaves all open."""
    result = YES if decisive is NO else NO
    for answer in answers:
        if answer is decisive:
            return decisive
        if answer is OPEN:
            result = OPEN
    return result


def _is_in(condition: Condition) -> Callable[[Any], bool]:
    accepted = frozenset(condition.in_)
    return accepted.__contains__


def _is_within(condition: Condition) -> Callable[[Any], bool]:
    return lambda seat: seat.startswith(condition.within)


def _is_before(condition: Condition) -> Callable[[Any], bool]:
    limit = condition.before or date.min
    return lambda day: day < limit


def _is_on_or_after(condition: Condition) -> Callable[[Any], bool]:
    limit = condition.on_or_after or date.min
    return lambda day: day >= limit


_TESTS = {"in_": _is_in, "within": _is_within, "before": _is_before, "on_or_after": _is_on_or_after}


def _threshold(condition: Condition, fact: str) -> Ask:
    least = condition.operator == "at_least"
    limit = condition.at_least if least else condition.at_most
    whole = condition.share_of

    def ask(facts: Facts) -> Answer:
        value, of = facts.get(fact), facts.get(whole) if whole else 1
        if value is None or of is None or (whole and not of):
            return OPEN
        return _agreed(
            {
                OPEN if each is None else value >= each * of if least else value <= each * of
                for each in limits(limit, facts)
            }
        )

    return ask


def limits(limit: Decimal | ByFact | None, facts: Facts) -> set[Decimal | None]:
    """The thresholds that may count: more than one where a fact that they depend on is not known."""
    if not isinstance(limit, ByFact):
        return {limit}
    value = facts.get("seat" if limit.by == "region" else limit.by)
    if value is None:
        branches = [*limit.values.values(), None]
    elif limit.by == "region":
        codes = [code for code in limit.values if value.startswith(code)]
        branches = [limit.values[max(codes, key=len)] if codes else None]
    else:
        branches = [limit.values.get(each) for each in (value if isinstance(value, frozenset) else (value,))]
    return set().union(*(limits(each, facts) for each in branches))


def _agreed(outcomes: set[Any]) -> Answer:
    """One answer where all outcomes are the same."""
    if len(outcomes) != 1:
        return OPEN
    (outcome,) = outcomes
    return outcome if isinstance(outcome, Answer) else YES if outcome else NO
