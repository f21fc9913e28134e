"""What is wrong with a case: where, what, and how to mend it, in both languages."""

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from ebpages.declared.schema import BrokenDeclaration, described
from ebpages.funding.sentences import Sentence, fault_text

M = TypeVar("M", bound=BaseModel)
_LONGEST = 60  # signs of a value that are said again


class BrokenCase(BrokenDeclaration):
    """faults: (place, sentence) of each; the message is that of the first."""

    def __init__(self, file: str, faults: Iterable[tuple[str, Sentence]]) -> None:
        self.faults = tuple(faults)
        place, sentence = self.faults[0]
        problem, _, remedy = fault_text(sentence, "en").partition(". ")
        super().__init__(file, place, problem, remedy)


def broken(file: str, place: str, key: str, **params: object) -> BrokenCase:
    return BrokenCase(file, [(place, Sentence(key, params))])


def wrong_value(key: str, value: object, **params: object) -> PydanticCustomError:
    """For validators of values."""
    given = {"value": str(value)[:_LONGEST], **params}
    return PydanticCustomError(key, fault_text(Sentence(key, given), "en").replace("{", "("), given)


def faults_of(place: str, error: ValidationError) -> Iterable[tuple[str, Sentence]]:
    for each in error.errors(include_url=False):
        where = ", ".join((place, *(str(part) for part in each["loc"] if part != "tuple")))
        if "value" in each.get("ctx", {}):
            yield where, Sentence(each["type"], each["ctx"])
        else:
            _, problem, remedy = described(place, error)
            yield where, Sentence("not_read", {"problem": f"{problem}. {remedy}"})
