"""What waits for those who work on cases: their turn, and requests to act as an intermediary."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.case_shapes import RequestedHelp
from ebpages.exchange.cases.moves import OWNER
from ebpages.exchange.models import Case, CaseIntermediary
from ebpages.exchange.queries.case_parties import side_name
from ebpages.exchange.queries.cases import cards_of_cases, titles_of
from ebpages.faces.shapes import WorkItem
from ebpages.registry.queries.public_names import leading, names_of

_MOST = 200


def requested_help(reader: Reader) -> tuple[RequestedHelp, ...]:
    """Requests to act as an intermediary that wait for the reader's organisations."""
    works_for = {*reader.where(Permission.WORK_ON_CASES)}
    rows = CaseIntermediary.objects.seen_by(reader).filter(state=CaseIntermediary.ASKED)
    asked = [
        each
        for each in rows.select_related("case__profile")
        if leading([each.organisation_id])[each.organisation_id] in works_for
    ]
    titles = titles_of(each.case for each in asked)
    led = leading(
        key for each in asked for key in (each.organisation_id, each.case.owner_id, each.case.interested_id)
    )
    names = names_of(led.values())
    return tuple(
        RequestedHelp(
            each.code,
            led[each.organisation_id],
            names[led[each.organisation_id]],
            names[led[each.case.owner_id if each.side == OWNER else each.case.interested_id]],
            side_name(each.side),
            titles[each.case_id],
            each.case.profile.reference or "",
            each.words,
            timezone.localtime(each.at),
        )
        for each in asked
    )


def work_of_cases(reader: Reader) -> Iterator[WorkItem]:
    """Cases where it is the reader's turn, tasks that are due, requests to help."""
    works_for = reader.where(Permission.WORK_ON_CASES)
    if not works_for:
        return
    waiting = (
        Case.objects.seen_by(reader).filter(closed_at=None).select_related("profile").order_by("turn_at")
    )
    for card in cards_of_cases(reader, waiting[:_MOST]):
        if card.is_my_turn:
            yield WorkItem(
                what=_("Your turn in a transfer case (%(step)s): %(title)s")
                % {
                    "step": card.step_name,
                    "title": f"{card.title} ({card.partner})" if card.partner else card.title,
                },
                about=card.organisation_name,
                since=card.turn_at,
                step=_("Open the case"),
                url=card.url,
                due=card.due,
            )
    for each in requested_help(reader):
        yield WorkItem(
            what=_("%(name)s asks you to act as its intermediary: %(title)s")
            % {"name": each.asked_by, "title": each.title},
            about=each.organisation_name,
            since=each.at,
            step=_("Accept or decline"),
            url=reverse("exchange:cases"),
        )
