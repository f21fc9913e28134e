"""The tightest bounds, by linear programming, and the smallest changes of margins that would end a contradiction."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse

from ebpages.mapping.arrays import Booleans, Floats, Integers
from ebpages.mapping.bounds import CARE
from ebpages.mapping.suppression.lines import CHILD, PARENT, Lines

# Dual values are taken in steps of 1 / GRAIN: times whole persons they are whole numbers, and what they prove is added up without error.
# A finer grain would leave no room below 2**53 for totals of hundreds of millions.
GRAIN = 1e6
NEAR = 1e-6  # of a bound, or of one person: a solution so near attains it
INFEASIBLE = 2  # as scipy counts what can come of a programme


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """lower <= matrix @ x <= upper and low <= x <= high. lines: their numbers; component: of each unknown; of_line: of each line."""

    lines: Integers
    matrix: sparse.csr_array
    lower: Floats
    upper: Floats
    low: Floats
    high: Floats
    component: Integers
    of_line: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Tightest:
    """low, high: proven by the dual, whatever the solver rounded. exact: both are attained. feasible: some values keep to all lines."""

    low: Floats
    high: Floats
    exact: Booleans
    feasible: bool


def programme(
    lines: Lines,
    chosen: Integers,
    kept: Booleans,
    low: Floats,
    high: Floats,
    label: Integers,
    numbers: Integers | None = None,
) -> Programme:
    """Some unknowns in the kept lines; others that stand there are fixed, and taken off. low, high, label: of all unknowns. numbers:
    of lines, where those without unknowns count too."""
    if numbers is None:
        numbers = np.unique(lines.line[:, chosen][kept[lines.line[:, chosen]]])
    parts = incidence(lines, lines.line[CHILD], numbers)
    margins = incidence(lines, lines.line[PARENT], numbers)
    inside = np.zeros(len(low), dtype=bool)
    inside[chosen] = True
    fixed_low, fixed_high = np.where(inside, 0.0, low), np.where(inside, 0.0, high)
    matrix = sparse.csr_array((parts - margins)[:, chosen])
    _, component = np.unique(label[chosen], return_inverse=True)
    edges = matrix.tocoo()
    of_line = np.zeros(len(numbers), dtype=np.intp)
    of_line[edges.coords[0]] = component[edges.coords[1]]
    return Programme(
        numbers,
        matrix,
        lines.lower[numbers] - parts @ fixed_high + margins @ fixed_low,
        lines.upper[numbers] - parts @ fixed_low + margins @ fixed_high,
        low[chosen],
        high[chosen],
        component,
        of_line,
    )


def incidence(lines: Lines, stands_in: Integers, numbers: Integers) -> sparse.csr_array:
    """How often each entry stands in each of some lines. stands_in: (any, entries); shape (numbers, entries)."""
    row = np.full(len(lines.lower), -1)
    row[numbers] = np.arange(len(numbers))
    rows = row[stands_in]
    found = rows >= 0
    unknown = np.broadcast_to(np.arange(rows.shape[1]), rows.shape)[found]
    return sparse.csr_array(
        (np.ones(len(unknown)), (rows[found], unknown)), shape=(len(numbers), rows.shape[1])
    )


def tightest(task: Programme) -> Tightest:
    """One programme for each bound that no solution so far attains; components are solved side by side."""
    # One objective sums an unknown of every component: they share no line, so that its least is the sum of theirs, and one call of the
    # solver serves hundreds of small components. Each call costs more than most of its solutions.
    count = len(task.low)
    bound = np.concatenate([task.low, -task.high])  # of x and of -x, each sought at its least
    exact, open_ = np.zeros(2 * count, dtype=bool), np.isfinite(bound)
    component = np.tile(task.component, 2)
    while open_.any():
        _, first = np.unique(component[open_], return_index=True)
        sought = np.flatnonzero(open_)[first]
        objective = np.zeros(count)
        objective[sought % count] = np.where(sought < count, 1.0, -1.0)
        solution = _least(task, objective)
        if solution.x is None:
            return Tightest(task.low, task.high, np.zeros(count, dtype=bool), solution.status != INFEASIBLE)
        found = np.concatenate([solution.x, -solution.x])
        # A solution for one unknown often puts others at the bound that propagation gave them: those need no programme of their own.
        attained = open_ & (found - bound <= NEAR * np.maximum(1.0, np.abs(bound)))
        # The solver's own optimum is right only to its tolerance, and may lie inside the truth; the dual proves a bound that is not.
        proven = np.maximum(_proven(task, objective, solution)[component[sought]], bound[sought])
        exact |= attained
        open_ &= ~attained
        unattained = open_[sought]
        at, value = sought[unattained], proven[unattained]
        bound[at], open_[at] = value, False
        exact[at] = found[at] - value <= NEAR * np.maximum(1.0, np.abs(value))
    return Tightest(bound[:count], -bound[count:], exact[:count] & exact[count:], True)


def _least(task: Programme, objective: Floats) -> Any:
    # It takes long to import, and most panels that are loaded need no programme.
    from scipy.optimize import linprog

    equal, under, over = _kinds(task)
    return linprog(
        objective,
        A_ub=sparse.vstack([task.matrix[under], -task.matrix[over]]),
        b_ub=np.concatenate([task.upper[under], -task.lower[over]]),
        A_eq=task.matrix[equal],
        b_eq=(task.lower[equal] + task.upper[equal]) / 2,
        bounds=np.column_stack([task.low, task.high]),
        method="highs",
    )


def _kinds(task: Programme) -> tuple[Booleans, Booleans, Booleans]:
    """Lines to be met, lines with an upper and lines with a lower limit. A hair's breadth between limits is no room for a solver."""
    equal = task.upper - task.lower <= NEAR
    return equal, ~equal & np.isfinite(task.upper), ~equal & np.isfinite(task.lower)


def _proven(task: Programme, objective: Floats, solution: Any) -> Floats:
    """What the objective is at the least in each component, by the dual: true for any dual values, so for rounded ones too.

    Neumaier and Shcherbina (2004), Safe bounds in linear and mixed-integer linear programming.
    """
    price = _prices(task, solution)
    # Σ price * line + Σ (objective - price * matrix) * x = objective, whatever the prices: each term at its least is a lower bound.
    reduced = GRAIN * objective - task.matrix.T @ price
    by_line = price * np.where(price > 0, task.lower, np.where(price < 0, task.upper, 0.0))
    by_unknown = reduced * np.where(reduced >= 0, task.low, task.high)
    count = int(task.component.max()) + 1
    total, size = (
        np.bincount(task.component, kind(by_unknown), count) + np.bincount(task.of_line, kind(by_line), count)
        for kind in (np.asarray, np.abs)
    )
    exact = (by_line == np.round(by_line)).all() and (by_unknown == np.round(by_unknown)).all()
    return np.asarray((total if exact else total - CARE * size) / GRAIN, dtype=np.float64)


def _prices(task: Programme, solution: Any) -> Floats:
    """The dual value of each line in steps of 1 / GRAIN, with a sign that its limits allow."""
    equal, under, over = _kinds(task)
    price = np.zeros(len(task.lower))
    price[equal] = solution.eqlin.marginals
    price[under] += solution.ineqlin.marginals[: under.sum()]
    price[over] -= solution.ineqlin.marginals[under.sum() :]
    price = np.round(price * GRAIN)
    # A price of the wrong sign on a line without that limit, which rounding can leave, would prove a bound of minus infinity.
    price = np.where(np.isinf(task.lower), np.minimum(price, 0.0), price)
    return np.where(np.isinf(task.upper), np.maximum(price, 0.0), price)


def least_changes(task: Programme, figures: sparse.csr_array) -> Floats:
    """How some published figures would have to change for all lines to hold, changing as little as possible in sum.

    figures: how each stands in the lines, shape (lines, figures): 1 as a part, -1 as a margin. All 0 where the solver finds nothing.
    """
    unknowns, count = len(task.low), figures.shape[1]
    wider = replace(
        task,
        matrix=sparse.csr_array(sparse.hstack([task.matrix, figures, -figures])),
        low=np.append(task.low, np.zeros(2 * count)),
        high=np.append(task.high, np.full(2 * count, np.inf)),
    )
    solution = _least(wider, np.append(np.zeros(unknowns), np.ones(2 * count)))
    if solution.x is None:
        return np.zeros(count)
    more, fewer = solution.x[unknowns : unknowns + count], solution.x[unknowns + count :]
    return np.asarray(more - fewer, dtype=np.float64)


def prices(task: Programme, objective: Floats) -> Floats:
    """What each line has to do with the least that the objective can be; 0 of all where the solver finds nothing."""
    solution = _least(task, objective)
    return np.zeros(len(task.lower)) if solution.x is None else _prices(task, solution) / GRAIN
