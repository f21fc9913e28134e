"""The observatory among the capabilities."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from ebpages.accounts.access import open_to_everybody
from ebpages.faces.capabilities import Capability, MenuEntry
from ebpages.faces.upkeep import Check


def state() -> str:
    from ebpages.observatory.claims.catalogue import state_of_claims
    from ebpages.observatory.figures.catalogue import state_of_figures
    from ebpages.observatory.queries.statistics import state_of_statistics

    return f"{state_of_statistics()} {state_of_figures()} {state_of_claims()}"


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
    has_earlier_states=True,
    state=state,
    access=open_to_everybody(
        "observatory figure behind embed chart figure_file figure_citation claims claims_file "
        "claims_citation statistics dataset dataset_file report "
        "api:observatory api:figure api:behind api:claims api:statistics api:dataset"
    ),
    menu=(MenuEntry(40, "observatory:observatory", gettext_noop("Observatory")),),
    costs={"observatory": "work", "observatory/statistics": "search"},
    check=check,
    verify=verify,
)
