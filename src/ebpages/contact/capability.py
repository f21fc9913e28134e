"""Contact among the capabilities."""

from ebpages.contact.operator_texts import check
from ebpages.faces.capabilities import Capability

CAPABILITY = Capability(name="contact", limited=("contact",), check=check)
