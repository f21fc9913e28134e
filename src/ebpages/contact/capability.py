"""Contact among the capabilities."""

from ebpages.contact.operator_texts import check, state_of_texts
from ebpages.faces.capabilities import Capability

CAPABILITY = Capability(name="contact", state=state_of_texts, check=check)
