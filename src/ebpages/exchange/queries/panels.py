"""What the exchange adds to the page of an organisation: its published profiles that are not anonymous."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.exchange.models import ShownProfile
from ebpages.exchange.queries.listing import cards_of, ids_leading_to, shown_of_members
from ebpages.faces.capabilities import Panel

MOST = 10


def panels(public_id: str) -> Iterator[Panel]:
    shown = ShownProfile.objects.filter(
        organisation__in=ids_leading_to(public_id), expires_on__gt=timezone.localdate()
    )
    if found := cards_of(shown[:MOST]):
        yield Panel(
            "profiles",
            _("Offers and requests"),
            _("Published in the exchange."),
            "exchange/panel.html",
            (public_id, found),
        )
    if of_members := cards_of(shown_of_members(public_id)[:MOST]):
        yield Panel(
            "member-profiles",
            _("What its members offer and seek"),
            _("Of members that confirm it themselves."),
            "exchange/members_panel.html",
            (public_id, of_members, bool(found)),
        )
