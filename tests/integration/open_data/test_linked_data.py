"""Linked data, the catalogue, the feeds and the page that leads to them."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from ebpages.open_data.bulk_files import bulk_files
from ebpages.registry import models
from ebpages.registry.actions import BuildResult, contribute

pytestmark = pytest.mark.usefixtures("home")
LIFT = "45q98wt"  # Подемна Техника
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_page_of_an_organisation_leads_to_its_linked_data(registry: BuildResult, client: Client) -> None:
    page = client.get(f"/en/organisations/{LIFT}/").content.decode()
    (address,) = re.findall(r'<link rel="alternate" type="application/ld\+json" href="([^"]+)">', page)
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and answer.headers["ETag"]
    assert answer.json()["schema:url"] == [{"@id": "http://hoists-bulgaria.com/"}]


def test_linked_data_of_what_was_merged_leads_to_its_heir(registry: BuildResult, client: Client) -> None:
    gone = models.Organisation.objects.exclude(id=LIFT).values_list("id", flat=True)[0]
    models.PublicId.objects.filter(id=gone).update(heir=LIFT)
    models.Organisation.objects.filter(id=gone).delete()
    answer = client.get(f"/api/organisations/{gone}.jsonld")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/api/organisations/{LIFT}.jsonld")
    assert client.get("/api/organisations/nobody.jsonld").status_code == 404


def test_the_catalogue_names_every_file_with_its_checksum(edition: None, client: Client) -> None:
    catalogue = client.get("/api/catalogue.jsonld").json()
    manifest = client.get("/api/data").json()
    files = {file["name"]: file["sha256"] for table in manifest["tables"] for file in table["files"]}
    described = {
        each["dcterms:title"]: each["spdx:checksum"]["spdx:checksumValue"]["@value"]
        for dataset in catalogue["dcat:dataset"]
        for each in dataset["dcat:distribution"]
    }
    assert described == files and len(files) == 2 * len(bulk_files()) + 1
    needed = {"dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:temporal", "dcat:theme"}
    for dataset in catalogue["dcat:dataset"]:
        assert needed <= set(dataset)
        for file in dataset["dcat:distribution"]:
            assert {"dcat:accessURL", "dcterms:format", "dcat:mediaType", "dcterms:rights"} <= set(file)
            assert client.head(file["dcat:downloadURL"]["@id"]).status_code == 200


def test_the_feed_of_changes_leads_through_all_of_them(registry: BuildResult, client: Client) -> None:
    address, seen = "/api/changes.atom?size=200", []
    while address:
        feed = ElementTree.fromstring(client.get(address).content)
        seen += [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
        further = feed.find("a:link[@rel='next']", ATOM)
        address = further.get("href", "") if further is not None else ""
    assert set(models.Organisation.objects.values_list("id", flat=True)) <= set(seen)


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_the_news_name_first_what_changed_last(registry: BuildResult, client: Client, language: str) -> None:
    contribute(subject=LIFT, property="founded", value="2015", by="person:0123456789")
    feed = ElementTree.fromstring(client.get(f"/{language}/organisations/news.atom").content)
    newest = feed.find("a:entry", ATOM)
    assert newest is not None
    assert newest.find("a:link", ATOM).get("href").endswith(f"/{language}/organisations/{LIFT}/")  # type: ignore[union-attr]
    assert (
        f'href="/{language}/organisations/news.atom"'
        in client.get(f"/{language}/organisations/").content.decode()
    )


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_the_page_of_open_data_has_every_file_and_column(
    edition: None, client: Client, language: str
) -> None:
    page = client.get(f"/{language}/data/").content.decode()
    for file in bulk_files():
        assert f'href="/api/data/{file.code}.parquet"' in page and file.title.name(language) in page
        assert all(column.meaning.name(language) in page for column in file.columns)
    assert f"/{language}/data/" in client.get("/sitemap.xml").content.decode()
    assert f'href="/{language}/data/"' in client.get(f"/{language}/").content.decode()


def test_a_page_named_elsewhere_is_shown_with_a_picture(registry: BuildResult, client: Client) -> None:
    page = client.get("/en/").content.decode()
    assert re.search(r'<meta property="og:image" content="http://testserver/static/preview[^"]*\.png">', page)
