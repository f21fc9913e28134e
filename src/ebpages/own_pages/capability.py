"""Own pages among the capabilities."""

from ebpages.accounts.access import SIGNED_IN, AccessTable
from ebpages.faces.capabilities import Capability

_WORK: AccessTable = {"my_work": SIGNED_IN}


def state() -> str:
    """Its pages are shown to one reader each and never kept."""
    return ""


CAPABILITY = Capability(name="own_pages", state=state, access={**_WORK})
