"""Which kinds of intermediary usually help with what."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from ebpages.declared.schema import Declared, Text, read_document, read_entry
from ebpages.reference.intermediary_services import intermediary_service
from ebpages.reference.organisation_kinds import organisation_kind

RULES = Path(__file__).with_name("rules") / "support.yaml"


class KindOfSupport(Declared):
    """code: a kind of organisation."""

    code: str
    valid_from: date
    valid_to: date | None
    source: Text
    certainty: str
    services: tuple[str, ...]

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@cache
def kinds_of_support() -> tuple[KindOfSupport, ...]:
    """Raises BrokenDeclaration, and UnknownCode for a kind or a service that does not exist."""
    entries = read_document(RULES)["kinds"]
    found = tuple(read_entry(RULES.name, "kind", KindOfSupport, n, each) for n, each in enumerate(entries, 1))
    for each in found:
        organisation_kind(each.code)
        for service in each.services:
            intermediary_service(service)
    return found


def usual_helpers(service: str, on: date) -> Mapping[str, KindOfSupport]:
    """The kinds of organisation that usually have a service, with the rule that says so."""
    return {each.code: each for each in kinds_of_support() if service in each.services and each.holds(on)}
