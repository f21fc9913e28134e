"""Notices about who acts for an organisation."""

from typing import Any

from ebpages.accounts.actions import notify
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import people_acting, people_who_may
from ebpages.accounts.reader import Reader
from ebpages.registry.queries.public_names import name_in_languages


def tell(to: Person, kind: str, organisation: str, path: str = "", /, **params: Any) -> None:
    """path: by default the desk of the organisation."""
    notify(
        person=to,
        kind=kind,
        params={"organisation": name_in_languages(organisation), **params},
        organisation=organisation,
        path=path or f"/my/organisations/{organisation}/",
    )


def tell_agency(kind: str, organisation: str, path: str, /, *, besides: int = 0, **params: str) -> None:
    """Those who decide claims, but for the person who causes the notice."""
    for person in people_who_may(Permission.DECIDE_CLAIMS):
        if person.pk != besides:
            tell(person, kind, organisation, path, **params)


def tell_those_who_may(
    permission: Permission, organisation: str, kind: str, path: str, by: Reader, /, **params: Any
) -> None:
    """Those of an organisation whose role allows something there, but for who causes the notice."""
    for person in people_acting(permission, organisation):
        if person.pk != by.person:
            tell(person, kind, organisation, path, **params)
