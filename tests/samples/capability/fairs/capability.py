"""Trade fairs among the capabilities."""

from django.utils.translation import gettext_noop

from ebpages.accounts.access import open_to_everybody
from ebpages.faces.capabilities import Capability, MenuEntry


def check() -> None:
    from ebpages.fairs.fair import fairs

    fairs()


def state() -> str:
    from ebpages.fairs.queries import state_of_fairs

    return state_of_fairs()


CAPABILITY = Capability(
    name="fairs",
    menu=(MenuEntry(45, "fairs:fairs", gettext_noop("Fairs")),),
    state=state,
    access=open_to_everybody("fairs fairs_file api:fairs"),
    costs={"fairs": "search"},
    check=check,
)
