"""Organisations by their public ids, as what people write refers to them: where ids lead, and their names."""

from collections.abc import Iterable

from django.conf import settings

from ebpages.registry import models as registry
from ebpages.registry.display import heading


def leading(public_ids: Iterable[str]) -> dict[str, str]:
    """Where ids lead now: to their heirs where they were merged, else to themselves. An id that was never given out is left out."""
    found = registry.PublicId.objects.filter(id__in=set(public_ids))
    return {each: heir or each for each, heir in found.values_list("id", "heir")}


def leads_to(public_id: str) -> str:
    """ "" for an id that was never given out."""
    return leading([public_id]).get(public_id, "")


def names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """Names in the active language; an organisation that has left the lists is called by its id."""
    wanted = set(public_ids)
    found = registry.Organisation.objects.filter(id__in=wanted)
    return {**{each: each for each in wanted}, **{each.id: each.heading[0] for each in found}}


def name_of(public_id: str) -> str:
    return names_of([public_id])[public_id]


def name_in_languages(public_id: str) -> dict[str, str]:
    """For notices, which are read in the language of their reader."""
    found = registry.Organisation.objects.filter(id=public_id).first()
    codes = [code for code, _name in settings.LANGUAGES]
    return {code: heading(found.name, found.other_name, code)[0] if found else public_id for code in codes}
