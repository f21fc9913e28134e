"""What came of a call, as a picture."""

from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.funding.call import Outcome
from ebpages.publish.chart import Chart, Mark


def outcome_chart(outcome: Outcome) -> Chart:
    steps = (
        (_("submitted"), outcome.submitted),
        (_("proposed for funding"), outcome.proposed),
        (_("contracts signed"), outcome.signed),
    )
    return Chart(
        "bar",
        _("How many projects came through?"),
        _("Step"),
        _("projects"),
        tuple(Mark(name, float(n)) for name, n in steps),
        active_language(),
    )
