"""How good a ranking is against judgements."""

from collections.abc import Mapping, Sequence
from math import log2


def ndcg(ranking: Sequence[str], grades: Mapping[str, float], depth: int = 10) -> float | None:
    """Normalised discounted cumulative gain of the first `depth`; None where nothing is judged to fit.

    Järvelin & Kekäläinen (2002) with the grade itself as gain, as trec_eval counts it: a collection's own steps are kept. (Burges et al. 2005 take
    2^grade - 1, by which a highest grade outweighs many middle ones.) Grades below 0 count as 0, as do profiles that nobody judged.
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(profile, 0.0) for profile in ranking[:depth]]) / ideal if ideal else None


def recall(ranking: Sequence[str], fitting: set[str], depth: int) -> float:
    """The share of what fits that the first `depth` hold."""
    return len(fitting.intersection(ranking[:depth])) / len(fitting)


def _gain(grades: Sequence[float]) -> float:
    return sum(max(grade, 0.0) / log2(place + 2) for place, grade in enumerate(grades))
