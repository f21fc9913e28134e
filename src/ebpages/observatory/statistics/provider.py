"""Who publishes statistics, and how they want to be named."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ebpages.declared.text import Text
from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term

FILE = Path(__file__).parents[1] / "data" / "providers.yaml"


@dataclass(frozen=True, slots=True)
class Provider(Term):
    """page: where a person finds a data set, with `{code}` for its code; empty where not known."""

    licence_bg: str = ""
    licence_en: str = ""
    page: str = ""

    def attribution(self, code: str) -> Text:
        return Text(f"Източник: {self.bg}, {code}", f"Source: {self.en}, {code}")

    @property
    def licence(self) -> Text:
        return Text(self.licence_bg, self.licence_en)


def provider(code: str, name: str = "") -> Provider:
    """The provider with this code; one that we have no entry for is called `name`, or by its code."""
    known = _index().get(code.lower())
    return known or Provider(code, name or code, name or code)


@cache
def _index() -> dict[str, Provider]:
    return vocabulary.by_code(vocabulary.read(FILE, Provider))
