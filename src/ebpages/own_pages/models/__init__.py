"""Who asked to act for an organisation and who was invited. Permanent and private."""

from ebpages.own_pages.models.claims import Claim, ClaimDocument
from ebpages.own_pages.models.invitations import Invitation
