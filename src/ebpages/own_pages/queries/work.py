"""What waits for a person, of all that this capability knows, and the desk of an organisation."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.accounts.models import RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import BY_NAME, OrganisationAdministrator
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.capabilities import capabilities
from ebpages.faces.shapes import WorkItem
from ebpages.own_pages.models import Claim, Draft, Edition
from ebpages.own_pages.queries.claims import own_claims, waiting_claims
from ebpages.own_pages.queries.organisations import is_listed
from ebpages.own_pages.queries.people import acting, own_invitations
from ebpages.own_pages.shapes import Desk, OwnOrganisation
from ebpages.registry.queries.public_names import leading, name_of, names_of


def work_of(reader: Reader) -> list[WorkItem]:
    """Everything that waits for a person, of all capabilities, the oldest first."""
    items = (item for capability in capabilities() for item in capability.work(reader))
    return sorted(items, key=lambda item: item.since)


def work_of_acting(reader: Reader) -> Iterator[WorkItem]:
    """Claims to decide, organisations that nobody decides for, invitations, and one's own claims that wait."""
    for invitation in own_invitations(reader):
        yield WorkItem(
            what=_("%(name)s invites you. Your role: %(role)s")
            % {"name": invitation.invited_by, "role": invitation.role_title},
            about=invitation.organisation_name,
            since=invitation.at,
            step=_("Accept or decline"),
            url=reverse("own_pages:invitation", args=[invitation.code]),
            due=invitation.expires_at.date(),
        )
    if reader.may(Permission.DECIDE_CLAIMS):
        yield from _of_agency(reader)
    for claim in own_claims(reader):
        if claim.state == Claim.PENDING:
            yield WorkItem(
                what=_("Your claim waits for the agency's decision"),
                about=claim.organisation_name,
                since=claim.at,
                step=_("See or withdraw the claim"),
                url=reverse("own_pages:organisation", args=[claim.organisation]),
            )


def _of_agency(reader: Reader) -> Iterator[WorkItem]:
    for claim in waiting_claims(reader):
        if not claim.own:
            yield WorkItem(
                what=_("%(name)s asks to act for it. Role: %(role)s")
                % {"name": claim.by, "role": claim.role_title},
                about=claim.organisation_name,
                since=claim.at,
                step=_("Decide"),
                url=reverse("own_pages:decide", args=[claim.code]),
            )
    for organisation, name, since in _without_administrator(reader):
        yield WorkItem(
            what=_("People act for it, and nobody decides who does"),
            about=name,
            since=since,
            step=_("Open the page of the organisation"),
            url=reverse("registry:organisation", args=[organisation]),
        )


def _without_administrator(reader: Reader) -> list[tuple[str, str, datetime]]:
    """Organisations for which somebody acts, however it came that nobody decides about people there: (id, name, since when)."""
    standing = RoleGrant.objects.seen_by(reader).filter(
        organisation__isnull=False, ended_at=None, person__is_active=True
    )
    rows = list(standing.values_list("organisation", "role", "at"))
    led = leading(organisation for organisation, _role, _at in rows)
    since = {}
    decided = set()
    for organisation, role, at in rows:
        since[led[organisation]] = max(at, since.get(led[organisation], at))
        if role == OrganisationAdministrator.name:
            decided.add(led[organisation])
    names = names_of(since.keys() - decided)
    return [(each, names[each], since[each]) for each in sorted(names)]


def own_organisations(reader: Reader) -> tuple[OwnOrganisation, ...]:
    """Those that a person acts for, by their names."""
    names = names_of(reader.organisations)
    found = [
        OwnOrganisation(each, names[each], _titles(roles), reverse("own_pages:organisation", args=[each]))
        for each, roles in reader.organisations.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))


def desk(reader: Reader, organisation: str) -> Desk:
    """What a person who acts for an organisation sees of it first."""
    edition = Edition.objects.filter(of_organisation(organisation)).first()
    draft = Draft.objects.seen_by(reader).filter(of_organisation(organisation), ended_at=None).last()
    return Desk(
        id=organisation,
        name=name_of(organisation),
        is_listed=is_listed(organisation),
        published_at=edition.at if edition else None,
        draft_at=draft.at if draft else None,
        roles=_titles(reader.organisations[organisation]),
        people=acting(reader, organisation),
        may_edit=reader.may(Permission.EDIT_PAGE, organisation),
        may_manage=reader.may(Permission.MANAGE_PEOPLE, organisation),
        lacks_second_factor=reader.lacks_second_factor,
    )


def _titles(roles: frozenset[str]) -> str:
    return ", ".join(_(BY_NAME[role].title) for role in sorted(roles))
