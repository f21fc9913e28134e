"""Trade fairs, as data/fairs.yaml declares them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ebpages.reference.vocabulary import Term, by_code, look_up, read

FILE = Path(__file__).parent / "data" / "fairs.yaml"


@dataclass(frozen=True, slots=True)
class Fair(Term):
    year: int


@cache
def fairs() -> dict[str, Fair]:
    """Every fair by its code. Raises BrokenVocabulary."""
    return by_code(read(FILE, Fair))


def fair(code: str) -> Fair:
    """Raises UnknownCode."""
    return look_up(fairs(), code, "fair")
