"""Reads of fairs: the declared ones with those who exhibit there, without a query per fair."""

from django.db.models import Max
from django.utils.translation import gettext as _
from ebpages.fairs.fair import fairs
from ebpages.fairs.models import Exhibitor
from ebpages.fairs.shapes import FairView

from ebpages.faces.language import active_language


def fair_views() -> tuple[FairView, ...]:
    exhibitors: dict[str, list[str]] = {}
    for code, public_id in Exhibitor.objects.order_by("organisation").values_list("fair", "organisation"):
        exhibitors.setdefault(code, []).append(public_id)
    return tuple(
        FairView(
            code=fair.code,
            name=fair.name(active_language()),
            year=fair.year,
            exhibitors=tuple(exhibitors.get(fair.code, ())),
            sentence=_("%(n)s exhibitors") % {"n": len(exhibitors.get(fair.code, ()))},
        )
        for fair in fairs().values()
    )


def state_of_fairs() -> str:
    """A text that is another one after every change; exhibitors are only added."""
    return str(Exhibitor.objects.aggregate(last=Max("id"))["last"])
