"""What pages and the API get from queries: finished, in the active language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FairView:
    """exhibitors: public ids of organisations. sentence: how many there are, in words."""

    code: str
    name: str
    year: int
    exhibitors: tuple[str, ...]
    sentence: str
