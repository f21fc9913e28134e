"""The values by which organisations are filtered, worked out from what their records state."""

from collections.abc import Iterable, Iterator, Sequence

from ebpages.reference.sectors import find_sectors
from ebpages.reference.settlements import find_settlements
from ebpages.registry.mention import Mention
from ebpages.registry.statements import Statement

UNKNOWN = "unknown"
UNDATED = "undated"  # a label of which no list says how long it holds
KEYS = ("kind", "list", "stage", "label", "region", "sector", "activity", "form")


def facets_of(
    kind: str, mentions: Sequence[Mention], statements: Iterable[Statement]
) -> set[tuple[str, str]]:
    """(key, value) pairs of one organisation. What no list states is `unknown`, a value like any other.

    A label's value is the day until which it is valid, so that its state can be asked for on any date.
    """
    found = {("kind", kind or UNKNOWN)}
    found |= {("list", mention.record.partition(":")[0]) for mention in mentions}
    found |= {("form", m.name.legal_form) for m in mentions if m.name.legal_form and not m.name.branch}
    for statement in statements:
        found |= set(_of_statement(statement))
    if any(key == "label" and value != UNDATED for key, value in found):
        found.discard(("label", UNDATED))
    found = {(key, value) for key, value in found if value != UNKNOWN}
    return found | {(key, UNKNOWN) for key in set(KEYS) - {key for key, _ in found}}


def _of_statement(statement: Statement) -> Iterator[tuple[str, str]]:
    if statement.property in ("stage", "activity"):
        yield statement.property, statement.value
    elif statement.property == "registry_state":
        yield "activity", statement.value
    elif statement.property == "label":
        yield "label", statement.valid_until or UNDATED
    elif statement.property == "seat":
        yield from (("region", settlement.region) for settlement in find_settlements(statement.value))
    elif statement.property == "sector":
        yield from (("sector", sector.code) for sector in find_sectors(statement.value))
