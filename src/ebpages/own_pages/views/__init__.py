"""Pages under /my/ and /agency/."""

from ebpages.own_pages.views.claims import claims, decide, document, organisation, withdraw
from ebpages.own_pages.views.entries import (
    change_proposal,
    new_organisation,
    proposal,
    proposals,
    review,
)
from ebpages.own_pages.views.people import invitation, invite, leave, people, role, withdraw_invitation
from ebpages.own_pages.views.work import my_work
