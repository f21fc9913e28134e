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
from ebpages.own_pages.queries.organisations import leads_to, name_of
from ebpages.own_pages.queries.people import (
    acting,
    grant_of,
    invitation,
    invitation_view,
    invitations,
    own_invitations,
    role_choices,
)
from ebpages.own_pages.queries.work import desk, own_organisations
