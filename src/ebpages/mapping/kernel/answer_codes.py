"""Answers for many cells at once, as codes of `declared.answer`."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ebpages.declared.answer import Answer

Codes: TypeAlias = NDArray[np.uint8]  # of an Answer
Booleans: TypeAlias = NDArray[np.bool_]


def answers(certainly: Booleans, possibly: Booleans) -> Codes:
    """Yes where it certainly holds, no where it cannot hold, otherwise cannot be told."""
    return np.where(certainly, Answer.YES, np.where(possibly, Answer.CANNOT_BE_TOLD, Answer.NO)).astype(
        np.uint8
    )


def all_of(*given: Codes) -> Codes:
    """Whether all hold: one certain no settles it."""
    stacked = np.stack(given)
    return answers((stacked == Answer.YES).all(axis=0), (stacked != Answer.NO).all(axis=0))


def any_of(*given: Codes) -> Codes:
    """Whether any holds: one certain yes settles it."""
    stacked = np.stack(given)
    return answers((stacked == Answer.YES).any(axis=0), (stacked != Answer.NO).any(axis=0))


def at_least(number: int, *given: Codes) -> Codes:
    """Whether at least so many hold."""
    stacked = np.stack(given)
    return answers(
        (stacked == Answer.YES).sum(axis=0) >= number, (stacked != Answer.NO).sum(axis=0) >= number
    )
