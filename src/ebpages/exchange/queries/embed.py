"""What the website of an organisation shows of the exchange in a frame."""

from collections.abc import Collection

from django.utils import timezone

from ebpages.exchange.models import ShownProfile
from ebpages.exchange.queries.listing import cards_of, ids_leading_to, shown_of_members
from ebpages.exchange.shapes import EmbeddedProfiles
from ebpages.registry.queries.evidence import organisation_url
from ebpages.registry.queries.public_names import leads_to, name_of


def embedded_profiles(public_id: str, types: Collection[str], number: int) -> EmbeddedProfiles | None:
    """The newest of an organisation and, of a cluster, of the members that confirm it; anonymous profiles have no owner here. None for an id
    that was never given out."""
    owner = leads_to(public_id)
    if not owner:
        return None
    today = timezone.localdate()
    own = ShownProfile.objects.filter(organisation__in=ids_leading_to(owner), expires_on__gt=today)
    shown = own | shown_of_members(owner)
    if types:
        shown = shown.filter(profile__type__in=types)
    return EmbeddedProfiles(
        owner, name_of(owner), organisation_url(owner), cards_of(shown[:number]), shown.count(), today
    )
