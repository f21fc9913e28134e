"""Organisations as those who act for them need them: the hosts of their websites, and those that somebody may mean."""

from ebpages.own_pages.domains import hosts_of
from ebpages.registry import models as registry
from ebpages.registry.entries import OWN_LISTS
from ebpages.registry.queries.findings import named_statements
from ebpages.registry.queries.public_names import names_of
from ebpages.registry.search_documents import find_ids

_LIKELIEST = 5


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
