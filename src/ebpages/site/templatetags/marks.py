"""The marks of cluster mapping as template tags: quotients held against 1, answers, stars; and numbers as the language writes them."""

import math
from typing import Any

from django import template
from django.utils.translation import gettext as _

from ebpages.faces.numbers import number

register = template.Library()

_REACH = 3.0  # the line of a quotient runs from 2**-3 to 2**3 times the average, which stands in its middle
MINUS = "\N{MINUS SIGN}"


@register.inclusion_tag("components/quotient.html")
def quotient(quantity: Any) -> dict[str, Any]:
    """A location quotient with its bounds on a line, and the 1 that it is held against."""
    low, high = _place(quantity.low), 100.0 if quantity.high is None else _place(quantity.high)
    value = quantity.value
    return {
        "quantity": quantity,
        "drawn": value is not None or quantity.high is not None,
        "low": f"{low:.2f}",
        "width": f"{max(high - low, 0):.2f}",
        "at": f"{_place(value) - 0.9:.2f}" if value is not None else "",
        "threshold": "50",
        "open": quantity.high is None,
    }


@register.inclusion_tag("components/answer.html")
def answer(verdict: Any) -> dict[str, Any]:
    """What a rule set or a test says; where it cannot be told, what the estimates would say stands beside it."""
    return {"verdict": verdict, "word": answer_words()[verdict.code], "hint": _hint(verdict)}


@register.inclusion_tag("components/answer.html")
def answer_of(code: str) -> dict[str, Any]:
    return {"verdict": {"code": code}, "word": answer_words()[code], "hint": ""}


@register.inclusion_tag("components/stars.html")
def stars(stars: Any) -> dict[str, Any]:
    """Stars that hold for certain, those that can hold, and those that cannot."""
    marks = ["certain"] * stars.low + ["possible"] * (stars.high - stars.low)
    text = (
        _("%(low)d of %(of)d stars") if stars.low == stars.high else _("%(low)d to %(high)d of %(of)d stars")
    )
    said = text % {"low": stars.low, "high": stars.high, "of": stars.of}
    return {"marks": marks + ["missing"] * (stars.of - stars.high), "text": said}


@register.filter
def decimal(value: float | None, decimals: int = 1) -> str:
    """A number with so many digits behind the point, a dash for none."""
    return "–" if value is None else number(value, decimals)


@register.filter
def signed(value: float | None) -> str:
    """A change with its sign and one digit behind the point, a dash for none."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + number(abs(value), 1)


def answer_words() -> dict[str, str]:
    return {"yes": _("yes"), "no": _("no"), "cannot_be_told": _("cannot be told")}


def _hint(verdict: Any) -> str:
    if verdict.code != "cannot_be_told":
        return ""
    return {"yes": _("by the estimates: yes"), "no": _("by the estimates: no")}.get(verdict.at_estimate, "")


def _place(value: float) -> float:
    """Where on the line of a quotient a value stands, in hundredths."""
    if value <= 0:
        return 0.0
    return 50 + 50 * max(-_REACH, min(_REACH, math.log2(value))) / _REACH
