"""Amounts and rates that depend on the applicant: on its stage, its size or its region."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Tag, model_validator

from ebpages.declared.schema import Declared
from ebpages.funding.case_values import amount
from ebpages.reference.regions import regions
from ebpages.reference.size_classes import size_classes
from ebpages.reference.stages import stages

By = Literal["stage", "size", "region"]


@dataclass(frozen=True, slots=True)
class Situation:
    """What rates and limits depend on, where all of it is known."""

    stage: str
    size: str
    seat: str


class ByFact(Declared):
    """values: by stage or size; by region the longest code that the seat begins with counts. What is not named is not known."""

    by: By
    values: dict[str, "Graded"]

    @model_validator(mode="after")
    def _known_values(self) -> Self:
        known = {
            "stage": [each.code for each in stages()],
            "size": [each.code for each in size_classes()],
            "region": [each.code for each in regions()],
        }[self.by]
        if strange := [each for each in self.values if each not in known]:
            raise ValueError(f"{strange[0]!r} is no {self.by}; there are {', '.join(known)}")
        return self

    def value(self, situation: Situation) -> "Graded":
        if self.by == "region":
            holding = [code for code in self.values if situation.seat.startswith(code)]
            return self.values[max(holding, key=len)] if holding else None
        return self.values.get(situation.stage if self.by == "stage" else situation.size)


Graded = Annotated[
    Annotated[Decimal | None, BeforeValidator(amount), Tag("tag[amount]")]
    | Annotated[ByFact, Tag("tag[by]")],
    Discriminator(lambda value: "tag[by]" if isinstance(value, dict | ByFact) else "tag[amount]"),
]
ByFact.model_rebuild()


def grade(value: Decimal | ByFact | None, situation: Situation) -> Decimal | None:
    """None where it is not known."""
    while isinstance(value, ByFact):
        value = value.value(situation)
    return value


def situations(stage: str | None, sizes: Iterable[str], seat: str | None) -> tuple[Situation, ...]:
    """All that may be: what is not known stands for each of its values."""
    stages_ = (stage,) if stage else tuple(each.code for each in stages())
    seats = (seat,) if seat else tuple(each.code for each in regions(2))
    return tuple(Situation(*each) for each in product(stages_, sizes, seats))
