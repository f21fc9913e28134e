"""What organisations say of themselves, as it is shown, found, filtered and taken away."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from ebpages.registry import models
from ebpages.registry.actions import BuildResult, Said, make_examples, publish_page
from ebpages.registry.queries.clusters_for import clusters_for
from ebpages.registry.search_documents import find_ids


@pytest.fixture(scope="module")
def made(built: BuildResult, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """The examples beside the registry, for as long as tests of this file run."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_examples()
        transaction.set_rollback(True)


@pytest.fixture
def examples(made: dict[str, str], registry: BuildResult) -> dict[str, str]:
    return made


def page(client: Client, public_id: str, language: str = "en") -> str:
    return str(client.get(f"/{language}/organisations/{public_id}/").text)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_page_says_what_the_organisation_offers_and_seeks(client: Client, examples: dict[str, str]) -> None:
    shown = words(page(client, examples["company"]))
    for text in (
        "What it offers and seeks", "A family company that makes chairs", "beech chairs", "CNC machining",
        "a trading partner in Greece", "31.01", "small (10–49 employed)", "Romania",
        "FSC Chain of Custody", "valid until 31 October 2027", "Example Furniture Cluster about" ,
    )[:-1]:  # fmt: skip
        assert text in shown, text
    assert "Example Furniture Factory about itself" in shown
    assert "столове от бук" not in shown and "столове от бук" in words(
        page(client, examples["company"], "bg")
    )
    assert f'href="/en/organisations/{examples["cluster"]}/"' in page(client, examples["company"])


def test_a_text_in_another_language_says_which(client: Client, registry: BuildResult) -> None:
    subject = str(models.Record.objects.get(id="bulstat:1").organisation_id)
    publish_page(subject=subject, said=[Said("description", "Κάνουμε <b>έπιπλα</b>.", "el")], by="person:1")
    for language in ("bg", "en"):
        shown = page(client, subject, language)
        assert 'lang="el"><p>Κάνουμε &lt;b&gt;έπιπλα&lt;/b&gt;.</p>' in shown


def test_the_api_gives_the_same_with_evidence(client: Client, examples: dict[str, str]) -> None:
    told = client.get(f"/api/organisations/{examples['greek_company']}", {"language": "en"}).json()
    assert told["is_example"] is True
    assert told["said"]["description"]["text"].startswith("We make furniture for hotels")
    facts = {fact["property"]: fact["values"] for fact in told["said"]["facts"]}
    assert [value["text"] for value in facts["languages"]] == ["Greek", "English"]
    assert facts["languages"][0]["evidence"][0]["source"] == "contributions"
    nobody = client.get(f"/api/organisations/{models.Organisation.objects.earliest('id').id}").json()
    assert nobody["said"] is None and nobody["is_example"] is False


def test_its_words_are_searched_and_its_languages_and_countries_filter(
    client: Client, examples: dict[str, str]
) -> None:
    assert find_ids("hotel furniture") == [examples["greek_company"]]
    assert examples["company"] in find_ids("ЦПУ")
    answer = client.get("/api/organisations", {"speaks": "el", "language": "en"}).json()
    assert {one["id"] for one in answer["results"]} == {examples["cluster"], examples["greek_company"]}
    greek = client.get(
        "/api/organisations", {"country": "GR", "sector": "furniture_wood", "language": "en"}
    ).json()
    (one,) = greek["results"]
    assert one["name"] == "Example Rodopi Furniture"
    assert one["id"] == examples["greek_company"] and "hotel furniture" in one["offers"] and one["is_example"]
    listed = client.get("/en/organisations/", {"country": "GR"})
    assert {"country", "speaks", "size_class"} <= {group.key for group in listed.context["facets"]}
    assert "invented, counts in no figure" in words(listed.text)
    table = client.get("/en/organisations/download.csv", {"country": "GR"})
    assert table.status_code == 404 or "hotel furniture" in b"".join(table).decode()


def test_a_company_is_told_which_clusters_are_for_it_and_whom_to_call(
    client: Client, examples: dict[str, str]
) -> None:
    with translation.override("en"):
        here = clusters_for("furniture_wood", "BG421", date(2026, 11, 30))  # the oblast of Plovdiv
        abroad = clusters_for("furniture_wood", "abroad", date(2026, 11, 30))
    first = here.groups[0]
    assert first.title == "In Plovdiv"
    (cluster,) = [each for each in first.clusters if each.card.id == examples["cluster"]]
    assert [contact.href for contact in cluster.contacts] == ["mailto:office@furniture-cluster.example.org"]
    shown = [each.card.id for group in here.groups for each in group.clusters]
    assert len(shown) == len(set(shown)) > 1
    assert [group.title for group in abroad.groups] == ["In Bulgaria"]
    asked = client.get("/en/organisations/for-me/", {"sector": "furniture_wood", "region": "BG421"})
    assert "Whom to ask:" in asked.text and examples["cluster"] in asked.text
    wrong = client.get("/bg/organisations/for-me/", {"sector": "alchemy", "region": "BG421"})
    assert wrong.status_code == 200 and "Изберете отрасъл" in wrong.text
    assert client.get("/bg/organisations/for-me/").context["answer"] is None
    told = client.get(
        "/api/clusters", {"sector": "furniture_wood", "region": "BG421", "language": "en"}
    ).json()
    assert told["groups"][0]["clusters"][0]["card"]["kind"] == "cluster organisation"
    assert client.get("/api/clusters", {"sector": "x", "region": "BG421"}).status_code == 404
