"""Contact among the capabilities."""

from ebpages.accounts.access import open_to_everybody
from ebpages.contact.operator_texts import check, state_of_texts
from ebpages.faces.capabilities import Capability

CAPABILITY = Capability(
    name="contact",
    state=state_of_texts,
    access=open_to_everybody(
        "operator privacy accessibility report sent api:operator api:privacy api:accessibility api:report"
    ),
    check=check,
)
