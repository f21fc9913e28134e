"""The only writers of this capability."""

from ebpages.own_pages.actions.claims import decide_claim, make_claim, revoke_claim, withdraw_claim
from ebpages.own_pages.actions.invitations import (
    accept_invitation,
    decline_invitation,
    invite,
    withdraw_invitation,
)
from ebpages.own_pages.actions.people import LastAdministrator, change_role, end_role, hand_over, leave
