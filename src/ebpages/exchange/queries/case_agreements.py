"""The non-disclosure agreement of a case, and the two sides as they are printed in it."""

from ebpages.accounts.reader import Reader
from ebpages.exchange.case_shapes import NonDisclosureView, SignatureView
from ebpages.exchange.cases.moves import SIDES
from ebpages.exchange.cases.non_disclosure import AgreementParties, AgreementParty
from ebpages.exchange.models import Case, CaseAgreement, CaseSignature, ProfileVersion
from ebpages.exchange.queries.case_files import file_url
from ebpages.exchange.queries.case_parties import CaseParty, side_name
from ebpages.registry.models import LegalEntity
from ebpages.registry.queries.public_names import leading, leads_to, name_in_languages, names_of


def agreement_parties(case: Case, language: str) -> AgreementParties:
    said = ProfileVersion.objects.for_writing().get(profile=case.profile_id, number=case.profile_version).said
    return AgreementParties(
        _party(case.owner_id, language),
        _party(case.interested_id, language),
        said.in_language(language if language in said.languages else said.original).title,
        case.profile.reference or "",
        case.code,
    )


def _party(public_id: str, language: str) -> AgreementParty:
    """With its number in the register, where one legal entity is known."""
    now = leads_to(public_id)
    entities = list(LegalEntity.objects.filter(organisation=now).values_list("id", flat=True)[:2])
    number = entities[0] if len(entities) == 1 and entities[0].isdigit() else ""
    return AgreementParty(name_in_languages(now)[language], number)


def agreement_view(reader: Reader, case: Case, party: CaseParty) -> NonDisclosureView | None:
    row = CaseAgreement.objects.seen_by(reader).filter(case=case, ended_at=None).first()
    if row is None:
        return None
    signatures = list(CaseSignature.objects.seen_by(reader).filter(agreement=row))
    led = leading(each.organisation_id for each in signatures)
    names = names_of(led.values())
    views = tuple(
        SignatureView(
            each.side,
            side_name(each.side),
            names[led[each.organisation_id]],
            each.signed_as,
            each.at,
            each.digest,
        )
        for each in signatures
    )
    return NonDisclosureView(
        key=row.key,
        url=file_url(case, row.key),
        is_template=bool(row.language),
        language=row.language,
        years=row.years,
        digest=row.digest,
        side_name=side_name(row.side),
        at=row.at,
        signatures=views,
        may_sign=case.step == "non_disclosure"
        and not party.for_side
        and party.side not in {each.side for each in views},
        in_force_until=case.nda_until if case.nda_is_in_force and len(views) == len(SIDES) else None,
    )
