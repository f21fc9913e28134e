"""People of the demonstration: one for each role, whom everybody may be, and who are clearly examples."""

import logging
from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from ebpages.accounts.actions.people import add_person, disable_person, give_role
from ebpages.accounts.example_names import stored_name
from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from ebpages.accounts.roles import SITE_ROLES
from ebpages.faces.action_log import log_when_stored

logger = logging.getLogger(__name__)


@transaction.atomic
def add_examples(of_organisations: Sequence[tuple[str, str, str]] = ()) -> int:
    """Add an example person for each role on the site, for each of these, and one without a role; how many there are.

    of_organisations: role, public id and the language of the person's e-mails. May be called again and again.
    """
    wanted = [("", "", "bg"), *of_organisations, *((role, "", "bg") for role in SITE_ROLES)]
    numbers: Counter[str] = Counter()
    for role, organisation, language in wanted:
        numbers[role] += 1
        person = _example(role, numbers[role], language)
        if role:
            give_role(by=OPERATOR, person=person, role=role, organisation=organisation)
    log_when_stored(logger, "%s example people are there", len(wanted))
    return len(wanted)


def _example(role: str, number: int, language: str) -> Person:
    """number: among those of the same role."""
    word = role.replace("_", "-") or "somebody"
    email = f"{word}{number if number > 1 else ''}@example.org"
    person = Person.objects.filter(email=email).first()
    if person is None:
        return add_person(
            by=OPERATOR, email=email, name=stored_name(role), language=language, is_example=True
        )
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
