"""Ways of transfer in words, for any answers: of an address, a profile, or a case."""

from urllib.parse import urlencode

from ebpages.exchange.mechanism_shapes import MechanismChange, MechanismReason, MechanismView
from ebpages.exchange.mechanisms import (
    Answers,
    Flip,
    Reason,
    Verdict,
    answers_of_profile,
    choose,
    flips,
    mechanism_rules,
)
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.profile import shown_row
from ebpages.faces.language import active_language


def mechanism_views(answers: Answers) -> tuple[MechanismView, ...]:
    """Every way of transfer, in the order of the rules."""
    return tuple(_view(each, answers) for each in choose(answers))


def answers_of_shown_profile(reference: str) -> Answers | None:
    """None for a profile that is not shown."""
    row = shown_row(reference)
    return None if row is None else answers_of_profile(Content.model_validate(row.content))


def _view(verdict: Verdict, answers: Answers) -> MechanismView:
    rules, at, mechanism = mechanism_rules(), active_language(), verdict.mechanism
    return MechanismView(
        mechanism=mechanism.code,
        name=mechanism.name.name(at),
        what=mechanism.what.name(at),
        answer=verdict.answer,
        answer_name=rules.answers[verdict.answer].name(at),
        because=tuple(verdict.because(at)),
        reasons=tuple(map(_reason, verdict.reasons)),
        missing=tuple(verdict.missing),
        changes=tuple(_change(each, answers) for each in flips(mechanism, answers)),
        contract=tuple(rules.terms[each].name(at) for each in mechanism.contract),
    )


def _reason(reason: Reason) -> MechanismReason:
    rules, at = mechanism_rules(), active_language()
    source = rules.sources[reason.condition.source]
    return MechanismReason(
        kind=reason.kind,
        kind_name=rules.kinds[reason.kind].name(at),
        key=reason.condition.key,
        says=reason.condition.says(at),
        value_name=reason.value_name(at),
        sentence=reason.sentence(at),
        source=source.name.name(at),
        certainty=source.certainty,
    )


def _change(flip: Flip, answers: Answers) -> MechanismChange:
    rules, at = mechanism_rules(), active_language()
    question = rules.questions[flip.key]
    return MechanismChange(
        key=flip.key,
        question=question.name.name(at),
        value=flip.value,
        value_name=question.value_name(flip.value, at),
        answer=flip.after,
        answer_name=rules.answers[flip.after].name(at),
        query=urlencode({**answers, flip.key: flip.value}),
    )
