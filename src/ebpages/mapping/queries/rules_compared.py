"""What each rule set calls a cluster in a year of a panel, side by side; nothing mixes two."""

import numpy as np
from django.urls import reverse

from ebpages.declared.answer import Answer
from ebpages.mapping.queries import cells, wording
from ebpages.mapping.queries.panels import Asked, atlas_asked, rules_asked, shown
from ebpages.mapping.queries.rules import rule_set_view
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.comparison import Comparison, compare
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.shapes import Disagreement, RulesCompared, RuleSetView, RuleTally


def rules_compared(asked: Asked, language: str, start: int = 0, size: int | None = None) -> RulesCompared:
    """Every rule set; those that can be answered compared two by two; and from `start` on `size` of the cells where they contradict one another, all without. Raises UnknownPanel."""
    of = atlas_asked(asked)
    known = rule_sets()
    mapped = {name: of.mapped(rules) for name, rules in known.items()}
    found = compare(tuple(mapped.values()), only_answerable=True)
    disagreements = tuple(found.disagreements())
    chosen = disagreements[start : None if size is None else start + size]
    return RulesCompared(
        shown=shown(of, rules_asked(asked), asked, language),
        tallies=tuple(
            _tally(rule_set_view(known[name], language, each), each) for name, each in mapped.items()
        ),
        pairs=_pairs(found),
        all_yes=found.all_yes,
        some_yes=found.some,
        total=found.answers[0].size,
        compared=tuple(name.partition("@")[0] for name in found.rule_sets),
        disagreements=tuple(
            Disagreement(
                each.region, wording.region(each.region), each.category, wording.industry(each.category, of.scheme),
                each.answers, cells.cell_url(asked, each.region, each.category),
            )
            for each in chosen
        ),
        disagreement_total=len(disagreements),
        url=reverse("mapping:rules", args=[asked.panel]) + asked.query(),
    )  # fmt: skip


def _tally(view: RuleSetView, mapped: RuleSetResult) -> RuleTally:
    no, yes, open_ = np.bincount(mapped.answer.ravel(), minlength=len(Answer)).tolist()
    return RuleTally(view, yes, no, open_, int((mapped.at_estimate == Answer.YES).sum()))


def _pairs(found: Comparison) -> tuple[tuple[str, str, int, int, int, int], ...]:
    return tuple((p.first, p.second, p.both, p.only_first, p.only_second, p.open) for p in found.pairs)
