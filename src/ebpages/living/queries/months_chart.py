"""What became of the clusters of the register, month by month, as a chart."""

from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.living.shapes import RegisterClusters
from ebpages.publish.chart import Chart, Mark


def months_chart(found: RegisterClusters) -> Chart:
    series = {
        _("entered"): "registered", _("struck off"): "struck_off", _("renamed"): "renamed", _("in liquidation"): "liquidation"
    }  # fmt: skip
    return Chart(
        kind="line",
        title=_("How many clusters are entered in the Trade Register and struck off each month?"),
        category_title=_("month"),
        value_title=_("clusters"),
        marks=tuple(
            Mark(month.month, getattr(month, key), series=name)
            for name, key in series.items()
            for month in found.months
        ),
        language=active_language(),
    )
