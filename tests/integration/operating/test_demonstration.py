"""`ebpages demonstration`: example organisations and a person of every role, once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from ebpages.accounts import guard
from ebpages.accounts.models import Person, RoleGrant
from ebpages.accounts.queries import example_people
from ebpages.accounts.roles import GIVEN
from ebpages.own_pages.models import Claim, Membership
from ebpages.registry.models import Organisation
from ebpages.site.operating.demonstration import ROLES, add_demonstration

if TYPE_CHECKING:
    from ebpages.registry.actions import BuildResult


@pytest.fixture
def demonstration(settings: object) -> Iterator[None]:
    settings.EBPAGES_DEMONSTRATION = True  # type: ignore[attr-defined]
    guard._table.cache_clear()
    yield
    guard._table.cache_clear()


def test_there_is_somebody_of_every_role_however_often_it_is_called(
    registry: "BuildResult", demonstration: None
) -> None:
    number = add_demonstration()
    assert add_demonstration() == number == Person.objects.count() == len(example_people())
    held = set(RoleGrant.objects.for_writing().values_list("role", flat=True))
    assert held == {role.name for role in GIVEN}
    assert Organisation.objects.filter(is_example=True).count() == len(ROLES)
    assert [(m.confirmed_at, m.denied_at) for m in Membership.objects.for_writing()] == [(None, None)]
    assert [(claim.state, claim.organisation_id) for claim in Claim.objects.for_writing()] == [
        (Claim.PENDING, Organisation.objects.get(name="Примерен технически университет").id)
    ]
    officer = Person.objects.get(email="transfer-officer@example.org")
    assert Person.objects.filter(language="en").count() == 3, "those of organisations abroad"
    names = []
    for language in ("en", "bg"):
        with translation.override(language):
            names.append(officer.get_full_name())
    assert names == ["Example: Transfer officer", "Пример: Служител по трансфер"]
    page = Client().get("/en/account/login/").content.decode()
    assert page.count('name="code"') == number
    assert "Editor of an organisation: Example Furniture Cluster" in page
