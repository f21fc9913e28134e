"""How the numbers, states and codes of a panel are said in the active language."""

import math

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ebpages.faces.numbers import number
from ebpages.mapping.bounded import Method
from ebpages.mapping.category_schemes import CategoryScheme
from ebpages.mapping.grid import State
from ebpages.mapping.shapes import Quantity
from ebpages.reference.european_regions import region_name
from ebpages.reference.flags import flags
from ebpages.reference.panel_industries import industry_name

JOINED = "+"
ABOUT = "≈\N{NO-BREAK SPACE}"
_CLOSE = 1e-9  # relative: bounds nearer than that to one another are one number


def quantity(value: float, low: float, high: float, decimals: int = 0) -> Quantity:
    """A number with its bounds, in words."""
    known = math.isfinite(high) and high - low <= _CLOSE * max(abs(high), 1.0)
    shown = None if math.isnan(value) else value
    top = high if math.isfinite(high) else None
    if known:
        return Quantity(shown if shown is not None else low, low, top, number(low, decimals))
    text = "–" if shown is None else f"{ABOUT}{number(shown, decimals)}"
    return Quantity(shown, low, top, text, _between(low, top, decimals))


def _between(low: float, high: float | None, decimals: int) -> str:
    above = number(low, decimals) != number(0, decimals)
    if high is None:
        return _("at least %s") % number(low, decimals) if above else _("0 or more, with no upper limit")
    if not above:
        return _("at most %s") % number(high, decimals)
    return _("%(low)s to %(high)s") % {"low": number(low, decimals), "high": number(high, decimals)}


def region(code: str) -> str:
    """The name of a region, or of several that were put together."""
    return " + ".join(region_name(part, _language()) for part in code.split(JOINED))


def industry(code: str, scheme: CategoryScheme | None = None) -> str:
    """The name of an industry, or of a category of a scheme."""
    named = {each.code: each.name.name(_language()) for each in scheme.categories} if scheme else {}
    return named.get(code) or industry_name(code, _language())


def state_note(state: int, flag: str) -> str:
    """What the source says of a cell, empty where it simply gives a value."""
    said = [flags()[letter].name(_language()) for letter in flag if letter in flags()]
    if state == State.MISSING and not said:
        return _("not published")
    return "; ".join(said)


def method(code: int) -> str:
    return {
        Method.PUBLISHED: _("The value is published."),
        Method.EXACT: _("From the published margins; no tighter bounds exist."),
        Method.PROPAGATED: _("From the published margins; the bounds hold and might be tighter."),
        Method.UNBOUNDED: _("Nothing is published that limits the cell from above."),
    }[Method(code)]


def measure(name: str) -> str:
    return {
        "employment": _("persons employed"),
        "establishments": _("local units"),
        "wages": _("wages, euros"),
        "value_added": _("value added, euros"),
    }[name]


def certainty(code: str) -> str:
    """How certain the numbers of a panel are."""
    return {
        "official": _("official"),
        "published": _("as published"),
        "own": _("our own working"),
        "unverified": _("not verified"),
    }.get(code, code)


def rule_certainty(code: str) -> str:
    """How well a rule is known."""
    return {
        "official": pgettext("certainty of a rule", "official"),
        "published": pgettext("certainty of a rule", "read in the publication"),
        "own": pgettext("certainty of a rule", "our own"),
        "unverified": pgettext("certainty of a rule", "from memory, not verified"),
    }.get(code, code)


def _language() -> str:
    return get_language() or "bg"


def plain(value: float | None, decimals: int) -> str:
    return "–" if value is None else number(value, decimals)


def change(value: float) -> str:
    """A whole number with its sign."""
    return ("+" if round(value) > 0 else "") + number(round(value))
