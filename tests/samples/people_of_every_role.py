"""People of every role for tests: `own` is the organisation that they act for, `foreign` another one."""

from collections.abc import Iterator

from ebpages.accounts.actions import add_person, give_role
from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from ebpages.accounts.roles import ORGANISATION_ROLES, SITE_ROLES
from ebpages.registry.models import PublicId

OWN, FOREIGN = "aaaaaaa", "bbbbbbb"
PASSWORD = "a long enough password of a test"
KINDS = (
    "somebody",
    *ORGANISATION_ROLES,
    *(f"foreign {role}" for role in ORGANISATION_ROLES),
    *SITE_ROLES,
)


def organisations() -> None:
    for each in (OWN, FOREIGN):
        PublicId.objects.get_or_create(id=each, defaults={"anchor": f"bulstat:{each}"})


def person(kind: str = "somebody", *, password: str | None = None) -> Person:
    """kind: one of KINDS."""
    address = f"{kind.replace(' ', '.')}@example.org"
    added = add_person(by=OPERATOR, email=address, name=kind.capitalize(), language="en", password=password)
    role = kind.removeprefix("foreign ")
    if role in ORGANISATION_ROLES:
        organisations()
        give_role(by=OPERATOR, person=added, role=role, organisation=FOREIGN if role != kind else OWN)
    elif role in SITE_ROLES:
        give_role(by=OPERATOR, person=added, role=role)
    return added


def everybody() -> Iterator[tuple[str, Person]]:
    for kind in KINDS:
        yield kind, person(kind)
