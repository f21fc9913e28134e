"""The demonstration: example organisations in the registry with their offers, requests and transfer cases, and an example person of every role."""

from collections.abc import Mapping
from contextlib import suppress

from django.db import transaction

from ebpages.accounts.actions import Refused, add_examples
from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from ebpages.accounts.readers import reader_for
from ebpages.exchange.actions import make_example_cases, make_example_profiles
from ebpages.own_pages.actions import add_member, make_claim
from ebpages.registry.actions import make_examples
from ebpages.registry.models import Build

# Example organisation -> the roles there for each of which there is an example person.
ROLES: Mapping[str, tuple[str, ...]] = {
    "cluster": ("administrator", "editor", "member"),
    "company": ("administrator",),
    "transfer_centre": ("administrator", "transfer_officer"),
    "greek_company": ("administrator",),
    "university": ("transfer_officer",),
    "macedonian_company": ("administrator",),
    "albanian_company": ("administrator",),
}
_ABROAD = ("greek_company", "macedonian_company", "albanian_company")  # their people work in English
_CLAIMS = "Работя в отдела за трансфер на технологии и ще поддържам страницата. Можете да проверите на телефона на ректората."


@transaction.atomic
def add_demonstration() -> int:
    """Add what is missing of it, among that a membership that waits to be confirmed and a claim that waits to be decided; may be called again and again. How many example people there are.

    Before the first build there are no organisations, and people with roles on the site alone.
    """
    there = make_examples() if Build.objects.exists() else {}
    people = add_examples(
        [
            (role, there[code], "en" if code in _ABROAD else "bg")
            for code, roles in ROLES.items()
            if there
            for role in roles
        ]
    )
    if there:
        make_example_profiles(there)
        make_example_cases(there)
        with suppress(Refused):  # made before
            somebody = reader_for(Person.objects.get(email="somebody@example.org"))
            make_claim(by=somebody, organisation=there["university"], role="editor", words=_CLAIMS)
        with suppress(Refused):  # named before
            add_member(by=OPERATOR, cluster=there["cluster"], member=there["company"], kind="company")
    return people
