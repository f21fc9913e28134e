"""Sixty technologies as people describe them: in Bulgarian, in English, and in Greek, Albanian or Macedonian. Written for this; nobody's real offer."""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from ebpages.exchange.matching.embedding import Vectors
from ebpages.exchange.matching.profile import Profile

_FOLDER = Path(__file__).parent


@cache
def technologies() -> tuple[Profile, ...]:
    """Each as a profile; the part of its id before the dash says which technology it is."""
    with (_FOLDER / "technologies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Profile(f"{row['technology']}-{row['language']}", row["language"], row["title"], row["summary"])
            for row in csv.DictReader(file)
        )


def technology(profile_id: str) -> str:
    return profile_id.partition("-")[0]


def vectors() -> Vectors:
    """What the model gives for each as a passage, kept because that takes a quarter of a minute; a test compares some with the model itself.

    Anew: np.save("vectors.npy", find_embedder().passages([each.embedded_text for each in technologies()]).astype(np.float16)).
    """
    return np.load(_FOLDER / "vectors.npy").astype(np.float32)
