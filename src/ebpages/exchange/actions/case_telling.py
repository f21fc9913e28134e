"""Notices about cases: to those who work on them for a side, and for the intermediary that acts for it. None holds what a case holds."""

from typing import Any

from ebpages.accounts.actions import notify
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import people_acting
from ebpages.declared.text import Text
from ebpages.exchange.cases.moves import OWNER
from ebpages.exchange.models import Case, CaseIntermediary, ProfileVersion
from ebpages.exchange.queries.case_parties import CaseParty, know_the_owner
from ebpages.registry.queries.public_names import leads_to, name_in_languages


def tell_side(case: Case, side: str, kind: str, **params: Any) -> None:
    """People who work on cases for a side, each once."""
    organisation = case.owner_id if side == OWNER else case.interested_id
    helpers = CaseIntermediary.objects.for_writing().filter(
        case=case, side=side, state=CaseIntermediary.ACCEPTED
    )
    told = [organisation, *(each.organisation_id for each in helpers)]
    tell_organisations(case, told, kind, other=known_other(case, side), **params)


def known_other(case: Case, side: str) -> str:
    """The organisation on the other side of one, "" while that side may not know it."""
    if side == OWNER:
        return str(case.interested_id)
    return (
        str(case.owner_id) if know_the_owner([case], {case.pk: CaseParty(side, case.interested_id)}) else ""
    )


def tell_organisations(
    case: Case, organisations: list[str], kind: str, *, other: str, path: str = "", **params: Any
) -> None:
    """other: the organisation that tells this case from others of the same profile, "" where it may not be named."""
    said = {
        name: {"bg": each.bg, "en": each.en} if isinstance(each, Text) else each
        for name, each in params.items()
    }
    title = public_title(case)
    names = name_in_languages(leads_to(other)) if other else {}
    profile = {code: f"{title} ({name})" for code, name in names.items()} or title
    seen = set[int]()
    for organisation in map(leads_to, organisations):
        for person in people_acting(Permission.WORK_ON_CASES, organisation):
            if person.pk not in seen:
                seen.add(person.pk)
                notify(
                    person=person,
                    kind=kind,
                    params={"profile": profile, **said},
                    organisation=organisation,
                    path=path or f"/my/cases/{case.code}/",
                )


def public_title(case: Case) -> str:
    """Of the profile as it was published when the interest was expressed."""
    version = ProfileVersion.objects.for_writing().get(profile=case.profile_id, number=case.profile_version)
    return version.said.written.title.strip()[:200]
