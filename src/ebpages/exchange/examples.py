"""Example offers and requests of the demonstration, as they are declared."""

from datetime import date
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration, read_document
from ebpages.exchange.profile import Content, problems
from ebpages.exchange.wording import problem_sentence

FILE = Path(__file__).with_name("data") / "examples.yaml"


def example_contents(on: date) -> list[tuple[str, Content]]:
    """The code of the owner among the example organisations, and what the profile says. Raises BrokenDeclaration where it does not fit the rules of a day."""
    found = []
    for number, each in enumerate(read_document(FILE)["profiles"], 1):
        content = Content.model_validate(each["content"])
        # the deadlines of an example may pass without harm
        if lacking := next((p for p in problems(content, on) if p.code != "day_past"), None):
            raise BrokenDeclaration(
                FILE.name, f"profile {number}", problem_sentence(lacking, "en"), "Correct it"
            )
        found.append((each["owner"], content))
    return found
