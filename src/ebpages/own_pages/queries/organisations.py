"""Organisations as those who act for them need them: where their ids lead, their names, the hosts of their websites."""

from collections.abc import Iterable

from django.conf import settings

from ebpages.own_pages.domains import hosts_of
from ebpages.registry import models as registry
from ebpages.registry.display import heading
from ebpages.registry.entries import OWN_LISTS
from ebpages.registry.queries.findings import named_statements
from ebpages.registry.search_documents import find_ids

_LIKELIEST = 5


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


def own_hosts(public_id: str) -> tuple[str, ...]:
    """Hosts of the websites that lists print of an organisation, but for damaged ones; what it says or entered itself is no evidence."""
    doubted = named_statements(registry.Finding.objects.filter(organisations=public_id))["doubted"]
    printed = registry.Statement.objects.filter(record__organisation=public_id, property="website")
    printed = printed.exclude(record__source__in=OWN_LISTS).exclude(id__in=doubted)
    return hosts_of(printed.values_list("value", flat=True))


def is_listed(public_id: str) -> bool:
    return registry.Organisation.objects.filter(id=public_id).exists()


def organisations_called(words: str) -> tuple[tuple[str, str], ...]:
    """Organisations of the registry that somebody may mean, the likeliest first: ids and names."""
    found = find_ids(words, _LIKELIEST) if words.strip() else []
    names = names_of(found)
    return tuple((each, names[each]) for each in found)
