"""The registry among the capabilities."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from ebpages.faces.capabilities import Capability, MenuEntry
from ebpages.faces.kept import Check


def verify() -> Iterator[Check]:
    from ebpages.registry.queries.checks import checks

    yield from checks()


CAPABILITY = Capability(
    name="registry",
    menu=(
        MenuEntry(10, "registry:organisations", gettext_noop("Organisations")),
        MenuEntry(50, "registry:findings", gettext_noop("Findings")),
        MenuEntry(60, "registry:sources", gettext_noop("Sources")),
        MenuEntry(70, "registry:method", gettext_noop("Method")),
    ),
    limited=("organisations",),
    verify=verify,
)
