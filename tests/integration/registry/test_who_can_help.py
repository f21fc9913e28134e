"""Who can help with a transfer: the page of the exchange that rests on the whole registry."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("registry")
PAGE = "/en/exchange/who-can-help/"


def test_transfer_centres_are_found_with_the_source_of_the_rule(client: Client) -> None:
    answer = client.get("/api/exchange/who-can-help?service=intellectual_property&language=en").json()
    assert [group["title"] for group in answer["groups"]] == ["In Bulgaria", "In Europe"]
    found = answer["groups"][0]
    assert found["total"] >= 8 and all("page 39" in each["source"] for each in found["organisations"])
    (helpdesk,) = [each for each in answer["groups"][1]["organisations"] if "Japan" in each["card"]["name"]]
    assert helpdesk["card"]["websites"] == ["http://www.eu-jp-tthelpdesk.eu"]


def test_who_says_so_itself_stands_first_among_those_as_near(client: Client) -> None:
    answer = client.get("/api/exchange/who-can-help?service=capital&language=en").json()
    assert "Technology Transfer Fund" in str(answer)
    assert "Usual for funds; it does not say so itself." in str(answer)


def test_the_page_says_whom_to_ask_and_why(client: Client) -> None:
    page = client.get(f"{PAGE}?service=licensing&region=BG411").content.decode()
    assert "Whom to ask:" in page and "Usual for technology transfer centres" in page
    assert "kind=technology_transfer_centre&amp;kind=innovation_centre&amp;country=BG" in page
    assert page.count("<h2") > 2


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("service=luck", "Choose a service."),
        ("region=BG411", "Choose a service."),
        ("service=licensing&region=BG999", "Choose an oblast."),
    ],
)
def test_what_does_not_exist_is_said_at_its_field(client: Client, question: str, sentence: str) -> None:
    assert sentence in client.get(f"{PAGE}?{question}").content.decode()


def test_a_program_is_told_what_does_not_exist(client: Client) -> None:
    answer = client.get("/api/exchange/who-can-help?service=luck&language=en")
    assert (answer.status_code, answer.json()["detail"]) == (
        404,
        "There is no service, oblast or language “luck”.",
    )


def test_where_nobody_is_near_it_says_so_first(client: Client) -> None:
    told = "and the oblasts around it no list names one"
    for code in ("BG311", "BG411", "BG421"):
        answer = client.get(f"/api/exchange/who-can-help?service=licensing&region={code}&language=en").json()
        near = answer["groups"][0]["title"].startswith(
            ("In Sofia", "In Vidin", "In Plovdiv", "In neighbouring")
        )
        assert (told in answer["note"]) is not near, answer
        page = client.get(f"{PAGE}?service=licensing&region={code}").content.decode()
        assert (told in page) is not near
