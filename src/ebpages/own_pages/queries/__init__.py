"""Reads; every one of private rows says who reads."""

from ebpages.own_pages.queries.claims import (
    address_evidence,
    claim,
    claim_view,
    decided_claims,
    document_of,
    own_claims,
    waiting_claims,
)
from ebpages.own_pages.queries.contacts import contact_audiences, contact_kinds, contact_of, contacts
from ebpages.own_pages.queries.editing import (
    draft,
    draft_logo,
    edit_form,
    is_draft_logo,
    is_published_logo,
    preview,
)
from ebpages.own_pages.queries.history import comparison, history
from ebpages.own_pages.queries.members import (
    clusters_of,
    kinds_of_member,
    members_of,
    membership_of,
    public_clusters,
    public_members,
)
from ebpages.own_pages.queries.next_steps import next_steps
from ebpages.own_pages.queries.organisations import organisations_called
from ebpages.own_pages.queries.people import (
    acting,
    grant_of,
    invitation,
    invitation_view,
    invitations,
    own_invitations,
    role_choices,
)
from ebpages.own_pages.queries.work import desk, own_organisations, work_of
from ebpages.registry.queries.public_names import leads_to, name_of
