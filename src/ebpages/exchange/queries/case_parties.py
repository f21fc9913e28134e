"""Who the reader is in a case: of which side, for which organisation, and whose names may be shown to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.cases.moves import INTERESTED, OWNER
from ebpages.exchange.models import Case, CaseIntermediary, ShownProfile
from ebpages.registry.queries.public_names import leading


@dataclass(frozen=True, slots=True)
class CaseParty:
    """for_side: an intermediary that acts for the side. other: the organisation of the other side."""

    side: str
    organisation: str
    for_side: bool = False


def party_of(reader: Reader, case: Case) -> CaseParty | None:
    """None for who is of neither side."""
    return parties_of(reader, [case]).get(case.pk)


def parties_of(reader: Reader, cases: Iterable[Case]) -> dict[int, CaseParty]:
    """By the key of the case. Who works for both sides acts for the one whose turn it is."""
    rows, works_for = list(cases), {*reader.where(Permission.WORK_ON_CASES)}
    accepted = CaseIntermediary.objects.for_writing().filter(
        case__in=[each.pk for each in rows], state=CaseIntermediary.ACCEPTED
    )
    helpers: dict[int, list[CaseIntermediary]] = defaultdict(list)
    for each in accepted:
        helpers[each.case_id].append(each)
    ids = [key for each in rows for key in (each.owner_id, each.interested_id)]
    led = leading([*ids, *(each.organisation_id for each in accepted)])
    found = {}
    for case in rows:
        parties = [
            CaseParty(OWNER, led[case.owner_id]),
            CaseParty(INTERESTED, led[case.interested_id]),
            *(CaseParty(each.side, led[each.organisation_id], True) for each in helpers[case.pk]),
        ]
        mine = [each for each in parties if each.organisation in works_for]
        if mine:
            found[case.pk] = next((each for each in mine if each.side == case.turn), mine[0])
    return found


def know_the_owner(cases: Iterable[Case], parties: Mapping[int, CaseParty]) -> set[int]:
    """Keys of the cases whose reader may know the owner: once it has answered, or where the profile names it in public."""
    rows = list(cases)
    public = ShownProfile.objects.filter(pk__in=[each.profile_id for each in rows]).exclude(organisation="")
    named = set(public.values_list("pk", flat=True))
    return {
        each.pk
        for each in rows
        if parties[each.pk].side == OWNER or each.contact_at is not None or each.profile_id in named
    }


def side_name(side: str) -> str:
    return {OWNER: pgettext("side", "the owner"), INTERESTED: pgettext("side", "the interested side")}[side]
