"""One organisation as linked data."""

from django.utils import timezone

from ebpages.open_data.organisation_graph import Node, organisation_graph
from ebpages.open_data.queries.facts import facts_of
from ebpages.registry.queries import built


def organisation_as_linked_data(public_id: str, site: str) -> Node | None:
    """None where there is no organisation of this id now. site: what stands before an address."""
    facts, last = facts_of(public_id), built()
    if facts is None:
        return None
    made = timezone.localtime(last.at).isoformat(timespec="seconds") if last else ""
    return organisation_graph(facts, site=site, generated_at=made)
