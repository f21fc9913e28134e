"""Growth between two years, and industries that came to a region or left it."""

import numpy as np

from ebpages.declared.answer import Answer
from ebpages.mapping.arrays import Booleans, Codes, Floats
from ebpages.mapping.kernel.answer_codes import answers
from ebpages.mapping.kernel.location_quotient import usable


def growth(before: Floats, after: Floats, *, years: float = 1) -> Floats:
    """Mean growth a year, compounded: (after / before)^(1 / years) − 1; 0.02 is two per cent. Arrays of the same shape.

    NaN where either is unknown, where `before` is not above zero (what was not there cannot grow: see `entries`), and where `after`
    is below zero. years: more than 0.
    """
    ratio = after / usable(before)
    a_year: Floats = np.power(np.where(ratio >= 0, ratio, np.nan), 1 / years) - 1
    return a_year


def midpoint_growth(before: Floats, after: Floats) -> Floats:
    """2 (after − before) / (after + before): from −2 (left) to 2 (came), so that it can be averaged over entry and exit.

    NaN where either is unknown, and where the sum is not above zero. Davis, Haltiwanger and Schuh (1996).
    """
    return 2 * (after - before) / usable(after + before)


def entries(lq_before: Floats, lq_after: Floats, threshold: float = 1.0) -> Codes:
    """Whether an industry came to a region: absent before, present after (LQ >= threshold). Returns codes of an Answer.

    LQs of shape (regions, industries). An unknown LQ (NaN) leaves it open, unless the other year alone says no.
    """
    certainly = (lq_before < threshold) & (lq_after >= threshold)
    return answers(certainly, ~(lq_before >= threshold) & ~(lq_after < threshold))


def exits(lq_before: Floats, lq_after: Floats, threshold: float = 1.0) -> Codes:
    """Whether an industry left a region: an entry seen backwards. Returns codes of an Answer."""
    return entries(lq_after, lq_before, threshold)


def entry_rate(lq_before: Floats, lq_after: Floats, threshold: float = 1.0) -> Floats:
    """For each region the share that came of the industries absent before, among those known in both years; NaN where none is."""
    absent = (lq_before < threshold) & ~np.isnan(lq_after)
    return _share(entries(lq_before, lq_after, threshold), absent)


def exit_rate(lq_before: Floats, lq_after: Floats, threshold: float = 1.0) -> Floats:
    """For each region the share that left of the industries present before, among those known in both years; NaN where none is."""
    present = (lq_before >= threshold) & ~np.isnan(lq_after)
    return _share(exits(lq_before, lq_after, threshold), present)


def _share(found: Codes, of: Booleans) -> Floats:
    share: Floats = (found == Answer.YES).sum(axis=1) / usable(of.sum(axis=1))
    return share
