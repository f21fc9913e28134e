"""Sixty technologies as people describe them: in Bulgarian, in English, and in Greek, Albanian or Macedonian. Written for this; nobody's real offer."""

import csv
from functools import cache
from pathlib import Path

from ebpages.exchange.matching.profile import Profile


@cache
def technologies() -> tuple[Profile, ...]:
    """Each as a profile; the part of its id before the dash says which technology it is."""
    with (Path(__file__).parent / "technologies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Profile(f"{row['technology']}-{row['language']}", row["language"], row["title"], row["summary"])
            for row in csv.DictReader(file)
        )


def technology(profile_id: str) -> str:
    return profile_id.partition("-")[0]
