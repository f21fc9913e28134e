"""People and their roles: added, given, taken, disabled."""

import logging
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.models import LANGUAGES, ApiToken, Person, RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import BY_NAME, GIVEN
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)


class Refused(Exception):
    """What was asked for cannot be done; the message says why and what to do instead."""


class NotAllowed(Refused):
    """The role of whoever asks does not allow it."""


class Unusable(Refused):
    """A value that was given cannot be used: corrected, it may be sent again."""


def must(by: Reader, permission: Permission, organisation: str = "") -> None:
    """Raises Refused where somebody's role does not allow it."""
    if not by.may(permission, organisation):
        raise not_allowed()


def not_allowed() -> NotAllowed:
    return NotAllowed(_("Your role does not allow this."))


@transaction.atomic
def add_person(
    *,
    by: Reader,
    email: str,
    name: str = "",
    language: str = "bg",
    password: str | None = None,
    is_example: bool = False,
) -> Person:
    """Add a person whose address counts as confirmed. Without a password they set one by `forgotten password`. Raises Refused."""
    from allauth.account.models import EmailAddress

    must(by, Permission.MANAGE_SITE_ROLES)
    try:
        validate_email(email)
    except ValidationError:
        told = _("“%(email)s” is no e-mail address; write one such as name@example.org.")
        raise Refused(told % {"email": email}) from None
    if language not in LANGUAGES:
        raise Refused(
            _one_of(_("There is no language “%(value)s”; choose one of: %(known)s."), language, LANGUAGES)
        )
    if Person.objects.filter(email__iexact=email).exists():
        raise Refused(_("Somebody has the address %(email)s already.") % {"email": email})
    person = Person(email=email, name=name, language=language, is_example=is_example)
    person.set_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=email.lower(), verified=True, primary=True)
    audit.note(
        by=by,
        action="person.add",
        kind="person",
        object_id=person.code,
        about=person.pk,
        after={"name": name, "language": language},
    )
    log_when_stored(logger, "person %s added", person.code)
    return person


@transaction.atomic
def give_role(*, by: Reader, person: Person, role: str, organisation: str = "") -> RoleGrant:
    """Give a role, on the site or in the organisation of a public id; where it was given already, that is returned. Raises Refused."""
    known = [each.name for each in GIVEN]
    if role not in known:
        raise Refused(_one_of(_("There is no role “%(value)s”; choose one of: %(known)s."), role, known))
    title = {"role": _(BY_NAME[role].title)}
    if BY_NAME[role].of_organisation and not organisation:
        raise Refused(_("“%(role)s” is a role in one organisation: name it.") % title)
    if organisation and not BY_NAME[role].of_organisation:
        raise Refused(_("“%(role)s” is a role on the whole site: name no organisation.") % title)
    if organisation:
        if not (by.may(Permission.MANAGE_PEOPLE, organisation) or by.may(Permission.DECIDE_CLAIMS)):
            raise not_allowed()
        ids = RoleGrant._meta.get_field("organisation").related_model._default_manager
        if not ids.filter(pk=organisation).exists():
            raise Refused(_("No organisation ever had the id %(id)s.") % {"id": organisation})
    else:
        must(by, Permission.MANAGE_SITE_ROLES)
    if not person.is_active:
        raise Refused(_("This account is disabled."))
    there = of_organisation(organisation) if organisation else Q(organisation=None)
    standing = RoleGrant.objects.for_writing().filter(there, person=person, role=role, ended_at=None)
    if grant := standing.first():
        return grant
    return _grant(by, person, role, organisation)


def _one_of(sentence: str, value: str, known: Sequence[str]) -> str:
    return sentence % {"value": value, "known": ", ".join(known)}


@transaction.atomic
def give_first_role(*, by: Reader, person: Person, organisation: str) -> RoleGrant:
    """Make somebody the administrator of an organisation that nobody acts for yet, for who reviews new ones. Raises Refused."""
    must(by, Permission.REVIEW_PAGES)
    there = RoleGrant.objects.for_writing().filter(organisation=organisation, ended_at=None)
    if there.exists():
        raise Refused(_("Somebody acts for this organisation already, and decides who else does."))
    return _grant(by, person, "administrator", organisation)


def _grant(by: Reader, person: Person, role: str, organisation: str) -> RoleGrant:
    grant = RoleGrant.objects.create(
        person=person, role=role, organisation_id=organisation or None, given_by_id=by.person or None
    )
    audit.note(
        by=by,
        action="role.give",
        kind="role",
        object_id=str(grant.pk),
        organisation=organisation,
        about=person.pk,
        after={"role": role},
    )
    log_when_stored(logger, "role %s of %s given to %s", role, organisation or "the site", person.code)
    return grant


@transaction.atomic
def take_role(*, by: Reader, grant: RoleGrant) -> RoleGrant:
    """End a role from now on, also in sessions that are open: its owner's own wish, or by who may decide it. Raises Refused."""
    organisation = (grant.organisation.heir_id or grant.organisation_id) if grant.organisation else ""
    allowed = (
        grant.person_id == by.person
        or (organisation and by.may(Permission.MANAGE_PEOPLE, organisation))
        or by.may(Permission.DECIDE_CLAIMS if organisation else Permission.MANAGE_SITE_ROLES)
    )
    if not allowed:
        raise not_allowed()
    ended = (
        RoleGrant.objects.for_writing()
        .filter(pk=grant.pk, ended_at=None)
        .update(ended_at=timezone.now(), ended_by=by.person or None)
    )
    if not ended:
        raise Refused(_("This role has ended already."))
    audit.note(
        by=by, action="role.take", kind="role", object_id=str(grant.pk), organisation=organisation, about=grant.person_id,
        before={"role": grant.role},
    )  # fmt: skip
    log_when_stored(
        logger, "role %s of %s taken from %s", grant.role, organisation or "the site", grant.person_id
    )
    return grant


@transaction.atomic
def disable_person(*, by: Reader, person: Person) -> None:
    """Let somebody sign in no more; their sessions and tokens end, what they did stays. Raises Refused."""
    must(by, Permission.MANAGE_SITE_ROLES)
    if person.pk == by.person:
        raise Refused(_("Nobody disables the account that they are signed in with."))
    Person.objects.filter(pk=person.pk).update(is_active=False)
    end_access(person)
    audit.note(by=by, action="person.disable", kind="person", object_id=person.code, about=person.pk)
    log_when_stored(logger, "person %s disabled", person.code)


def end_access(person: Person) -> None:
    """End sessions and tokens; within the transaction of what says why."""
    from allauth.usersessions.models import UserSession

    ApiToken.objects.for_writing().filter(person=person, ended_at=None).update(ended_at=timezone.now())
    for session in UserSession.objects.filter(user=person):
        session.end()
