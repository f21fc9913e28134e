"""The registry among the capabilities."""

from django.utils.translation import gettext_noop

from ebpages.faces.capabilities import Capability, MenuEntry


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
)
