"""Who acts for an organisation, and what its people write. Permanent, and most of it private."""

from ebpages.own_pages.models.claims import Claim, ClaimDocument
from ebpages.own_pages.models.invitations import Invitation
from ebpages.own_pages.models.pages import (
    LONGEST_CODE,
    LONGEST_CONTACT,
    LONGEST_MEMBER,
    LONGEST_NOTE,
    Contact,
    Draft,
    Edition,
    Membership,
    OwnAnswer,
    SetAside,
)
