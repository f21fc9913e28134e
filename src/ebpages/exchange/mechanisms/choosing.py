"""Which mechanisms fit. A required condition that is certainly not met excludes, an answer that is missing never does.

fits: every required condition is met and no answer hinders. possible: every one is met, and an answer hinders. does_not_fit: one is not
met. cannot_be_told: none is unmet, but an answer that one of them needs is missing. So more answers never lead from fits or possible to
does_not_fit, nor back; fits can become possible, and the reason that could do so is named beforehand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ebpages.exchange.mechanisms.rules import (
    CANNOT_BE_TOLD,
    DOES_NOT_FIT,
    FITS,
    POSSIBLE,
    Answers,
    Condition,
    Mechanism,
    mechanism_rules,
)

Kind = Literal["unmet", "missing", "hinders", "may_hinder", "met", "helps"]
_ORDER: tuple[Kind, ...] = ("unmet", "missing", "hinders", "met", "helps", "may_hinder")


@dataclass(frozen=True, slots=True)
class Reason:
    """value: the answer given, "" where there is none."""

    kind: Kind
    condition: Condition
    value: str

    def value_name(self, language: str) -> str:
        return (
            mechanism_rules().questions[self.condition.key].value_name(self.value, language)
            if self.value
            else ""
        )

    def sentence(self, language: str) -> str:
        rules = mechanism_rules()
        said = {
            "kind": rules.kinds[self.kind].name(language),
            "says": self.condition.says(language),
            "value": self.value_name(language),
        }
        return rules.phrases["answered" if self.value else "open"].fill(language, said)


@dataclass(frozen=True, slots=True)
class Verdict:
    """reasons: what decides first."""

    mechanism: Mechanism
    answer: str
    reasons: tuple[Reason, ...]

    def because(self, language: str) -> list[str]:
        return [each.sentence(language) for each in self.reasons]

    @property
    def missing(self) -> list[str]:
        """Questions whose answers could still change the verdict."""
        open_kind = {CANNOT_BE_TOLD: "missing", FITS: "may_hinder"}.get(self.answer)
        return list(dict.fromkeys(each.condition.key for each in self.reasons if each.kind == open_kind))


@dataclass(frozen=True, slots=True)
class Flip:
    """With this other answer to one question, a mechanism has another verdict."""

    key: str
    value: str
    before: str
    after: str


def choose(answers: Answers) -> tuple[Verdict, ...]:
    """Every mechanism, in the order of the rules."""
    return tuple(_verdict(each, answers) for each in mechanism_rules().mechanisms.values())


def flips(mechanism: Mechanism, answers: Answers) -> Iterator[Flip]:
    """One answer changed or given at a time, in the order of the questions."""
    before = answer_of(mechanism, answers)
    about = {each.key for each in mechanism.conditions}
    for question in mechanism_rules().questions.values():
        for option in question.values if question.code in about else ():
            after = answer_of(mechanism, {**answers, question.code: option.code})
            if after != before:
                yield Flip(question.code, option.code, before, after)


def answer_of(mechanism: Mechanism, answers: Answers) -> str:
    kinds = {kind for each in mechanism.conditions if (kind := _kind(each, answers))}
    if "unmet" in kinds:
        return DOES_NOT_FIT
    if "missing" in kinds:
        return CANNOT_BE_TOLD
    return POSSIBLE if "hinders" in kinds else FITS


def _verdict(mechanism: Mechanism, answers: Answers) -> Verdict:
    answer = answer_of(mechanism, answers)
    reasons = [
        Reason(kind, each, answers.get(each.key, ""))
        for each in mechanism.conditions
        if (kind := _kind(each, answers)) and (kind != "may_hinder" or answer in (FITS, POSSIBLE))
    ]
    return Verdict(mechanism, answer, tuple(sorted(reasons, key=lambda each: _ORDER.index(each.kind))))


def _kind(condition: Condition, answers: Answers) -> Kind | None:
    """What an answer makes of a condition; None where it says nothing."""
    given = answers.get(condition.key)
    if given is None:
        return {"required": "missing", "hinders": "may_hinder"}.get(condition.kind)  # type: ignore[return-value]
    if given in condition.values:
        return {"required": "met", "hinders": "hinders", "helps": "helps"}[condition.kind]  # type: ignore[return-value]
    return "unmet" if condition.kind == "required" else None
