"""The registry among the capabilities."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from ebpages.faces.capabilities import Capability, MenuEntry
from ebpages.faces.upkeep import Check


def verify() -> Iterator[Check]:
    from ebpages.registry.queries.checks import checks

    yield from checks()


def state() -> str:
    from ebpages.registry.queries.builds import state_of_registry

    return state_of_registry()


CAPABILITY = Capability(
    name="registry",
    state=state,
    menu=(
        MenuEntry(10, "registry:organisations", gettext_noop("Organisations")),
        MenuEntry(50, "registry:findings", gettext_noop("Findings")),
        MenuEntry(60, "registry:sources", gettext_noop("Sources")),
        MenuEntry(70, "registry:method", gettext_noop("Method")),
    ),
    costs={"organisations": "search", "suggestions": "search", "findings": "search"},
    verify=verify,
)
