"""Cluster mapping among the capabilities."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebpages.accounts.access import open_to_everybody
from ebpages.faces.capabilities import Capability, KeyFigure
from ebpages.faces.upkeep import Check, KeptFolder


def state() -> str:
    from ebpages.mapping.category_schemes import state_of_categories
    from ebpages.mapping.panels.panel_files import state_of_panels
    from ebpages.mapping.queries import folder
    from ebpages.mapping.rules.catalogue import state_of_rules

    return f"{state_of_panels(folder())} {state_of_rules()} {state_of_categories()}"


def check() -> None:
    from ebpages.mapping.category_schemes import category_schemes
    from ebpages.mapping.rules.catalogue import rule_sets

    rule_sets()
    category_schemes()


def key_figures() -> Sequence[KeyFigure]:
    from ebpages.mapping.panels.panel_files import all_names
    from ebpages.mapping.queries import folder
    from ebpages.mapping.rules.catalogue import rule_sets

    count = len(all_names(folder()))  # they are not opened: that takes NumPy, pyarrow and DuckDB
    remark = ngettext(
        "panel of regions and industries, mapped by %(rules)s rule sets",
        "panels of regions and industries, mapped by %(rules)s rule sets",
        count,
    )
    return (
        KeyFigure(
            _("Cluster mapping"), count, remark % {"rules": len(rule_sets())}, reverse("mapping:overview")
        ),
    )


def verify() -> Iterator[Check]:
    from ebpages.mapping.queries.panels import checks

    yield from checks()


def _nobody_exchanges_panels(folder: Path) -> AbstractContextManager[None]:
    from ebpages.mapping.panels.panel_files import alone_in

    return alone_in(folder)


CAPABILITY = Capability(
    name="mapping",
    state=state,
    access=open_to_everybody(
        "overview panel panel_file region region_file industry industry_file cell comparison "
        "comparison_file rules rules_file findings panel_citation "
        "region_citation industry_citation cell_citation comparison_citation rules_citation "
        "api:mapping_overview api:mapping_panel api:mapping_region api:mapping_industry api:mapping_cell "
        "api:mapping_comparison api:mapping_rules api:mapping_findings"
    ),
    check=check,
    key_figures=key_figures,
    kept=(KeptFolder("mapping", _nobody_exchanges_panels),),
    verify=verify,
)
