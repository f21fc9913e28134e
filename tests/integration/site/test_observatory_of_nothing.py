"""The observatory where there is no registry yet: it says what to do, and shows what needs none."""

import pytest
from django.test import Client

from ebpages.observatory.figures.catalogue import figures


@pytest.mark.django_db
@pytest.mark.parametrize("name", figures())
def test_a_figure_without_a_registry_says_how_to_build_one(client: Client, name: str) -> None:
    page = client.get(f"/en/observatory/figures/{name}/")
    assert page.status_code == 200
    assert ("ebpages build" in page.text) is (figures()[name].statistics is None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["", "claims/", "statistics/", "figures/stage/records/?class=start-up", "figures/seat/embed/"]
)
def test_the_other_pages_answer(client: Client, path: str) -> None:
    assert client.get(f"/bg/observatory/{path}").status_code == 200


@pytest.mark.django_db
def test_no_claim_is_judged_by_lists_that_were_never_read(client: Client) -> None:
    assert client.get("/api/observatory/claims").json()["total"] == 0
    assert "By lists up to" not in client.get("/en/observatory/claims/").text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["organisations/gsg0362/", "sources/bulstat/"])
def test_an_address_of_what_is_not_built_yet_says_how_to_build_it(client: Client, path: str) -> None:
    page = client.get(f"/en/{path}")
    assert page.status_code == 404
    assert "ebpages build" in page.text and "slip in the address" not in page.text
