"""Pages under /my/ and /agency/."""

from ebpages.own_pages.views.claims import claims, decide, document, organisation, withdraw
from ebpages.own_pages.views.entries import (
    change_proposal,
    new_organisation,
    proposal,
    proposals,
    review,
)
from ebpages.own_pages.views.members import (
    add_contact,
    add_member,
    answer_membership,
    contacts,
    contacts_for_signed_in,
    end_member,
    members,
    remove_contact,
)
from ebpages.own_pages.views.pages import (
    answer,
    compare,
    drop,
    edit,
    history,
    logo,
    logo_file,
    next_steps,
    preview,
    publish,
    revert,
    revert_for_agency,
)
from ebpages.own_pages.views.people import invitation, invite, leave, people, role, withdraw_invitation
from ebpages.own_pages.views.work import my_work
