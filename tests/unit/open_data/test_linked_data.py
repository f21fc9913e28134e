"""One organisation as linked data and as an entity of FollowTheMoney."""

from dataclasses import replace

import pytest

from ebpages.open_data.bulk_files import bulk_files
from ebpages.open_data.follow_the_money import entity, mapped
from ebpages.open_data.organisation_graph import CONTEXT, organisation_graph
from ebpages.open_data.public_facts import PublicFacts, Registration, Row
from ebpages.reference.legal_forms import legal_forms
from ebpages.reference.organisation_kinds import organisation_kinds

LIFT = PublicFacts(
    id="45q98wt",
    name_bg="Подемна Техника",
    name_en="Podemna Tehnika",
    names=(('КЛЪСТЕР "ПОДЕМНА ТЕХНИКА"', "bg"), ("Подемна Техника", "bg")),
    kind="cluster_organisation",
    registrations=(Registration("204244961", "limited", "Подемна Техника"),),
    websites=("http://hoists-bulgaria.com/",),
    seats=("София + Габрово",),
    regions=("BG322", "BG411"),
    countries=("BG",),
    sectors=("mechanical_engineering",),
    industries=("28.22",),
    stages=("start_up",),
    stage_edition="2018",
    activities=("active",),
    activity_edition="2018",
    founded=2016,
    labels=(),
    rows=(Row("bsmepa:24", "bsmepa", "24", "2018"), Row("contributions:7", "contributions", "7", "")),
    findings=1,
)
NOBODY = replace(
    LIFT, name_en="", names=(), kind="", registrations=(), websites=(), seats=(), regions=(), countries=(), sectors=(),
    industries=(), stages=(), activities=(), founded=None, rows=(),
)  # fmt: skip


def graph(facts: PublicFacts) -> dict:  # type: ignore[type-arg]
    return organisation_graph(facts, site="https://example.org", generated_at="2026-11-30T08:00:00+02:00")


def test_linked_data_names_who_it_is_and_the_rows_that_say_so() -> None:
    told = graph(LIFT)
    assert told["@id"] == "https://example.org/api/organisations/45q98wt#organisation"
    assert told["org:identifier"] == ["204244961"]
    assert told["schema:sameAs"] == [
        {"@id": "https://portal.registryagency.bg/CR/Reports/ActiveConditionTabResult?uic=204244961"}
    ]
    row, own = told["prov:wasDerivedFrom"]
    assert row["@id"] == "https://example.org/en/sources/bsmepa/24/" and row["dcterms:issued"] == "2018"
    assert "dcterms:issued" not in own, "what has no edition has none"


def test_every_key_of_linked_data_is_of_a_vocabulary_that_the_context_names() -> None:
    def keys(node: object) -> set[str]:
        if isinstance(node, list):
            return set().union(*map(keys, node))
        return set(node).union(*map(keys, node.values())) if isinstance(node, dict) else set()

    told = graph(LIFT)
    context = told.pop("@context")
    assert {key.partition(":")[0] for key in keys(told) if not key.startswith("@")} <= set(context)
    assert context == CONTEXT


def test_what_is_not_known_is_absent() -> None:
    assert set(graph(NOBODY)) == {
        "@context", "@id", "@type", "dcterms:identifier", "skos:prefLabel", "schema:mainEntityOfPage", "prov:generatedAtTime",
    }  # fmt: skip
    assert entity(NOBODY, site="") == {
        "id": "ebpages-45q98wt",
        "schema": "LegalEntity",
        "properties": {"name": ["Подемна Техника"], "publisher": ["E-Business Pages"]},
    }


def test_an_entity_to_follow_has_only_properties_of_its_schema() -> None:
    told = entity(LIFT, site="https://example.org")
    known = {name for names in mapped().properties.values() for name in names}
    assert set(told["properties"]) == known
    assert all(isinstance(text, str) for texts in told["properties"].values() for text in texts)
    assert (told["schema"], told["properties"]["country"]) == ("Company", ["bg"])
    assert told["properties"]["alias"] == ["Podemna Tehnika", 'КЛЪСТЕР "ПОДЕМНА ТЕХНИКА"']


@pytest.mark.parametrize(
    ("kind", "forms", "schema"),
    [
        ("public_body", ("association",), "PublicBody"),
        ("cluster_organisation", ("civil_partnership", "limited"), "Company"),
        ("cluster_organisation", (), "Organization"),
        ("", ("foundation",), "Organization"),
        ("company", (), "Company"),
    ],
)
def test_the_schema_follows_from_legal_forms_then_from_the_kind(
    kind: str, forms: tuple[str, ...], schema: str
) -> None:
    facts = replace(LIFT, kind=kind, registrations=tuple(Registration("", form, "") for form in forms))
    assert entity(facts, site="")["schema"] == schema


def test_every_kind_and_form_that_is_mapped_exists() -> None:
    assert set(mapped().schema_of_kind) == {kind.code for kind in organisation_kinds()}
    assert set(mapped().schema_of_form_kind) <= {form.kind for form in legal_forms()}


def test_every_bulk_file_has_ids_and_the_lists_that_its_rows_are_from() -> None:
    for file in bulk_files():
        columns = {column.code for column in file.columns}
        assert columns & {"list", "lists"}, file.code
        assert file.code == "lists" or columns & {"organisation"}, file.code
