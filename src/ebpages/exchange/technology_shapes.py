"""What the technology watch answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ebpages.faces.shapes import TextOrNull

PERIODS = (24, 12, 6, 3)  # months that can be asked for, the usual first


@dataclass(frozen=True, slots=True)
class TechnologyQuestion:
    """by: what the rows are. months: how many, up to the last that is over. chosen: filter -> its one value."""

    by: str = "sector"
    months: int = PERIODS[0]
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TechnologyCount:
    """offers, requests: rounded, None where they are too few to be shown. gap: what of it is more. own: exact numbers of the reader's
    organisations; members: of what everybody sees of members of their clusters; None where the reader has no such."""

    code: str
    label: str
    offers: int | None
    requests: int | None
    gap: TextOrNull
    own_offers: int | None = None
    own_requests: int | None = None
    members_offers: int | None = None
    members_requests: int | None = None

    @property
    def more_sought(self) -> int:
        """By how much more is sought than offered; what is too few to be shown counts as nothing."""
        return (self.requests or 0) - (self.offers or 0)

    @property
    def is_shown(self) -> bool:
        return any(
            (
                self.offers,
                self.requests,
                self.own_offers,
                self.own_requests,
                self.members_offers,
                self.members_requests,
            )
        )


@dataclass(frozen=True, slots=True)
class TechnologyFigure:
    """few: names of rows of which nothing is shown. counted: profiles that answer the filters; stated: those of them that stand in a row;
    unstated: the others; rounded, None where too few. unmet, unsought: the sectors with the widest gap either way.
    with_examples: the invented profiles of a demonstration are counted, and nothing else, as they are."""

    by: str
    title: str
    question: str
    answer: str
    row_title: str
    rows: tuple[TechnologyCount, ...]
    few: tuple[str, ...]
    unmet: tuple[TechnologyCount, ...]
    unsought: tuple[TechnologyCount, ...]
    counted: int | None
    stated: int | None
    unstated: int | None
    coverage: str
    first_month: str
    last_month: str
    as_of: date
    notes: tuple[str, ...]
    with_examples: bool
    has_own: bool
    has_members: bool
