"""An organisation as linked data: the W3C Organization vocabulary, the Registered Organization vocabulary, schema.org and PROV."""

from collections.abc import Mapping, Sequence
from typing import Any

from ebpages.open_data.public_facts import PublicFacts, Registration, Row
from ebpages.reference.activity_states import activity_state
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.official_registers import registers_of
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.sectors import sector
from ebpages.reference.stages import stage
from ebpages.reference.vocabulary import Term

MEDIA_TYPE = "application/ld+json"
NUTS = "http://data.europa.eu/nuts/code/"
CONTEXT: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rov": "http://www.w3.org/ns/regorg#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node = dict[str, Any]


def organisation_graph(facts: PublicFacts, *, site: str, generated_at: str) -> Node:
    """The organisation as JSON-LD; a property of which nothing is known is absent. site: as https://example.org.

    generated_at: when the register was put together, ISO time; every statement is as old as the rows that it was derived from.
    """
    registered = [each for each in facts.registrations if each.identifier]
    graph = {
        "@context": dict(CONTEXT),
        "@id": f"{site}/api/organisations/{facts.id}#organisation",
        "@type": ["org:Organization", "schema:Organization", *(["rov:RegisteredOrganization"] if registered else [])],
        "dcterms:identifier": facts.id,
        "skos:prefLabel": _in_languages(facts.name_bg, facts.name_en),
        "skos:altLabel": [_literal(name, language) for name, language in facts.names],
        "schema:mainEntityOfPage": [{"@id": f"{site}/{language}/organisations/{facts.id}/"} for language in ("bg", "en")],
        "org:classification": _concept(organisation_kind(facts.kind)) if facts.kind else None,
        "rov:legalName": [each.name for each in registered],
        "rov:orgType": [_concept(legal_form(code)) for code in dict.fromkeys(e.legal_form for e in registered) if code],
        "rov:registration": [_registration(each) for each in registered],
        "org:identifier": [each.identifier for each in registered],
        "rov:orgStatus": [_concept(activity_state(code)) for code in facts.activities],
        "rov:orgActivity": [{"@type": "skos:Concept", "skos:notation": code} for code in facts.industries],
        "org:purpose": [_concept(sector(code)) for code in facts.sectors],
        "adms:status": [_concept(stage(code)) for code in facts.stages],
        "org:hasRegisteredSite": [_site(seat, facts.countries) for seat in facts.seats],
        "dcterms:spatial": [{"@id": f"{NUTS}{code}"} for code in facts.regions if code.startswith("BG")],
        "schema:foundingDate": str(facts.founded) if facts.founded else None,
        "schema:url": [{"@id": website} for website in facts.websites],
        "schema:sameAs": _same_as(registered),
        "prov:wasDerivedFrom": [_row(row, site) for row in facts.rows],
        "prov:generatedAtTime": {"@value": generated_at, "@type": "xsd:dateTime"} if generated_at else None,
    }  # fmt: skip
    return {key: value for key, value in graph.items() if value}


def _literal(text: str, language: str) -> Node | str:
    return {"@value": text, "@language": language} if language else text


def _in_languages(bg: str, en: str) -> list[Node | str]:
    return [_literal(text, language) for text, language in ((bg, "bg"), (en, "en")) if text]


def _concept(term: Term) -> Node:
    return {
        "@type": "skos:Concept",
        "skos:notation": term.code,
        "skos:prefLabel": _in_languages(term.bg, term.en),
    }


def _registration(entity: Registration) -> Node:
    registers = registers_of(entity.legal_form)
    node: Node = {"@type": "adms:Identifier", "skos:notation": entity.identifier}
    return node | ({"adms:schemaAgency": registers[0].en} if entity.legal_form and registers else {})


def _same_as(registered: Sequence[Registration]) -> list[Node]:
    """The entries of official registers that have an address of their own, where the legal form tells which register it is."""
    urls = (
        register.url(each.identifier)
        for each in registered
        if each.legal_form
        for register in registers_of(each.legal_form)[:1]
        if register.opens_the_entry
    )
    return [{"@id": url} for url in dict.fromkeys(urls)]


def _site(seat: str, countries: Sequence[str]) -> Node:
    address: Node = {"@type": "schema:PostalAddress", "schema:addressLocality": seat}
    if len(countries) == 1:
        address["schema:addressCountry"] = countries[0]
    return {"@type": "org:Site", "org:siteAddress": address}


def _row(row: Row, site: str) -> Node:
    node: Node = {
        "@id": f"{site}/en/sources/{row.source}/{row.key}/",
        "@type": "prov:Entity",
        "dcterms:identifier": row.id,
        "dcterms:isPartOf": {"@id": f"{site}/en/sources/{row.source}/"},
    }
    return node | ({"dcterms:issued": row.edition} if row.edition else {})
