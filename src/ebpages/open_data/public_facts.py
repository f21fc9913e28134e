"""What is public of one organisation, with codes: the ground of its row, its linked data and its entity in FollowTheMoney."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Registration:
    """A legal entity. identifier: EIK or BULSTAT number, "" where no list states it; legal_form: code or ""."""

    identifier: str
    legal_form: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list that is about the organisation. edition: "" for a list without one."""

    id: str
    source: str
    key: str
    edition: str


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """Codes as the vocabularies have them. names: every spelling, with its language or "".

    websites: without those that a finding doubts. stage_edition, activity_edition: the newest list that states it, "" where none does.
    labels: scheme and level as one code, and the day until which it is valid or "".
    """

    id: str
    name_bg: str
    name_en: str
    names: tuple[tuple[str, str], ...]
    kind: str
    registrations: tuple[Registration, ...]
    websites: tuple[str, ...]
    seats: tuple[str, ...]
    regions: tuple[str, ...]
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    industries: tuple[str, ...]
    stages: tuple[str, ...]
    stage_edition: str
    activities: tuple[str, ...]
    activity_edition: str
    founded: int | None
    labels: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    findings: int

    @property
    def lists(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.source for row in self.rows))
