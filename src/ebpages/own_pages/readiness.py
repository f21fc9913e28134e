"""Whether a cluster is ready for a listing, criterion by criterion: yes, no, or cannot be told, and what would settle it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Literal

from ebpages.declared.answer import Answer
from ebpages.declared.schema import Code, Declared, Text, read_document, read_entry, refuse_twice
from ebpages.reference.organisation_kinds import organisation_kinds

FILE = Path(__file__).parent / "rules" / "eccp_listing.yaml"
YES_NO = ("yes", "no")


class Criterion(Declared):
    """own: nobody but the cluster can tell it, so that it is asked. within_months: how recent a sign must be."""

    code: Code
    kind: Literal["number", "yes_no"]
    at_least: Decimal = Decimal(1)
    within_months: int = 0
    own: bool
    label: Text
    asks: Text
    settle: Text


class ListingRule(Declared):
    """valid_from, valid_to: None where no day is named. waiver: the criterion with which no other is asked for."""

    id: Code
    title: Text
    valid_from: date | None
    valid_to: date | None
    source: str
    certainty: Literal["official", "published", "own", "unverified"]
    waiver: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """What is known of a cluster. stated_members: what it or a list says, None where nobody does. confirmed: by the members themselves.

    kinds: of organisation, of the members that it names. has_website: None where nobody says it. last_sign: the last day on which
    something shows that it is active; says_inactive: a list says that it is not. own: what the cluster answered, by criterion.
    """

    confirmed: int
    named: int
    stated_members: int | None
    kinds: frozenset[str]
    has_website: bool | None
    last_sign: date | None
    says_inactive: bool
    own: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """found: the number or day that the answer goes by, "" where there is none."""

    criterion: Criterion
    answer: Answer
    found: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    rule: ListingRule
    answer: Answer
    waived: bool
    answers: tuple[CriterionAnswer, ...]


@cache
def listing_rules() -> tuple[ListingRule, ...]:
    """Raises BrokenDeclaration."""
    listed = read_document(FILE)["rules"]
    rules = tuple(read_entry(FILE.name, "rule", ListingRule, n, entry) for n, entry in enumerate(listed, 1))
    refuse_twice(FILE.name, "rule", (rule.id for rule in rules))
    return rules


@cache
def kinds_of_members() -> Mapping[str, frozenset[str]]:
    """Kinds of members that the listing tells apart -> kinds of organisation."""
    return {name: frozenset(kinds) for name, kinds in read_document(FILE)["member_kinds"].items()}


def rule_on(day: date) -> ListingRule:
    """The newest rule that holds on a day."""
    holding = [
        rule
        for rule in listing_rules()
        if (rule.valid_from or date.min) <= day <= (rule.valid_to or date.max)
    ]
    return max(holding, key=lambda rule: rule.valid_from or date.min)


def readiness(facts: ClusterFacts, day: date) -> Readiness:
    rule = rule_on(day)
    answers = tuple(_answered(criterion, facts, day) for criterion in rule.criteria)
    by_code = {each.criterion.code: each.answer for each in answers}
    waived = by_code[rule.waiver] is Answer.YES
    asked = [answer for code, answer in by_code.items() if code != rule.waiver]
    if waived:
        return Readiness(rule, Answer.YES, True, answers)
    if Answer.NO in asked:
        # A programme that recognises the cluster would make up for what is missing.
        open_ = by_code[rule.waiver] is Answer.CANNOT_BE_TOLD
        return Readiness(rule, Answer.CANNOT_BE_TOLD if open_ else Answer.NO, False, answers)
    whole = Answer.CANNOT_BE_TOLD if Answer.CANNOT_BE_TOLD in asked else Answer.YES
    return Readiness(rule, whole, False, answers)


def problem_with_answer(criterion: Criterion, text: str) -> bool:
    """Whether what a cluster answers cannot be read. An empty text takes an answer back."""
    return bool(text) and (_number(text) is None if criterion.kind == "number" else text not in YES_NO)


def _answered(criterion: Criterion, facts: ClusterFacts, day: date) -> CriterionAnswer:
    said = facts.own.get(criterion.code, "")
    if criterion.code == "members":
        return CriterionAnswer(criterion, _members(criterion, facts), str(facts.confirmed))
    if criterion.code == "kinds":
        return _kinds(criterion, facts)
    if criterion.code == "activity":
        return _activity(criterion, facts, day)
    if criterion.code == "website" and facts.has_website is False and not said:
        return CriterionAnswer(criterion, Answer.NO)
    return CriterionAnswer(criterion, _own(criterion, said), said)


def _own(criterion: Criterion, said: str) -> Answer:
    if criterion.kind == "yes_no":
        return {"yes": Answer.YES, "no": Answer.NO}.get(said, Answer.CANNOT_BE_TOLD)
    number = _number(said)
    if number is None:
        return Answer.CANNOT_BE_TOLD
    return Answer.YES if number >= criterion.at_least else Answer.NO


def _members(criterion: Criterion, facts: ClusterFacts) -> Answer:
    """Committed are those who confirm it themselves; a number alone does not show who they are."""
    if facts.confirmed >= criterion.at_least:
        return Answer.YES
    known = [facts.named, *([facts.stated_members] if facts.stated_members is not None else [])]
    none_known = facts.stated_members is None and not facts.named
    return Answer.CANNOT_BE_TOLD if none_known or max(known) >= criterion.at_least else Answer.NO


def _kinds(criterion: Criterion, facts: ClusterFacts) -> CriterionAnswer:
    told_apart = [name for name, kinds in kinds_of_members().items() if kinds & facts.kinds]
    enough = len(told_apart) >= criterion.at_least
    whole_list = facts.named > 0 and facts.named >= (facts.stated_members or 0)
    answer = Answer.YES if enough else Answer.NO if whole_list else Answer.CANNOT_BE_TOLD
    return CriterionAnswer(criterion, answer, str(len(told_apart)))


def _activity(criterion: Criterion, facts: ClusterFacts, day: date) -> CriterionAnswer:
    if facts.last_sign is None:
        return CriterionAnswer(criterion, Answer.NO if facts.says_inactive else Answer.CANNOT_BE_TOLD)
    months = 12 * (day.year - facts.last_sign.year) + day.month - facts.last_sign.month
    recent = months < criterion.within_months or (
        months == criterion.within_months and day.day <= facts.last_sign.day
    )
    otherwise = Answer.NO if facts.says_inactive else Answer.CANNOT_BE_TOLD
    return CriterionAnswer(criterion, Answer.YES if recent else otherwise, facts.last_sign.isoformat())


def _number(text: str) -> Decimal | None:
    """Also with a decimal comma."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number < 100_000 else None


def check_rules() -> None:
    """Raises BrokenDeclaration, or UnknownCode for a kind that there is not."""
    known = {kind.code for kind in organisation_kinds()}
    strange = set[str]().union(*kinds_of_members().values()) - known
    if strange:
        raise ValueError(f"{FILE.name}: unknown kinds of organisation: {', '.join(sorted(strange))}")
    for rule in listing_rules():
        if rule.waiver not in {criterion.code for criterion in rule.criteria}:
            raise ValueError(f"{FILE.name}: {rule.id} names no criterion of its own as the waiver")
