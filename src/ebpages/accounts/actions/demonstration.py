"""People of the demonstration: one for each role, whom everybody may be, and who are clearly examples."""

import logging
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from ebpages.accounts.actions.people import add_person, disable_person, give_role
from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from ebpages.accounts.roles import GIVEN, Role

logger = logging.getLogger(__name__)


@transaction.atomic
def add_examples(organisations: tuple[str, ...] = ()) -> int:
    """Add an example person for each role that can be given now, and one without a role. How many there are.

    organisations: public ids of example organisations, for whose roles people are added too. May be called again and again.
    """
    number = 0
    for role, organisation in _wanted(organisations):
        person = _example(role, organisations.index(organisation) if organisation else 0)
        if role:
            give_role(by=OPERATOR, person=person, role=role.name, organisation=organisation)
        number += 1
    logger.info("%s example people are there", number)
    return number


def _wanted(organisations: tuple[str, ...]) -> Iterator[tuple[type[Role] | None, str]]:
    yield None, ""
    for role in GIVEN:
        for organisation in organisations if role.of_organisation else ("",):
            yield role, organisation


def _example(role: type[Role] | None, place: int) -> Person:
    """place: of the organisation; people of the second and later ones have its number in their address."""
    word = role.name.replace("_", "-") if role else "somebody"
    email = f"{word}{place + 1 if place else ''}@example.org"
    person = Person.objects.filter(email=email).first()
    if person is None:
        with override("bg"):
            title = _(role.title) if role else _("Somebody without a role")
            name = _("Example: %(title)s") % {"title": title}
        return add_person(by=OPERATOR, email=email, name=name, is_example=True)
    if person.is_example and not person.is_active:
        Person.objects.filter(pk=person.pk).update(is_active=True)
        person.is_active = True
    return person


@transaction.atomic
def remove_examples() -> int:
    """Let nobody in as an example any more. How many there were; what they did stays."""
    standing = list(Person.objects.filter(is_example=True, is_active=True))
    for person in standing:
        disable_person(by=OPERATOR, person=person)
    return len(standing)
