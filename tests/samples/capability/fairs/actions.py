"""The only writer of fairs."""

import logging

from django.db import transaction
from ebpages.fairs.fair import fair
from ebpages.fairs.models import Exhibitor

from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)


@transaction.atomic
def add_exhibitor(*, fair_code: str, public_id: str) -> None:
    """Note that an organisation exhibits at a fair. Raises UnknownCode; IntegrityError where it is noted already."""
    Exhibitor.objects.create(fair=fair(fair_code).code, organisation_id=public_id)
    log_when_stored(logger, "%s exhibits at %s", public_id, fair_code)
