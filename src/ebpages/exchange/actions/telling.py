"""Notices about profiles, to those who write them."""

from typing import Any

from ebpages.accounts.actions import notify
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import people_acting
from ebpages.exchange.models import Profile, ProfileVersion
from ebpages.registry.queries.public_names import leads_to, name_in_languages


def tell_owner(profile: Profile, kind: str, **params: Any) -> None:
    owner = leads_to(profile.organisation_id)
    told = {"profile": title_of(profile), "organisation": name_in_languages(owner), **params}
    for person in people_acting(Permission.DRAFT_PROFILES, owner):
        notify(
            person=person, kind=kind, params=told, organisation=owner, path=f"/my/profiles/{profile.code}/"
        )


def title_of(profile: Profile) -> str:
    newest = ProfileVersion.objects.for_writing().get(profile=profile, number=profile.version).said
    return newest.written.title.strip()[:200] or profile.code
