"""What several rule sets call a cluster on the same panel in the same year, side by side; no answer is made of two."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ebpages.declared.answer import WORDS, Answer
from ebpages.mapping.arrays import Booleans, Codes
from ebpages.mapping.rules.result import RuleSetResult


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pairs of region and category a rule set answers in each way."""

    rule_set: str
    yes: int
    no: int
    cannot_be_told: int


@dataclass(frozen=True, slots=True)
class PairTally:
    """Two rule sets. open: pairs of region and category where at least one of the two cannot be told."""

    first: str
    second: str
    both: int
    only_first: int
    only_second: int
    neither: int
    open: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A region and category where one rule set says yes and another no. answers: in the order of the rule sets, as words."""

    region: str
    category: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the pairs of region and category that any rule set answers: whether those that answer all say yes, contradict one another,
    or all say no."""

    answered: int
    yes: int
    contradicted: int
    no: int


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """rule_sets: how each is named here, `id@version` with any changed parameters. answers: shape (rule sets, regions, categories).

    left_out: those that cannot be answered of this panel at all, and were not to be compared: name -> the id of the reason. tallies:
    of all, those left out too.

    Of all pairs of region and category: all_yes, where every rule set says yes; some, where at least one says yes and another no;
    none, where every one says no; open, where some cannot be told and the rest do not contradict one another.
    """

    panel: str
    vintage: str
    year: int
    rule_sets: tuple[str, ...]
    regions: tuple[str, ...]
    categories: tuple[str, ...]
    answers: Codes
    tallies: tuple[Tally, ...]
    pairs: tuple[PairTally, ...]
    all_yes: int
    some: int
    none: int
    open: int
    left_out: Mapping[str, str]

    @property
    def agreement(self) -> "Agreement":
        """As `all_yes`, `some` and `none`, of each pair counting only the rule sets that answer it."""
        yes, no = (self.answers == Answer.YES).any(axis=0), (self.answers == Answer.NO).any(axis=0)
        return Agreement(
            int((yes | no).sum()), int((yes & ~no).sum()), int((yes & no).sum()), int((no & ~yes).sum())
        )

    def disagreements(self) -> Iterator[Disagreement]:
        """Where they contradict one another, by region and then category, in the panel's order; `some` of them."""
        for region, category in np.argwhere(_contradicted(self.answers)):
            given = self.answers[:, region, category]
            yield Disagreement(
                self.regions[region], self.categories[category], tuple(WORDS[answer] for answer in given)
            )


def compare(mapped: Sequence[RuleSetResult], *, only_answerable: bool = False) -> Comparison:
    """Set answers side by side. only_answerable: what cannot be answered of this panel at all is only tallied.

    Raises ValueError where they are not of one panel, vintage, year, regions and categories, or where fewer than two are compared.
    """
    first = _comparable(mapped)
    named = dict(zip(_names(mapped), mapped, strict=True))
    left_out = {
        name: reason for name, each in named.items() if only_answerable and (reason := _unanswerable(each))
    }
    names = tuple(name for name in named if name not in left_out)
    _refuse_fewer_than_two(names)
    answers = np.stack([named[name].answer for name in names])
    all_yes = int((answers == Answer.YES).all(axis=0).sum())
    none = int((answers == Answer.NO).all(axis=0).sum())
    some = int(_contradicted(answers).sum())
    return Comparison(
        panel=first.panel,
        vintage=first.vintage,
        year=first.year,
        rule_sets=names,
        regions=first.regions,
        categories=first.categories,
        answers=answers,
        tallies=tuple(_tally(name, each.answer) for name, each in named.items()),
        pairs=tuple(_pair(a, b) for a, b in itertools.combinations(zip(names, answers, strict=True), 2)),
        all_yes=all_yes,
        some=some,
        none=none,
        open=first.answer.size - all_yes - none - some,
        left_out=left_out,
    )


def _unanswerable(mapped: RuleSetResult) -> str:
    """Why the rule set can call nothing of this panel a cluster nor deny it; empty where it can."""
    return mapped.not_assessable.get("answer", "")


def _refuse_fewer_than_two(given: Sequence[object]) -> None:
    if len(given) < 2:
        raise ValueError(f"a comparison takes at least two rule sets; {len(given)} given")


def _comparable(mapped: Sequence[RuleSetResult]) -> RuleSetResult:
    _refuse_fewer_than_two(mapped)
    first, *others = mapped
    for other in others:
        for what in ("panel", "vintage", "year", "replicate", "regions", "categories"):
            _refuse_different(first, other, what)
    names = _names(mapped)
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"{name} is given twice; compare different rule sets, or different parameters")
    return first


def _refuse_different(first: RuleSetResult, other: RuleSetResult, what: str) -> None:
    here, there = getattr(first, what), getattr(other, what)
    if here == there:
        return
    if isinstance(here, tuple):
        apart = sorted(set(here) ^ set(there))
        here, there = f"{len(here)} {what}", f"{len(there)}"
        there += f" (not in both: {', '.join(apart[:5])})" if apart else " in another order"
    raise ValueError(
        f"{_name(first)} and {_name(other)} cannot be compared: they differ in {what}, {here} and {there}"
    )


def _names(mapped: Sequence[RuleSetResult]) -> tuple[str, ...]:
    """`id@version` of each, with the parameters where the same one was applied with others."""
    plain = [_name(each) for each in mapped]
    return tuple(
        name if plain.count(name) == 1 else f"{name} ({_parameters(each)})"
        for name, each in zip(plain, mapped, strict=True)
    )


def _name(mapped: RuleSetResult) -> str:
    return f"{mapped.rule_set}@{mapped.version}"


def _parameters(mapped: RuleSetResult) -> str:
    return ", ".join(f"{key}={value}" for key, value in mapped.parameters.items())


def _tally(name: str, answer: Codes) -> Tally:
    no, yes, cannot_be_told = np.bincount(answer.ravel(), minlength=3).tolist()
    return Tally(name, yes, no, cannot_be_told)


def _pair(first: tuple[str, Codes], second: tuple[str, Codes]) -> PairTally:
    (name, a), (other, b) = first, second
    both, only_a, only_b, neither = (
        int(((a == x) & (b == y)).sum()) for x, y in itertools.product((Answer.YES, Answer.NO), repeat=2)
    )
    return PairTally(name, other, both, only_a, only_b, neither, a.size - both - only_a - only_b - neither)


def _contradicted(answers: Codes) -> Booleans:
    contradicted: Booleans = (answers == Answer.YES).any(axis=0) & (answers == Answer.NO).any(axis=0)
    return contradicted
