"""What funding adds to the page of an organisation."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.faces.capabilities import Panel
from ebpages.funding.queries.fits import fits_of
from ebpages.registry.models import Organisation

_KIND = "cluster_organisation"


def panels(public_id: str) -> Iterator[Panel]:
    """Of clusters only: the calls that there are speak of no others by what the register knows."""
    if Organisation.objects.filter(id=public_id, kind=_KIND).exists():
        fits = fits_of(public_id, timezone.localdate())
        note = _("By what the register knows of it. Only the managing authority decides.")
        yield Panel("calls", _("Calls for funding"), note, "funding/panel.html", (public_id, fits))
