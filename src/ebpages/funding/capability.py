"""Funding among the capabilities."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from ebpages.accounts.access import open_to_everybody
from ebpages.faces.capabilities import Capability, MenuEntry, Panel


def state() -> str:
    from ebpages.funding.catalogue import state_of_calls

    return state_of_calls()


def panels(public_id: str) -> Iterator[Panel]:
    from ebpages.funding.queries.panels import panels as added

    yield from added(public_id)


def check() -> None:
    from ebpages.funding.catalogue import calls
    from ebpages.funding.rules_of_aid import check_rules
    from ebpages.funding.sentences import check_sentences

    check_rules()
    check_sentences()
    calls()


CAPABILITY = Capability(
    name="funding",
    menu=(MenuEntry(30, "funding:calls", gettext_noop("Funding")),),
    state=state,
    access=open_to_everybody(
        "calls calls_file calendar feed call assess organisation "
        "api:calls api:call api:assess api:size api:funding_organisation"
    ),
    costs={"funding": "search"},
    asked_by_post=frozenset({"funding"}),
    panels=panels,
    check=check,
)
