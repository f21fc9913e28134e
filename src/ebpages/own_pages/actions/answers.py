"""What a cluster answers to questions that no list can."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.action_log import log_when_stored
from ebpages.own_pages.models import OwnAnswer
from ebpages.own_pages.readiness import problem_with_answer, rule_on

logger = logging.getLogger(__name__)


@transaction.atomic
def answer_criterion(*, by: Reader, organisation: str, criterion: str, text: str) -> None:
    """An empty text takes the answer back. Raises Refused."""
    must(by, Permission.EDIT_PAGE, organisation)
    asked = {each.code: each for each in rule_on(timezone.localdate()).criteria if each.own}
    text = text.strip()
    if criterion not in asked:
        raise Unusable(_("This question is not asked."))
    if problem_with_answer(asked[criterion], text):
        raise Unusable(_("Write a number such as 0.5, or choose yes or no."))
    rows = OwnAnswer.objects.for_writing().filter(organisation=organisation, criterion=criterion)
    if text:
        rows.update_or_create(
            organisation_id=organisation, criterion=criterion,
            defaults={"text": text, "by_id": by.person or None, "at": timezone.now()},
        )  # fmt: skip
    else:
        rows.delete()
    audit.note(
        by=by, action="readiness.answer", kind="criterion", object_id=criterion, organisation=organisation
    )
    log_when_stored(logger, "criterion %s of %s answered by %s", criterion, organisation, by.code)
