"""An assessment as its page shows it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.funding.as_json import assessment_json, size_json
from ebpages.funding.assessment import Assessment
from ebpages.funding.queries.calls import in_bgn
from ebpages.funding.sentences import money, name_of
from ebpages.funding.shapes import AssessmentView

_STATES = {"yes": "agrees", "no": "error", "cannot_be_told": "unknown"}


def assessment_view(found: Assessment, document: Mapping[str, Any]) -> AssessmentView:
    language = active_language()
    written, size = assessment_json(found, language), size_json(found.size, language)
    unknown = _("cannot be told")
    return AssessmentView(
        found=written,
        eligible_name=name_of(written["eligible"], language),
        size_name=name_of(written["size"], language),
        aid=in_bgn(found.aid_bgn) if found.aid_bgn is not None else unknown,
        aid_eur=money(written["aid_eur"], language) if found.aid_bgn is not None else unknown,
        own_contribution=in_bgn(found.own_contribution_bgn)
        if found.own_contribution_bgn is not None
        else ""
        if found.aid_bgn == 0
        else unknown,
        ceiling_left=_eur(found.left_eur),
        conditions=tuple(
            {
                **each,
                "state": _STATES[each["answer"]],
                "word": name_of(each["answer"], language),
                **_sure(each),
            }
            for each in written["conditions"]
        ),
        lines=tuple(
            {
                **each,
                "amount": _amount(each["amount_bgn"]),
                "version": found.terms.name.name(language)
                if each["version"] == found.terms.id
                else each["version"],
                **_sure(each),
            }
            for each in written["lines"]
        ),
        additions=tuple(
            {**each, **{key: _amount(each[key]) for key in ("staff", "turnover_eur", "balance_eur")}}
            for each in (*size["lines"], {"text": _("Together"), **written["aggregated"]})
        ),
        remarks=(*size["remarks"], *written["received"]),
        case_yaml=yaml.safe_dump(_without_empty(document), allow_unicode=True, sort_keys=False),
    )


def _eur(amount: Decimal | None) -> str:
    return (
        _("cannot be told")
        if amount is None
        else _("EUR %(amount)s") % {"amount": money(amount, active_language())}
    )


def _amount(amount: float | None) -> str:
    return _("not known") if amount is None else money(amount, active_language())


def _sure(each: Mapping[str, Any]) -> dict[str, str]:
    return {"certainty": name_of(each["certainty"], active_language())}


def _without_empty(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value or value == []}
