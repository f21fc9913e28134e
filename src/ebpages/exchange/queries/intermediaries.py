"""Organisations that can act as intermediaries, by their kind in the register."""

from ebpages.faces.language import active_language
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.registry.models import Organisation

# The guide's kinds of intermediaries, with cluster organisations and networks.
KINDS = (
    "technology_transfer_centre", "innovation_centre", "incubator", "science_park", "technopolis", "cluster_organisation", "network",
    "association", "university",
)  # fmt: skip


def is_intermediary(public_id: str) -> bool:
    return Organisation.objects.filter(pk=public_id, kind__in=KINDS).exists()


def intermediaries() -> list[tuple[str, list[tuple[str, str]]]]:
    """By kind, in the order of the guide: ids and names."""
    at = active_language()
    by_kind: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    for each in Organisation.objects.filter(kind__in=KINDS).only("id", "kind", "name", "other_name"):
        by_kind[each.kind].append((each.id, each.heading[0]))
    return [
        (organisation_kind(kind).name(at), sorted(found, key=lambda pair: pair[1].casefold()))
        for kind, found in by_kind.items()
        if found
    ]
