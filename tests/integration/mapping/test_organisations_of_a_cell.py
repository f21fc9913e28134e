"""Cluster mapping asks the registry for the organisations of a region and an industry."""

import json

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("home", "registry")


def data(client: Client, cell: str) -> dict[str, object]:
    response = client.get(f"/api/observatory/mapping/bulgaria-2014/cells/{cell}?language=en")
    assert response.status_code == 200
    found: dict[str, object] = json.loads(response.content)
    return found


def test_the_organisations_of_a_cell_sit_in_its_region(client: Client) -> None:
    found = data(client, "BG41/J62")
    organisations = found["organisations"]
    assert isinstance(organisations, list) and organisations
    listed = client.get(str(found["organisations_url"])).content.decode()
    assert all(each["url"].removeprefix("/en") in listed for each in organisations)
    assert not data(client, "BG31/B06")["organisations"]


def test_the_page_of_a_cell_lists_them(client: Client) -> None:
    first = data(client, "BG41/J62")["organisations"]
    assert isinstance(first, list)
    page = client.get("/en/observatory/mapping/bulgaria-2014/cells/BG41/J62/").content.decode()
    assert str(first[0]["url"]) in page
