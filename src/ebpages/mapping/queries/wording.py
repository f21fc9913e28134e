"""How the numbers, states and codes of a panel are said in the active language."""

import math
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.declared.schema import Text as DeclaredText
from ebpages.faces.language import active_language
from ebpages.faces.numbers import number
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.category_schemes import CategoryScheme
from ebpages.mapping.grid import State
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.conditions import Combination, Verdict
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.shapes import CellView, Index, Quantity, RuleSetView
from ebpages.mapping.suppression.grid_bounds import Method
from ebpages.reference.european_regions import region_name
from ebpages.reference.flags import flags
from ebpages.reference.panel_industries import industry_name

JOINED = "+"
ABOUT = "≈\N{NO-BREAK SPACE}"
_CLOSE = 1e-9  # relative: bounds nearer than that to one another are one number


def text(declared: DeclaredText) -> str:
    """What a data file says in two languages."""
    return declared.name(active_language())


def quantity(figure: Estimates, decimals: int = 0) -> Quantity:
    """One figure, as arrays of shape (), with its bounds in words."""
    estimate, low, high = float(figure.estimate), float(figure.low), float(figure.high)
    known = math.isfinite(high) and high - low <= _CLOSE * max(abs(high), 1.0)
    value = None if math.isnan(estimate) else estimate
    top = high if math.isfinite(high) else None
    if known:
        return Quantity(value if value is not None else low, low, top, number(low, decimals))
    said = "–" if value is None else f"{ABOUT}{number(value, decimals)}"
    return Quantity(value, low, top, said, _between(low, top, decimals))


def _between(low: float, high: float | None, decimals: int) -> str:
    above = number(low, decimals) != number(0, decimals)
    if high is None:
        return _("at least %s") % number(low, decimals) if above else _("0 or more, with no upper limit")
    if not above:
        return _("at most %s") % number(high, decimals)
    return _("%(low)s to %(high)s") % {"low": number(low, decimals), "high": number(high, decimals)}


def region(code: str) -> str:
    """The name of a region, or of several that were put together."""
    return " + ".join(region_name(part, active_language()) for part in code.split(JOINED))


def industry(code: str, scheme: CategoryScheme | None = None) -> str:
    """The name of an industry, or of a category of a scheme."""
    named = {each.code: text(each.name) for each in scheme.categories} if scheme else {}
    return named.get(code) or industry_name(code, active_language())


def state_note(state: int, flag: str) -> str:
    """What the source says of a cell, empty where it simply gives a value."""
    said = [flags()[letter].name(active_language()) for letter in flag if letter in flags()]
    if state == State.MISSING and not said:
        return _("not published")
    return "; ".join(said)


def method(code: int) -> str:
    return {
        Method.PUBLISHED: _("The value is published."),
        Method.EXACT: _("From the published margins; no tighter bounds exist."),
        Method.PROPAGATED: _("From the published margins; the bounds hold and might be tighter."),
        Method.UNBOUNDED: _("Nothing that is published limits the cell from above."),
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


def plain(value: float | None, decimals: int) -> str:
    return "–" if value is None else number(value, decimals)


def change(value: float) -> str:
    """A whole number with its sign."""
    return ("+" if round(value) > 0 else "") + number(round(value))


def indices(
    titles: Mapping[str, tuple[str, str, int]], values: Mapping[str, tuple[float | None, bool]]
) -> tuple[Index, ...]:
    """titles: title, meaning and decimals by id; values: the figure, and whether every cell that it needs is known."""
    return tuple(
        Index(name, title, values[name][0], plain(values[name][0], decimals), meaning, values[name][1])
        for name, (title, meaning, decimals) in titles.items()
    )


def clusters(cells: Sequence[CellView], names: Sequence[str]) -> str:
    """How many clusters there are for certain and which stand out most; what cannot be told is counted beside.

    cells: the highest quotients first; names: how to call each.
    """
    yes = [(cell, name) for cell, name in zip(cells, names, strict=True) if cell.answer.code == "yes"]
    open_ = [cell for cell in cells if cell.answer.code == "cannot_be_told"]
    if yes:
        named = "; ".join(f"{name} ({cell.quotient.text})" if cell.firm else name for cell, name in yes[:3])
        sentence = _("Clusters for certain: %(n)d. The highest location quotients among them: %(named)s.") % {
            "n": len(yes),
            "named": named,
        }
    else:
        sentence = _("No cluster for certain by these rules.")
    if not open_:
        return sentence
    likely = sum(cell.answer.at_estimate == "yes" for cell in open_)
    left = _(
        "For %(open)d what is published does not suffice; by the estimates %(likely)d of them would be clusters."
    )
    return f"{sentence} {left % {'open': len(open_), 'likely': likely}}"


def drawn(marks: int, cells: int) -> str:
    """How many cells a chart shows."""
    return _("The chart shows %(shown)d of %(all)d; the table has all of them.") % {
        "shown": marks,
        "all": cells,
    }


def rule_set_views() -> tuple[RuleSetView, ...]:
    return tuple(rule_set_view(each) for each in rule_sets().values())


def rule_set_view(rules: RuleSet, result: RuleSetResult | None = None) -> RuleSetView:
    """A rule set as pages introduce it. result: what it says of a year, to name what could not be asked of the panel."""
    missing = tuple(dict.fromkeys(result.not_assessable.values())) if result else ()
    reasons = dict.fromkeys(text(rules.reasons[name]) for name in missing)
    answer = _combined(rules, rules.answer)
    return RuleSetView(
        id=rules.id,
        version=rules.version,
        title=text(rules.title),
        categories=_counted_categories(rules),
        source=text(rules.source),
        certainty=rule_certainty(rules.certainty),
        answer=answer,
        tests=tuple((text(test.title), rule_certainty(test.certainty)) for test in rules.tests),
        missing=tuple(reason for reason in reasons if reason != answer),
        notes=tuple(text(note) for note in rules.notes),
        url=reverse("mapping:overview") + f"#{rules.id}",
    )


def _counted_categories(rules: RuleSet) -> str:
    counted = ", ".join(f"{each.number} {text(each.title)}" for each in rules.categories.counted)
    return ". ".join(
        filter(None, (counted, text(rules.categories.applied) if not rules.categories.scheme else ""))
    )


def _combined(rules: RuleSet, verdict: Verdict) -> str:
    """Which tests make a cluster, or why that is not known."""
    if verdict.combination is None:
        return text(rules.reasons[verdict.reason]) if verdict.reason else ""
    titles = {test.id: text(test.title) for test in rules.tests}
    named = [titles[name].lower() for name in verdict.combination.tests]
    return _form(verdict.combination) % {"tests": ", ".join(named)}


def _form(combination: Combination) -> str:
    if combination.at_least:
        return _("At least {number} of these hold: %(tests)s").format(number=combination.at_least.number)
    if len(combination.tests) == 1:
        return _("One test must hold: %(tests)s")
    return (
        _("All of these must hold: %(tests)s")
        if combination.all_of
        else _("At least one of these must hold: %(tests)s")
    )
