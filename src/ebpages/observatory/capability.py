"""The observatory among the capabilities."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from ebpages.faces.capabilities import Capability, MenuEntry
from ebpages.faces.kept import Check


def check() -> None:
    from ebpages.observatory.claims.catalogue import all_claims
    from ebpages.observatory.figures.catalogue import figures

    figures()
    all_claims()


def verify() -> Iterator[Check]:
    from ebpages.observatory.queries.statistics import checks

    yield from checks()


CAPABILITY = Capability(
    name="observatory",
    menu=(MenuEntry(40, "observatory:observatory", gettext_noop("Observatory")),),
    limited=("observatory",),
    check=check,
    verify=verify,
)
