"""The weights of the model, as they were fitted: `data/model.yaml` says on what."""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ebpages.declared.schema import Declared, read_document, read_entry
from ebpages.linking.comparison import FEATURES, RIVAL_FEATURES
from ebpages.reference.vocabulary import BrokenVocabulary

FILE = Path(__file__).parent / "data" / "model.yaml"


class Sum(Declared):
    """A weighted sum of features, in logits."""

    intercept: float
    weights: Mapping[str, float]


class Model(Declared):
    """pair: what a pair's own features say. rivals: what is left of that beside its rivals. threshold: the probability of what is joined."""

    source: str
    certainty: str
    threshold: float
    pair: Sum
    rivals: Sum

    @property
    def threshold_logit(self) -> int:
        """In thousandths of a logit."""
        return round(1000 * math.log(self.threshold / (1 - self.threshold)))


@cache
def model() -> Model:
    """Raises BrokenDeclaration."""
    declared = read_entry(FILE.name, "model", Model, 1, read_document(FILE))
    for part, features in ((declared.pair, FEATURES), (declared.rivals, RIVAL_FEATURES)):
        if {*part.weights} != {*features}:
            odd = ", ".join(sorted({*part.weights} ^ {*features}))
            raise BrokenVocabulary(
                FILE.name, "weights", f"{odd} stand on one side only", "Fit the model again"
            )
    return declared


def probability(logit: int) -> float:
    """logit: in thousandths. Never 0 or 1: no evidence is beyond doubt."""
    return min(max(round(1 / (1 + math.exp(-logit / 1000)), 4), 0.0001), 0.9999)
