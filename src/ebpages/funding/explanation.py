"""Why a condition is answered as it is, and what would change the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ebpages.declared.answer import Answer
from ebpages.funding.condition import NO, OPEN, YES, Condition, Facts, limits
from ebpages.funding.sentences import Sentence, coded


@dataclass(frozen=True, slots=True)
class Explained:
    """because and change: sentences in order; change is empty where the answer is yes."""

    answer: Answer
    because: tuple[Sentence, ...]
    change: tuple[Sentence, ...]


def explained(condition: Condition, facts: Facts) -> Explained:
    answer = condition.ask(facts)
    leaves = [leaf for leaf in _leaves(condition) if _counts(leaf, condition, facts, answer)]
    change = () if answer is YES else tuple(each for leaf in leaves if (each := _change(leaf, facts)))
    return Explained(answer, tuple(_because(leaf, facts) for leaf in leaves), change)


def _leaves(condition: Condition) -> Iterator[Condition]:
    if not condition.parts:
        yield condition
    for part in condition.parts:
        yield from _leaves(part)


def _counts(leaf: Condition, condition: Condition, facts: Facts, answer: Answer) -> bool:
    """Of several leaves those that decide: the ones with the answer of the whole, or all under `not`."""
    return leaf is condition or _holds_not(condition) or leaf.ask(facts) is answer


def _holds_not(condition: Condition) -> bool:
    return condition.operator == "not_" or any(map(_holds_not, condition.parts))


def _because(leaf: Condition, facts: Facts) -> Sentence:
    if leaf.operator == "asked":
        words = {YES: "answered_yes", NO: "answered_no", OPEN: "not_answered"}
        return Sentence(words[leaf.ask(facts)])
    fact = leaf.fact or ""
    value = facts.get(fact)
    if value is None:
        return Sentence("not_given", {"fact": fact})
    if leaf.operator in ("at_least", "at_most"):
        return _because_of_threshold(leaf, fact, value, facts)
    if leaf.operator in ("before", "on_or_after"):
        limit = leaf.before or leaf.on_or_after
        if isinstance(value, frozenset):  # only the year is known
            return Sentence("in_year", {"fact": fact, "value": min(value).year, "limit": limit})
        return Sentence(leaf.operator, {"fact": fact, "value": value, "limit": limit})
    values = sorted(value) if isinstance(value, frozenset) else [value]
    params = {
        "fact": fact,
        "value": coded(fact, *values),
        "accepted": coded(fact, *(leaf.in_ or leaf.within)),
    }
    if leaf.ask(facts) is NO:
        return Sentence("is_not" if leaf.in_ else "is_outside", params)
    return Sentence("is" if len(values) == 1 else "may_be", params)


def _because_of_threshold(leaf: Condition, fact: str, value: Decimal | int, facts: Facts) -> Sentence:
    thresholds = limits(leaf.at_least if leaf.operator == "at_least" else leaf.at_most, facts)
    params: dict[str, object] = {"fact": fact, "value": value}
    if leaf.share_of:
        params["of"] = facts.get(leaf.share_of)
        if params["of"] is None:
            return Sentence("not_given", {"fact": leaf.share_of})
        if not params["of"]:
            return Sentence("nothing_to_share", {"of": leaf.share_of})
    if thresholds == {None}:
        return Sentence("limit_not_known", params)
    if len(thresholds) > 1:
        return Sentence("limit_depends", params)
    (params["limit"],) = thresholds
    return Sentence(f"share_{leaf.operator}" if leaf.share_of else leaf.operator, params)


def _change(leaf: Condition, facts: Facts) -> Sentence | None:
    if leaf.ask(facts) is YES:
        return None
    if leaf.operator == "asked":
        return Sentence("change_answer")
    fact = leaf.fact or ""
    for needed in (fact, leaf.share_of):
        if needed and facts.get(needed) is None:
            return Sentence("change_give", {"fact": needed})
    if leaf.operator in ("before", "on_or_after"):
        return Sentence("change_nothing") if leaf.ask(facts) is NO else Sentence("change_day")
    if leaf.operator in ("in_", "within"):
        return Sentence("change_value", {"accepted": coded(fact, *(leaf.in_ or leaf.within))})
    return _change_of_threshold(leaf, fact, facts)


def _change_of_threshold(leaf: Condition, fact: str, facts: Facts) -> Sentence:
    thresholds = limits(leaf.at_least if leaf.operator == "at_least" else leaf.at_most, facts)
    known = [each for each in thresholds if each is not None]
    if not known or len(thresholds) > 1:
        depends = [each for each in ("stage", "size", "seat") if facts.get(each) is None]
        return (
            Sentence("change_give", {"fact": depends[0]})
            if known and depends
            else Sentence("change_authority")
        )
    whole = facts[leaf.share_of] if leaf.share_of else 1
    needed = known[0] * whole - facts[fact]
    key = "change_more" if leaf.operator == "at_least" else "change_fewer"
    return Sentence(key, {"n": abs(needed).quantize(Decimal(1), ROUND_CEILING)})
