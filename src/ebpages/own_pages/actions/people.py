"""Who acts for an organisation: roles changed, ended, handed over."""

import logging

from django.db import transaction
from django.utils.translation import gettext as _

from ebpages.accounts.actions import Refused, Unusable, give_role, must, take_role
from ebpages.accounts.models import RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import ORGANISATION_ROLES, Editor, OrganisationAdministrator
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.action_log import log_when_stored
from ebpages.own_pages.actions.telling import tell, tell_agency
from ebpages.own_pages.queries.people import administrators
from ebpages.registry.models import PublicId
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)

ADMINISTRATOR, EDITOR = OrganisationAdministrator.name, Editor.name


class LastAdministrator(Refused):
    """Nobody would decide any more who acts for the organisation: to be said again by who knows it."""


@transaction.atomic
def change_role(*, by: Reader, grant: RoleGrant, role: str, aware: bool = False) -> RoleGrant:
    """Give somebody another role in place of theirs. aware: that nobody may be left to decide about people. Raises Refused."""
    organisation = _alone(grant)
    must(by, Permission.MANAGE_PEOPLE, organisation)
    if role not in ORGANISATION_ROLES:
        raise Unusable(_("Choose one of the roles."))
    if role == grant.role:
        return grant
    is_last = _is_last(grant, organisation)
    if is_last and not aware:
        raise LastAdministrator(_last_sentence())
    take_role(by=by, grant=grant)
    given = give_role(by=by, person=grant.person, role=role, organisation=organisation)
    if grant.person_id != by.person:
        tell(grant.person, "role.changed", organisation, role=role, person=by.code)
    if is_last:
        _tell_of_last(by, organisation)
    return given


@transaction.atomic
def end_role(*, by: Reader, grant: RoleGrant, aware: bool = False) -> None:
    """Somebody no longer acts for the organisation in this role: by their own wish, or by who decides about people. Raises Refused."""
    organisation = _alone(grant)
    if grant.person_id != by.person:
        must(by, Permission.MANAGE_PEOPLE, organisation)
    is_last = _is_last(grant, organisation)
    if is_last and not aware:
        raise LastAdministrator(_last_sentence())
    take_role(by=by, grant=grant)
    if grant.person_id != by.person:
        tell(grant.person, "role.ended", organisation, role=grant.role, person=by.code)
    if is_last:
        _tell_of_last(by, organisation)


@transaction.atomic
def leave(*, by: Reader, organisation: str, aware: bool = False) -> None:
    """Act for an organisation no longer, in none of one's roles. Raises Refused."""
    own = RoleGrant.objects.for_writing().filter(
        of_organisation(leads_to(organisation)), person=by.person, ended_at=None
    )
    if not own.exists():
        raise Refused(_("You do not act for this organisation."))
    for grant in own.select_related("organisation", "person"):
        end_role(by=by, grant=grant, aware=aware)


@transaction.atomic
def hand_over(*, by: Reader, grant: RoleGrant) -> None:
    """Somebody who acts for the organisation decides from now on about its people, in place of who does so now. Raises Refused."""
    organisation = _alone(grant)
    must(by, Permission.MANAGE_PEOPLE, organisation)
    own = list(administrators(organisation).filter(person=by.person))
    if not own or grant.person_id == by.person:
        raise Refused(_("Choose somebody else who acts for the organisation."))
    give_role(by=by, person=grant.person, role=ADMINISTRATOR, organisation=organisation)
    if grant.role != ADMINISTRATOR:
        take_role(by=by, grant=grant)
    for each in own:
        take_role(by=by, grant=each)
    own_person = own[0].person
    give_role(by=by, person=own_person, role=EDITOR, organisation=organisation)
    tell(grant.person, "role.handed_over", organisation, person=by.code)


def _alone(grant: RoleGrant) -> str:
    """The organisation of a role, for which nobody else changes roles until this transaction has ended."""
    organisation = leads_to(grant.organisation_id or "")
    PublicId.objects.select_for_update().get(id=organisation)
    if not RoleGrant.objects.for_writing().filter(pk=grant.pk, ended_at=None).exists():
        raise Refused(_("This role has ended already."))
    return organisation


def _is_last(grant: RoleGrant, organisation: str) -> bool:
    others = administrators(organisation).exclude(pk=grant.pk)
    return grant.role == ADMINISTRATOR and not others.exists()


def _last_sentence() -> str:
    return _(
        "Nobody else decides who acts for this organisation. You can hand this over first. If you go on, the page stays as it is and "
        "anybody can claim it again; the agency gets a notice."
    )


def _tell_of_last(by: Reader, organisation: str) -> None:
    path = f"/organisations/{organisation}/"
    tell_agency("administrator.none", organisation, path, besides=by.person)
    log_when_stored(logger, "nobody decides any more who acts for %s", organisation)
