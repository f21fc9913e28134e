"""The registry among the capabilities."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from ebpages.accounts.access import open_to_everybody
from ebpages.accounts.notice_kinds import NoticeKind
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
    has_earlier_states=True,
    state=state,
    access=open_to_everybody(
        "home organisations organisations_file organisations_citation organisation organisation_citation "
        "findings differences differences_file differences_citation findings_file findings_citation "
        "for_me statements_file sources source source_file record method "
        "api:home api:organisations api:suggestions api:organisation api:findings api:differences api:changes "
        "api:clusters api:sources api:source api:record api:method"
    ),
    menu=(
        MenuEntry(10, "registry:organisations", gettext_noop("Organisations")),
        MenuEntry(50, "registry:findings", gettext_noop("Findings")),
        MenuEntry(60, "registry:sources", gettext_noop("Sources")),
        MenuEntry(70, "registry:method", gettext_noop("Method")),
    ),
    costs={"organisations": "search", "suggestions": "search", "findings": "search"},
    verify=verify,
    notices={
        "entry.published": NoticeKind(
            "%(organisation)s is published",
            "The organisation that you proposed, %(organisation)s, is in the register now, and you act for it.",
            "Open the organisation's desk",
        ),
        "entry.returned": NoticeKind(
            "%(organisation)s: something has to be corrected",
            "Your proposal of %(organisation)s was returned. The reason: %(reason)s",
            "See the proposal and correct it",
        ),
    },
)
