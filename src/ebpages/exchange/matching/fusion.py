"""Several rankings made one, and kept from showing everybody the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

USUAL = 10  # so many profiles of a language weigh as much as all others for what is usual in it
_NEAR = 5  # neighbours that speak for a candidate
_NEIGHBOURS = 0.5  # how much they say of its score


def standardise(
    scores: Floats, languages: Sequence[slice], newer: Sequence[tuple[slice, int | None]] = ()
) -> Floats:
    """Scores as distances from what is usual in their language, in standard deviations.

    A text is nearer to texts of its own language, in words and in meaning; only how far one stands out there can be compared. Languages of few
    profiles borrow from all. newer: slices behind them, each with the place of its language among `languages`, None where it is not there; they
    are measured by what is usual without them.
    """
    if not len(scores):
        return scores
    known = scores[: languages[-1].stop]
    overall, spread = float(known.mean()), float(known.var())
    standardised = np.empty_like(scores)
    usual = []
    for part in languages:
        own, count = scores[part], part.stop - part.start
        mean = (own.sum() + USUAL * overall) / (count + USUAL)
        variance = (((own - mean) ** 2).sum() + USUAL * spread) / (count + USUAL)
        usual.append((mean, np.sqrt(variance + 1e-12)))
        standardised[part] = (own - mean) / usual[-1][1]
    for part, place in newer:
        mean, deviation = (overall, np.sqrt(spread + 1e-12)) if place is None else usual[place]
        standardised[part] = (scores[part] - mean) / deviation
    return standardised


def heard_by_neighbours(scores: Floats, vectors: Floats) -> Floats:
    """Scores of candidates, each half its own and half that of its nearest among them.

    Texts that are close answer the same questions: Diaz (2005), Regularizing ad hoc retrieval scores.
    """
    count = min(_NEAR, len(scores) - 1)
    if count < 1:
        return scores
    # not `@`: its threads wait for one another longer than so small a product takes
    nearness = np.einsum("ij,kj->ik", vectors, vectors)
    np.fill_diagonal(nearness, -1)
    nearest = np.argpartition(-nearness, count - 1, axis=1)[:, :count]
    weights = np.maximum(np.take_along_axis(nearness, nearest, axis=1), 0)
    total = weights.sum(axis=1)
    theirs = np.where(total > 0, (weights * scores[nearest]).sum(axis=1) / np.maximum(total, 1e-9), scores)
    return np.asarray((1 - _NEIGHBOURS) * scores + _NEIGHBOURS * theirs, dtype=np.float32)


def both_ways(there: float, back: float) -> float:
    """The harmonic mean: a match must suit both, and the one whom it suits less decides."""
    return 2 * there * back / (there + back) if there > 0 and back > 0 else 0.0


def capped(rankings: Mapping[str, Sequence[str]], shown: int, most: int) -> dict[str, list[str]]:
    """What each reader is shown, `shown` at most, when no profile may stand before more than `most` readers.

    Turns are taken place by place: everybody's best comes before anybody's second. A profile that has stood often enough is passed over for the
    next in that reader's ranking.
    """
    left: dict[str, Iterable[str]] = {reader: iter(ranking) for reader, ranking in rankings.items()}
    exposure: Counter[str] = Counter()
    chosen: dict[str, list[str]] = {reader: [] for reader in rankings}
    for _ in range(shown):
        for reader, remaining in left.items():
            best = next((profile for profile in remaining if exposure[profile] < most), None)
            if best is not None:
                chosen[reader].append(best)
                exposure[best] += 1
    return chosen
