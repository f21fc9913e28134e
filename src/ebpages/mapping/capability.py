"""Cluster mapping among the capabilities."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebpages.faces.capabilities import Capability, KeyFigure


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


CAPABILITY = Capability(name="mapping", check=check, key_figures=key_figures)
