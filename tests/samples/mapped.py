"""What a rule set says of two regions and two categories, for tests of tables and files."""

import numpy as np

from ebpages.declared.answer import Answer
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.grid import State
from ebpages.mapping.rules.result import RuleSetResult

NO, YES, OPEN = Answer.NO, Answer.YES, Answer.CANNOT_BE_TOLD
NAN, INF = np.nan, np.inf


def codes(*rows: list[int]) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.array(rows, dtype=np.uint8)


def mapped(year: int = 2014) -> RuleSetResult:
    """Two regions and two categories: a cluster, a suppressed cell that nothing bounds, a zero, and a quotient that is not defined."""
    return RuleSetResult(
        rule_set="own-rules",
        version="2",
        certainty="own",
        panel="sample",
        vintage="2018-03-19",
        year=year,
        regions=("BG41", "BG42"),
        categories=("C10", "J62"),
        value=Estimates(np.array([[90.0, 0], [0, 5]]), np.array([[90, INF], [0, 5]]), estimate=np.array([[90.0, NAN], [0, 5]])),
        state=codes([State.VALUE, State.SUPPRESSED], [State.ZERO, State.VALUE]),
        totals="bounded",
        lq=Estimates(np.array([[1.1, 0], [0, NAN]]), np.array([[2, INF], [0, NAN]]), estimate=np.array([[1.5, NAN], [0, NAN]])),
        tests={"high-lq": codes([YES, OPEN], [NO, OPEN]), "size": codes([YES, NO], [NO, NO])},
        answer=codes([YES, NO], [NO, NO]),
        at_estimate=codes([YES, NO], [NO, NO]),
        parameters={"lq": "1.0"},
        not_assessable={"growth": "no-earlier-year"},
    )  # fmt: skip
