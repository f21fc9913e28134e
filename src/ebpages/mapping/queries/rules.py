"""Rule sets as pages introduce them, and what they say of a year side by side."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.mapping.queries import wording
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.conditions import Combination, Verdict
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.shapes import RuleSetView


def rule_set_views(language: str) -> tuple[RuleSetView, ...]:
    return tuple(rule_set_view(each, language) for each in rule_sets().values())


def rule_set_view(rules: RuleSet, language: str, mapped: RuleSetResult | None = None) -> RuleSetView:
    """mapped: what it says of a year, to name what could not be asked of the panel."""
    missing = tuple(dict.fromkeys(mapped.not_assessable.values())) if mapped else ()
    reasons = dict.fromkeys(rules.reasons[name].name(language) for name in missing)
    answer = _answer(rules, language)
    return RuleSetView(
        id=rules.id,
        version=rules.version,
        title=rules.title.name(language),
        categories=_categories(rules, language),
        source=rules.source.name(language),
        certainty=wording.rule_certainty(rules.certainty),
        answer=answer,
        tests=tuple(
            (test.title.name(language), wording.rule_certainty(test.certainty)) for test in rules.tests
        ),
        missing=tuple(text for text in reasons if text != answer),
        notes=tuple(note.name(language) for note in rules.notes),
        url=reverse("mapping:overview") + f"#{rules.id}",
    )


def _categories(rules: RuleSet, language: str) -> str:
    counted = ", ".join(f"{each.number} {each.title.name(language)}" for each in rules.categories.counted)
    return ". ".join(
        filter(
            None, (counted, rules.categories.applied.name(language) if not rules.categories.scheme else "")
        )
    )


def _answer(rules: RuleSet, language: str) -> str:
    """Which tests make a cluster, in words."""
    return _combined(rules, rules.answer, language)


def _combined(rules: RuleSet, verdict: Verdict, language: str) -> str:
    if verdict.combination is None:
        return rules.reasons[verdict.reason].name(language) if verdict.reason else ""
    titles = {test.id: test.title.name(language) for test in rules.tests}
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
