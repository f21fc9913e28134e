"""What becomes of a row when an organisation is merged, when a person leaves it, and when a person is erased.

Every foreign key to a person or to a public id declares it in `fates` of its model; a test fails for one that does not, and another
plays each through.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfOrganisation:
    """merged: a sentence; readers follow the heir of the public id, so that no row has to be written."""

    merged: str


@dataclass(frozen=True, slots=True)
class OfPerson:
    """leaves: when the person no longer acts for the organisation. erased: when the person's account is deleted."""

    leaves: str
    erased: str


Fate = OfOrganisation | OfPerson
STAYS = OfPerson(
    leaves="stays as it was",
    erased="stays; the person is then a number without name or address",
)
ENDS = OfPerson(leaves="ends", erased="ends")
GOES = OfPerson(leaves="stays as it was", erased="is removed")
FOLLOWS = OfOrganisation(merged="stays; the merged id leads to its heir, and counts as the heir")
