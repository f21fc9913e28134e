"""An assessment and a size as the command and the API write them."""

from collections.abc import Mapping
from typing import Any

from ebpages.funding.aid import Line
from ebpages.funding.assessment import Assessment, Result
from ebpages.funding.case import Figures
from ebpages.funding.enterprise_size import Addition, SizeResult
from ebpages.funding.money import number, to_eur
from ebpages.funding.sentences import Sentence


def assessment_json(found: Assessment, language: str) -> dict[str, Any]:
    aid = found.aid_bgn
    return {
        "call": found.call.id,
        "version": found.terms.id,
        "on": found.day.isoformat(),
        "eligible": found.eligible.word,
        "conditions": [_condition(each, language) for each in found.results],
        "size": found.size.size,
        "aggregated": _figures(found.size.aggregated),
        "aid_bgn": number(aid),
        "aid_eur": None if aid is None else number(to_eur(aid)),
        "aid_at_least_bgn": number(found.least_bgn),
        "aid_at_most_bgn": number(found.most_bgn),
        "own_contribution_bgn": number(found.own_contribution_bgn),
        "lines": [_line(each, language) for each in found.lines],
        "ceiling_left_eur": number(found.left_eur),
        "single_undertaking": list(found.size.single_undertaking),
        "assumed": [each.text(language) for each in found.assumed],
        "received": [
            each.text(language)
            for each in (*(line for left in found.left for line in left.lines), *found.not_counted)
        ],
    }


def size_json(found: SizeResult, language: str) -> dict[str, Any]:
    return {
        "size": found.size,
        "possible": list(found.possible),
        "standing": found.standing,
        "aggregated": _figures(found.aggregated),
        "lines": [_addition(each, language) for each in found.additions],
        "remarks": [each.text(language) for each in found.remarks],
        "assumed": [each.text(language) for each in found.assumed],
        "rule": found.rule,
        "single_undertaking": list(found.single_undertaking),
    }


def addition_sentence(each: Addition) -> Sentence:
    return Sentence(each.relation, {"name": each.name, "share": each.share})


def because(each: Result, language: str) -> str:
    return " ".join(part.text(language) for part in each.explained.because)


def change(each: Result, language: str) -> str:
    return " ".join(part.text(language) for part in each.explained.change)


def _condition(each: Result, language: str) -> dict[str, Any]:
    return {
        "id": each.id,
        "answer": each.explained.answer.word,
        "because": because(each, language),
        "change": change(each, language),
        "text": each.text.text(language) if isinstance(each.text, Sentence) else each.text.name(language),
        "source": each.source,
        "certainty": each.certainty,
    }


def _line(each: Line, language: str) -> dict[str, Any]:
    return {
        "text": each.sentence.text(language),
        "amount_bgn": number(each.amount_bgn),
        "rule": each.basis.rule,
        "version": each.basis.version,
        "source": each.basis.source,
        "certainty": each.basis.certainty,
    }


def _figures(figures: Figures) -> Mapping[str, Any]:
    return {
        "staff": number(figures.staff),
        "turnover_eur": number(figures.turnover_eur),
        "balance_eur": number(figures.balance_eur),
    }


def _addition(each: Addition, language: str) -> dict[str, Any]:
    return {
        "text": addition_sentence(each).text(language),
        "name": each.name,
        "relation": each.relation,
        "share": number(each.share),
        **_figures(each.figures),
    }
