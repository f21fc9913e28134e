"""Example cases of the demonstration: made by the example people of their sides, as anybody would."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import people_acting
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_for
from ebpages.declared.schema import read_document
from ebpages.exchange.actions.case_agreements import make_agreement, sign_agreement
from ebpages.exchange.actions.case_contents import write_message
from ebpages.exchange.actions.cases import express_interest, make_move
from ebpages.exchange.models import Case, CaseAgreement, Profile, ProfileVersion

FILE = Path(__file__).parents[1] / "data" / "example_cases.yaml"
_YEARS = 5


@transaction.atomic
def make_example_cases(organisations: Mapping[str, str]) -> None:
    """Those that are not there yet. organisations: code of an example organisation -> its public id."""
    profiles = {
        version.said.written.title: version.profile
        for version in ProfileVersion.objects.for_writing().filter(profile__is_example=True).select_related("profile")
    }  # fmt: skip
    for each in read_document(FILE)["cases"]:
        profile, interested = profiles[each["profile"]], organisations[each["interested"]]
        there = Case.objects.for_writing().filter(profile=profile, interested=interested)
        if profile.is_shown and not there.exists():
            _make(each, profile, interested)


def _make(said: Mapping[str, Any], profile: Profile, interested: str) -> None:
    by = {"owner": _somebody(profile.organisation_id), "interested": _somebody(interested)}
    case = express_interest(
        by=by["interested"], reference=profile.reference or "", organisation=interested, route="transfer",
        cooperation=said["cooperation"], unclear=said["unclear"], about_us=said["about_us"],
    )  # fmt: skip
    for act in said["acts"]:
        _act(act, by[act["who"]], Case.objects.for_writing().get(pk=case.pk))


def _act(act: Mapping[str, Any], by: Reader, case: Case) -> None:
    if "move" in act:
        make_move(by=by, case=case, version=case.version, move=act["move"])
    elif "end" in act:
        make_move(by=by, case=case, version=case.version, move="end", reason=act["end"], words=act["words"])
    elif "message" in act:
        write_message(by=by, case=case, text=act["message"], asks=act["asks"])
    else:
        agreement = CaseAgreement.objects.for_writing().filter(case=case, ended_at=None).first()
        agreement = agreement or make_agreement(
            by=by, case=case, version=case.version, language="bg", years=_YEARS
        )
        sign_agreement(
            by=by,
            case=case,
            key=agreement.key,
            years=agreement.years,
            digest=agreement.digest,
            signed_as=by.name,
        )


def _somebody(organisation: str) -> Reader:
    return reader_for(people_acting(Permission.WORK_ON_CASES, organisation)[0])
