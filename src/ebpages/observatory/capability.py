"""The observatory among the capabilities."""

from django.utils.translation import gettext_noop

from ebpages.faces.capabilities import Capability, MenuEntry


def check() -> None:
    from ebpages.observatory.claims.catalogue import all_claims
    from ebpages.observatory.figures.catalogue import figures

    figures()
    all_claims()


CAPABILITY = Capability(
    name="observatory",
    menu=(MenuEntry(40, "observatory:observatory", gettext_noop("Observatory")),),
    limited=("observatory",),
    check=check,
)
