"""What each rule set calls a cluster in a year of a panel, side by side; nothing mixes two."""

from dataclasses import asdict

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.declared.answer import Answer
from ebpages.faces.numbers import number
from ebpages.mapping.queries import cells, wording
from ebpages.mapping.queries.panels import atlas_for, rules_for, shown
from ebpages.mapping.questions import PanelQuestion
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.comparison import Agreement, compare
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.shapes import Disagreement, RulesCompared, RuleTally


def rules_compared(question: PanelQuestion, start: int = 0, size: int | None = None) -> RulesCompared:
    """Every rule set, those that can be answered two by two, and some of the cells where they contradict one another.

    start, size: which of those cells; without a size all of them. Raises UnknownPanel.
    """
    atlas, known = atlas_for(question), rule_sets()
    results = {name: atlas.mapped(rules) for name, rules in known.items()}
    comparison = compare(tuple(results.values()), only_answerable=True)
    disagreements = tuple(comparison.disagreements())
    agreement, total = comparison.agreement, comparison.answers[0].size
    titles = {name: wording.text(rules.title) for name, rules in known.items()}
    return RulesCompared(
        shown=shown(atlas, rules_for(question), question),
        summary=_summary(total, agreement),
        tallies=tuple(_tally(known[name], result) for name, result in results.items()),
        pairs=tuple(
            (titles[p.first], titles[p.second], p.both, p.only_first, p.only_second, p.open) for p in comparison.pairs
        ),
        answered=agreement.answered,
        all_yes=agreement.yes,
        some_yes=agreement.contradicted,
        total=total,
        compared=tuple(name.partition("@")[0] for name in comparison.rule_sets),
        compared_titles=tuple(titles[name] for name in comparison.rule_sets),
        disagreements=tuple(
            Disagreement(
                each.region, wording.region(each.region), each.category, wording.industry(each.category, atlas.scheme),
                each.answers, cells.cell_url(question, each.region, each.category),
            )
            for each in disagreements[start : None if size is None else start + size]
        ),
        disagreement_total=len(disagreements),
        url=reverse("mapping:rules", args=[question.panel]) + question.query(),
    )  # fmt: skip


def _summary(total: int, agreement: Agreement) -> str:
    return _(
        "There are %(total)s pairs of a region and an industry, and at least one rule set answers for %(answered)s of them. "
        "All that answer call %(yes)s a cluster and %(no)s not; they contradict one another about %(contradicted)s."
    ) % {"total": number(total), **{key: number(value) for key, value in asdict(agreement).items()}}


def _tally(rules: RuleSet, result: RuleSetResult) -> RuleTally:
    no, yes, open_ = np.bincount(result.answer.ravel(), minlength=len(Answer)).tolist()
    at_estimate = int((result.at_estimate == Answer.YES).sum())
    return RuleTally(wording.rule_set_view(rules, result), yes, no, open_, at_estimate)
