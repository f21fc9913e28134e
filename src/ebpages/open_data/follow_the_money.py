"""An organisation as an entity of FollowTheMoney, the model that Aleph and OpenSanctions read; what maps to what is declared in data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ebpages.declared.schema import Declared, read_document, read_entry
from ebpages.open_data.public_facts import PublicFacts
from ebpages.reference.activity_states import activity_state
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.sectors import sector

FILE = Path(__file__).parent / "data" / "follow_the_money.yaml"
# Of a number of schemata the narrower comes first: who has been a company is one that was a partnership before.
_NARROWEST_FIRST = ("Company", "Organization")
_WIDEST = "LegalEntity"


class Mapped(Declared):
    """properties: those that we fill in, by the schema that declares them."""

    source: str
    certainty: str
    properties: Mapping[str, tuple[str, ...]]
    schema_of_form_kind: Mapping[str, str]
    schema_of_kind: Mapping[str, str]


@cache
def mapped() -> Mapped:
    """Raises BrokenDeclaration."""
    return read_entry(FILE.name, "mapping", Mapped, 1, read_document(FILE))


def entity(facts: PublicFacts, *, site: str) -> dict[str, Any]:
    """The entity with an id that stays. site: what stands before the address of a page, "" where it is not known."""
    forms = [legal_form(each.legal_form) for each in facts.registrations if each.legal_form]
    properties = {
        "name": [facts.name_bg or facts.name_en],
        "alias": [facts.name_en, *(name for name, _language in facts.names)],
        "country": [code.lower() for code in facts.countries],
        "jurisdiction": [code.lower() for code in facts.countries],
        "address": list(facts.seats),
        "website": list(facts.websites),
        "registrationNumber": [each.identifier for each in facts.registrations],
        "legalForm": [form.en for form in forms],
        "status": [activity_state(code).en for code in facts.activities],
        "sector": [sector(code).en for code in facts.sectors],
        "classification": [organisation_kind(facts.kind).en] if facts.kind else [],
        "incorporationDate": [str(facts.founded)] if facts.founded else [],
        "sourceUrl": [f"{site}/en/organisations/{facts.id}/"] if site else [],
        "publisher": ["E-Business Pages"],
    }
    properties["alias"] = [name for name in properties["alias"] if name not in properties["name"]]
    kept = {key: list(dict.fromkeys(filter(None, values))) for key, values in properties.items()}
    return {
        "id": f"ebpages-{facts.id}",
        "schema": _schema(facts.kind, {form.kind for form in forms}),
        "properties": {key: values for key, values in kept.items() if values},
    }


def _schema(kind: str, form_kinds: set[str]) -> str:
    by_kind = mapped().schema_of_kind.get(kind, _WIDEST)
    if by_kind not in (*_NARROWEST_FIRST, _WIDEST):  # a public body is one whatever its form
        return by_kind
    of_forms = {mapped().schema_of_form_kind.get(each, _WIDEST) for each in form_kinds}
    return next((each for each in _NARROWEST_FIRST if each in of_forms), by_kind)
