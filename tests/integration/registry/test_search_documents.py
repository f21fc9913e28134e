"""Searching the registry that was built from the shipped lists."""

from importlib import import_module
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import translation

from ebpages.reference.sectors import sector
from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.facets import BY_KEY
from ebpages.registry.queries import suggestions
from ebpages.registry.search_documents import Found, Known, find_ids
from tests.samples.examples import searches_long


def owner(record: str) -> str:
    return str(models.Record.objects.get(id=record).organisation_id)


@pytest.mark.parametrize(
    ("words", "record", "among"),
    [
        ("мебелен", "ecei_bronze:2", 1),
        ("furniture", "ecei_bronze:2", 1),
        ("mebelen klaster", "ecei_bronze:2", 2),
        ("klaster mebel", "ecei_bronze:2", 2),
        ("български мебелен клъстер", "bulstat:26", 1),
        ("Bulgarian Furniture Cluster", "bulstat:26", 1),
        ("green synergy", "bulstat:47", 1),
        ("зелена синергия", "ecei_bronze:6", 1),
        ("zelena sinergia", "bulstat:47", 1),
        ("ЗЕЛЕНА СИНЕРГИЯ", "bsmepa:56", 1),
        ("117643094", "bulstat:2", 1),
        ("1176430940027", "bulstat:2", 1),
        ("КЗЕИД", "bulstat:199", 1),
        ("EVIC", "abc_members:3", 1),
        ("SCIAT", "bulstat:2", 1),
        ("електромобили", "abc_members:3", 1),
        ("clujster kodia", "bulstat:243", 1),
    ],
)
def test_words_find_the_organisation_that_is_meant(
    registry: BuildResult, words: str, record: str, among: int
) -> None:
    assert owner(record) in find_ids(words)[:among]


@pytest.mark.parametrize(("word", "language"), [("мед", "bg"), ("риба", "bg"), ("fish", "en")])
def test_an_everyday_word_leads_to_its_sector_before_words_that_it_begins(
    registry: BuildResult, word: str, language: str
) -> None:
    found = find_ids(word)
    food = models.Organisation.objects.filter(facets__key="sector", facets__value="food")
    others = models.Organisation.objects.filter(name__icontains="меди")
    places = [found.index(each.id) for each in food]
    assert places and max(places) < min(
        (found.index(each.id) for each in others if each.id in found), default=len(found)
    )
    with translation.override(language):
        assert suggestions(word)[0] == sector("food").name(language)


def test_a_public_id_finds_its_organisation(registry: BuildResult) -> None:
    for public_id in models.Organisation.objects.order_by("id").values_list("id", flat=True)[:20]:
        assert find_ids(public_id)[:1] == [public_id]


@pytest.mark.parametrize("words", ["", "  ", '"', "+ -", "AND", "xyzzyqwv", "*", "a:b", "(", "\\", "'" * 100])
def test_odd_words_break_nothing(registry: BuildResult, words: str) -> None:
    assert isinstance(find_ids(words), list)


def test_every_organisation_is_found_by_its_own_name(registry: BuildResult) -> None:
    """Every third of them, all in the long form."""
    lost = [
        (o.name, found[:3])
        for o in models.Organisation.objects.order_by("id")[:: 1 if searches_long() else 3]
        if o.id not in (found := find_ids(o.name))
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("храни", "food"),
        ("месо", "food"),
        ("bread", "food"),
        ("IT", "ict"),
        ("wood", "furniture_wood"),
        ("вино", "wine"),
    ],
)
def test_everyday_words_find_the_clusters_of_a_sector(registry: BuildResult, words: str, sector: str) -> None:
    found = set(find_ids(words))
    assert found
    of_sector = models.Facet.objects.filter(key="sector", value=sector).values_list("organisation", flat=True)
    assert found >= set(of_sector)


def test_a_question_that_finds_nobody_is_widened_and_says_so(client: Client, registry: BuildResult) -> None:
    page = client.get("/en/organisations/", {"q": "food Ruse"}).content.decode()
    assert "No organisation in Ruse or the neighbouring oblasts matches. Shown: the whole country." in page
    assert "Food and cosmetic technology" in page
    answer = client.get("/api/organisations", {"q": "мебел", "region": "BG323", "language": "bg"}).json()
    assert (answer["total"], answer["instead"]["url"]) == (
        0,
        "/bg/organisations/?q=%D0%BC%D0%B5%D0%B1%D0%B5%D0%BB",
    )
    assert client.get("/api/organisations", {"q": "xyzzyqwv"}).json()["instead"] is None


def test_a_word_that_says_nothing_is_not_what_is_looked_for_instead(
    client: Client, registry: BuildResult
) -> None:
    asked = {"q": "занимаващ се Пловдив", "language": "en"}
    instead = client.get("/api/organisations", asked).json()["instead"]
    assert instead["sentence"] == "No organisation matches all the words. Shown: those in Plovdiv."


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("начинаещ клъстер", {"stage": "start_up"}),
        ("стартъп", {"stage": "start_up"}),
        ("start-up clusters Sofia", {"stage": "start_up", "q": "Sofia"}),
        ("развиващ се Пловдив", {"stage": "developing", "q": "Пловдив"}),
        ("зрял", {"stage": "developed"}),
        ("mature", {"stage": "developed"}),
        ("действащ", {"activity": "active"}),
        ("inactive", {"activity": "inactive"}),
    ],
)
def test_words_for_a_stage_or_an_activity_are_filters_that_can_be_taken_away(
    client: Client, registry: BuildResult, words: str, filters: dict[str, str]
) -> None:
    asked = client.get("/api/organisations", {"q": words}).json()
    meant = client.get("/api/organisations", filters).json()
    assert asked["total"] == meant["total"] > 0
    shown = client.get("/bg/organisations/", {"q": words, "kind": "cluster_organisation"}).context
    assert [(chip.title, parse_qs(chip.url[1:]).get("q", [""])[0]) for chip in shown["chips"]][1:] == [
        (BY_KEY[key].bg, filters.get("q", "")) for key in filters if key != "q"
    ]
    assert shown["query"] == filters.get("q", "")


def test_words_that_find_nobody_at_a_stage_are_searched_for_as_they_are(
    client: Client, registry: BuildResult
) -> None:
    found = client.get("/api/organisations", {"q": "developing Странджа"}).json()
    assert [each["name"] for each in found["results"]] == ["Агро клъстер устойчиво развитие на Странджа"]


def test_what_is_near_is_offered_beside_an_answer(client: Client, registry: BuildResult) -> None:
    page = client.get("/en/organisations/", {"region": "BG421"}).content.decode()
    offers = page.partition('class="offers"')[2].partition("</p>")[0]
    assert "Gabrovo" in offers and "region=BG322" in offers
    assert "Ruse" not in offers


def test_a_long_question_is_tried_word_by_word_only_so_far(
    client: Client, registry: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        import_module("ebpages.registry.queries.hits"),
        "find",
        lambda words: asked.append(words) or Found([], Known.ALL),
    )
    client.get("/en/organisations/", {"q": " ".join(f"word{number}" for number in range(25))})
    assert len(set(asked)) < 12


def test_suggestions_come_while_one_types(client: Client, registry: BuildResult) -> None:
    assert client.get("/api/suggestions", {"q": "хот", "language": "bg"}).status_code == 200
    assert "храни и напитки" in client.get("/api/suggestions", {"q": "месо", "language": "bg"}).json()
    assert "Ruse" in client.get("/api/suggestions", {"q": "ru", "language": "en"}).json()
    asked = {"q": "Association of Business Clusters", "language": "en"}
    assert "Association of Business Clusters" in client.get("/api/suggestions", asked).json()[0]
    assert client.get("/api/suggestions", {"q": "ж" * 201}).status_code == 422
    assert '<option value="Ruse">' in client.get("/en/method/").content.decode()
