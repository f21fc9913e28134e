"""What crawlers and other sites are told: every page of an organisation, and the one address of a page."""

import re

import pytest
from django.test import Client

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.site import entrances


def test_the_sitemap_leads_to_every_organisation_in_both_languages(
    registry: BuildResult, client: Client
) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    content = client.get("/sitemap.xml").content.decode()
    for public_id in models.Organisation.objects.values_list("id", flat=True):
        for language in ("bg", "en"):
            assert f"<loc>http://testserver/{language}/organisations/{public_id}/</loc>" in content
    assert content.count("<url>") * 2 == content.count("hreflang")


def test_more_pages_than_a_map_may_hold_are_in_several(
    registry: BuildResult, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/sitemap.xml").content.decode()
    monkeypatch.setattr(entrances, "MOST_PAGES", 150)
    parts = re.findall(
        r"<sitemap><loc>http://testserver(.+?)</loc>", client.get("/sitemap.xml").content.decode()
    )
    pages = [client.get(part).content.decode() for part in parts]
    assert len(parts) == 3 and all(page.count("<url>") <= 300 for page in pages)
    assert sorted(re.findall("<loc>.+?</loc>", "".join(pages))) == sorted(re.findall("<loc>.+?</loc>", whole))
    assert client.get("/sitemap-4.xml").status_code == 404


def test_a_page_names_its_one_address(registry: BuildResult, client: Client) -> None:
    page = client.get("/en/organisations/?region=BG421&q=wood&state=1").content.decode()
    assert '<link rel="canonical" href="http://testserver/en/organisations/?q=wood">' in page
    public_id, name = models.Organisation.objects.exclude(name__contains='"').values_list("id", "name")[0]
    assert (
        f'<meta property="og:title" content="{name}">'
        in client.get(f"/en/organisations/{public_id}/").content.decode()
    )
