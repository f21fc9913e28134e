"""The owner of a profile: its country, what would give it away, whether it is the reader's own."""

import re

from ebpages.exchange.check import OwnerTraces
from ebpages.registry.models import Facet, Organisation, Statement
from ebpages.registry.names import parse_name
from ebpages.registry.websites import SHARED_HOSTS, read_website


def country_of(organisation: str) -> str:
    """Where the register places it; "" where it places it nowhere, or in several countries."""
    found = Facet.objects.filter(organisation=organisation, key="country").values_list("value", flat=True)
    return found[0] if len(found) == 1 and len(found[0]) == 2 else ""


def traces_of(organisation: str) -> OwnerTraces:
    """Its names as the lists and itself write them, also without the legal form, the hosts of its websites, its numbers in registers."""
    asked = ("name", "website", "identifier", "identifier_abroad")
    said = Statement.objects.filter(record__organisation=organisation, property__in=asked)
    names, hosts, numbers = set(), set(), set()
    for what, value in said.values_list("property", "value"):
        if what == "name":
            names.add(value)
        elif what != "website":
            numbers.add(re.sub(r"[\W_]", "", value.rpartition(":")[2]))
        elif (site := read_website(value)) and site.host not in SHARED_HOSTS:
            hosts.add(site.host)
    for name, other in Organisation.objects.filter(id=organisation).values_list("name", "other_name"):
        names |= {name, other}
    parsed = [parse_name(name) for name in names if name]
    without_form = {each.full for each in parsed}
    acronyms = {acronym for each in parsed for acronym in each.acronyms}
    names |= {" ".join(words) for words in without_form if len(words) > 1}
    return OwnerTraces(
        names=tuple(sorted(filter(None, names), key=len, reverse=True)),
        hosts=tuple(sorted(hosts)),
        numbers=tuple(sorted(numbers)),
        words=tuple(sorted(acronyms | {words[0] for words in without_form if len(words) == 1})),
    )
