"""What every page says of the site's own state: what cannot be had for now, though the page itself is right."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ebpages.faces.unavailable import nothing_can_be_stored


def state_of_site(request: HttpRequest) -> dict[str, Any]:
    """Worked out as the page is drawn, when it has asked the database what it wanted to know."""

    def missing() -> Sequence[str]:
        if nothing_can_be_stored():
            return (
                _(
                    "Nothing can be stored at the moment: messages and orders are not accepted. What you read is complete."
                ),
            )
        return ()

    return {"missing": missing, "demonstration": settings.EBPAGES_DEMONSTRATION}
