"""What a rule set can ask of a region and a category: a threshold, a quantile or a minimum, and how answers are combined."""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from ebpages.declared.schema import Code, Declared, Text

Quantity = Literal["lq", "share_of_category", "share_of_region", "value", "growth", "wage_per_person"]
Measure = Literal["employment", "establishments", "wages", "value_added"]
Certainty = Literal["official", "published", "own", "unverified"]
Comparison = Literal[">=", ">"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)  # the strongest first


def weakest(certainties: tuple[Certainty, ...]) -> Certainty:
    return max(certainties, key=CERTAINTIES.index)


class RuleTest(Declared):
    """What every test says. star: whether passing it gives a star. reason: why it cannot be asked while a parameter is null."""

    id: Code
    title: Text
    certainty: Certainty
    source: Text
    star: bool = False
    reason: Code | None = None


class QuantityTest(RuleTest):
    """A test of a quantity. of: the measure that it is a quotient, share, value or growth of."""

    quantity: Quantity
    of: Measure = "employment"
    comparison: Comparison = ">="

    @model_validator(mode="after")
    def _of_persons(self) -> Self:
        if self.quantity == "wage_per_person" and self.of != "employment":
            raise ValueError("`of`: a wage per person is wages by persons employed; leave the key out")
        return self

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What a panel must have for it; persons employed are always needed, to know where there is anything at all."""
        return ("wages",) if self.quantity == "wage_per_person" else (self.of,)


class Threshold(QuantityTest):
    """Whether a quantity reaches a parameter."""

    kind: Literal["threshold"]
    at_least: Code

    @property
    def parameter(self) -> str:
        return self.at_least


class Quantile(QuantityTest):
    """Whether a quantity reaches a quantile, interpolated linearly, of the same quantity over regions in the category.

    quantile: a parameter between 0 and 1. among: all regions, or those `present`, where somebody is employed in the category.
    A region where nobody is does not pass, nor does a value of 0.
    """

    kind: Literal["quantile"]
    quantile: Code
    among: Literal["all", "present"]

    @property
    def parameter(self) -> str:
        return self.quantile


class Minimum(RuleTest):
    """A guard: where a measure is below a parameter there is no star and no cluster, whatever the other tests say."""

    kind: Literal["minimum"]
    of: Measure = "employment"
    at_least: Code

    @model_validator(mode="after")
    def _no_star(self) -> Self:
        if self.star:
            raise ValueError("`star`: a minimum gives no star; it takes the others away")
        return self

    @property
    def parameter(self) -> str:
        return self.at_least

    @property
    def measures(self) -> tuple[Measure, ...]:
        return (self.of,)


AnyTest = Annotated[Threshold | Quantile | Minimum, Field(discriminator="kind")]


class AtLeast(Declared):
    number: int = Field(ge=1)
    of: tuple[Code, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if self.number > len(self.of):
            raise ValueError(f"`number`: {self.number} of {len(self.of)} tests can never hold")
        return self


class Combination(Declared):
    """Which tests make a cluster: exactly one of the three ways. A single test is `all_of` with one id."""

    all_of: tuple[Code, ...] = ()
    any_of: tuple[Code, ...] = ()
    at_least: AtLeast | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [name for name in ("all_of", "any_of", "at_least") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError(f"give exactly one of `all_of`, `any_of` and `at_least`; found {len(given)}")
        return self

    @property
    def tests(self) -> tuple[str, ...]:
        return self.at_least.of if self.at_least else self.all_of or self.any_of


class Verdict(Declared):
    """What is called a cluster. combination: null where it is not known, and then reason says so."""

    combination: Combination | None
    reason: Code | None = None
    certainty: Certainty
    source: Text


class Level(Verdict):
    """A further verdict that a publisher gives beside the answer, such as `leading`."""

    id: Code
    title: Text
