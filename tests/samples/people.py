"""People with roles, and organisations for which somebody may act, without a build."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.test import Client

from ebpages.accounts.actions import add_person, give_role
from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR, Reader
from ebpages.accounts.readers import reader_for
from ebpages.registry.models import LegalEntity, Organisation, PublicId, Record, SourceList, Statement

CLUSTER, OTHER = "4ysngfm", "p3tk9wd"


def organisation(public_id: str = CLUSTER, name: str = "Клъстер Мебел", website: str = "") -> str:
    """An organisation of one row of a list, which prints its website where one is given."""
    PublicId.objects.create(id=public_id, anchor=f"made:{public_id}")
    made = Organisation.objects.create(
        id=public_id, name=name, other_name="", sort_name=name, kind="", record_count=1, source_count=1
    )
    source, _new = SourceList.objects.get_or_create(
        slug="made", defaults={"order": 1, "title_bg": "Списък", "title_en": "List", "found": 1}
    )
    entity = LegalEntity.objects.create(id=f"e{public_id}", organisation=made, name=name)
    row = Record.objects.count() + 1
    record = Record.objects.create(
        id=f"made:{public_id}", source=source, key=public_id, name=name, row=row, line=row, last_line=row,
        text=name, entity=entity, organisation=made,
    )  # fmt: skip
    if website:
        Statement.objects.create(
            id=f"made:{public_id}/website/1",
            record=record,
            property="website",
            value=website,
            original=website,
        )
    return public_id


def merge(public_id: str, into: str) -> None:
    """As a build leaves it: the row of the organisation is gone, its id leads to the heir."""
    Organisation.objects.filter(id=public_id).delete()
    PublicId.objects.filter(id=public_id).update(heir=into)


def person(email: str, *roles: str, of: str = "", name: str = "", language: str = "en") -> Person:
    made = add_person(
        by=OPERATOR, email=email, name=name or email.partition("@")[0].title(), language=language
    )
    for role in roles:
        give_role(by=OPERATOR, person=made, role=role, organisation=of)
    return made


def other_address(someone: Person, email: str, *, confirmed: bool) -> None:
    EmailAddress.objects.create(user=someone, email=email, verified=confirmed, primary=False)


def reader(someone: Person) -> Reader:
    """With the roles that stand now."""
    someone.refresh_from_db()
    return reader_for(someone)


def browser(someone: Person) -> Client:
    """Of who has just confirmed that it is them."""
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, someone, method="code", reauthenticated=True)
    request.session.save()
    return client
