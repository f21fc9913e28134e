"""The only writers of this capability."""

from ebpages.own_pages.actions.answers import answer_criterion
from ebpages.own_pages.actions.claims import decide_claim, make_claim, revoke_claim, withdraw_claim
from ebpages.own_pages.actions.contacts import add_contact, add_public_contact, remove_contact
from ebpages.own_pages.actions.drafts import Saved, changed_meanwhile, drop_draft, save_draft, set_logo
from ebpages.own_pages.actions.editions import NotReady, publish, revert
from ebpages.own_pages.actions.invitations import (
    accept_invitation,
    decline_invitation,
    invite,
    withdraw_invitation,
)
from ebpages.own_pages.actions.members import add_member, answer_membership, end_member
from ebpages.own_pages.actions.people import LastAdministrator, change_role, end_role, hand_over, leave
