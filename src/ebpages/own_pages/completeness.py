"""What a reader misses on a page that lacks it, by the kind of organisation."""

from functools import cache
from pathlib import Path

from ebpages.declared.schema import Declared, Text, read_document, read_entry, refuse_twice
from ebpages.reference.organisation_kinds import organisation_kinds
from ebpages.registry.own_properties import by_code

FILE = Path(__file__).parent / "rules" / "page_completeness.yaml"


class AskedProperty(Declared):
    """kinds: of organisation that it is asked of; all where none is named."""

    property: str
    kinds: tuple[str, ...] = ()
    why: Text


@cache
def asked_properties() -> tuple[AskedProperty, ...]:
    """The most useful first. Raises BrokenDeclaration."""
    listed = read_document(FILE)["asked"]
    asked = tuple(
        read_entry(FILE.name, "property", AskedProperty, n, each) for n, each in enumerate(listed, 1)
    )
    refuse_twice(FILE.name, "property", (each.property for each in asked))
    return asked


def asked_of(kind: str) -> tuple[AskedProperty, ...]:
    """kind: of organisation, "" where it is not known."""
    return tuple(each for each in asked_properties() if not each.kinds or kind in each.kinds)


def check_asked() -> None:
    """Raises ValueError for a property or kind that there is not."""
    kinds = {kind.code for kind in organisation_kinds()}
    for each in asked_properties():
        if each.property not in by_code() or set(each.kinds) - kinds:
            raise ValueError(f"{FILE.name}: {each.property} is no property, or a kind of it is none")
