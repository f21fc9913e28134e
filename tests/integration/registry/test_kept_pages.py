"""What rests on the data alone is worked out once for each state of them, and is the same for everybody."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ebpages.accounts.actions import add_person
from ebpages.accounts.reader import OPERATOR
from ebpages.contact.operator_texts import state_of_texts
from ebpages.faces.capabilities import state_of_data
from ebpages.mapping.panels.panel_files import replaced, state_of_panels
from ebpages.registry import models
from ebpages.search.actions import record_changes

pytestmark = pytest.mark.usefixtures("registry")

KEPT = (
    "/bg/organisations/", "/en/findings/", "/bg/organisations/download.csv", "/en/observatory/claims/",
    "/api/organisations", "/bg/sources/bulstat/",
)  # fmt: skip
QUESTIONS_ABOUT_THE_STATE = 2


def questions(client: Client, path: str, **headers: str) -> tuple[Any, int]:
    """An answer, and how often the database was asked for it."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path, headers=headers)
    return answer, len(asked)


@pytest.mark.parametrize("path", KEPT)
def test_an_answer_is_worked_out_once(client: Client, path: str) -> None:
    first, (second, asked) = client.get(path), questions(client, path)
    assert (second.status_code, asked) == (200, QUESTIONS_ABOUT_THE_STATE)
    assert (second.content, second.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert second.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert second.headers.get("Content-Disposition") == first.headers.get("Content-Disposition")


@pytest.mark.parametrize("path", KEPT)
def test_who_has_the_answer_already_is_told_so(client: Client, path: str) -> None:
    etag = client.get(path).headers["ETag"]
    answer, asked = questions(client, path, **{"if-none-match": etag})
    assert (answer.status_code, answer.content, asked) == (304, b"", QUESTIONS_ABOUT_THE_STATE)
    assert answer.headers["ETag"] == etag
    assert client.head(path).status_code == 200


def test_a_change_of_one_organisation_is_seen_at_once(client: Client) -> None:
    organisation = models.Organisation.objects.order_by("id")[0]
    page = f"/bg/organisations/{organisation.id}/"
    etag = client.get(page).headers["ETag"]
    models.Organisation.objects.filter(id=organisation.id).update(name="Ново име")
    record_changes(kind="organisation", ids=[organisation.id])
    assert client.get(page, headers={"if-none-match": etag}).status_code == 200
    assert "Ново име" in client.get(page).content.decode()


def test_each_address_language_and_host_has_its_own_answer(client: Client) -> None:
    asked = (
        "/bg/organisations/",
        "/en/organisations/",
        "/bg/organisations/?page=2",
        "/bg/organisations/?x=1",
    )
    tags = {client.get(path).headers["ETag"] for path in asked}
    tags.add(client.get(asked[0], headers={"host": "localhost"}).headers["ETag"])
    assert len(tags) == len(asked) + 1


def test_who_is_signed_in_sees_their_name_and_leaves_nothing_of_it(client: Client) -> None:
    path = "/en/organisations/"
    somebody = Client()
    somebody.force_login(
        add_person(by=OPERATOR, email="somebody@example.org", name="Marked Name"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    first = somebody.get(path)  # worked out for somebody who is signed in, kept for everybody
    kept, asked = questions(client, path)
    assert asked <= QUESTIONS_ABOUT_THE_STATE
    assert b"Marked Name" in first.content and b"Marked Name" not in kept.content
    assert b"Sign in" in kept.content and kept.headers["Cache-Control"].startswith("public")
    again = somebody.get(path, headers={"if-none-match": kept.headers["ETag"]})
    assert again.status_code == 200 and b"Marked Name" in again.content
    for answer in (first, again):
        assert not answer.has_header("ETag")
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_a_key_asks_is_kept_by_no_cache(client: Client) -> None:
    answer = client.get("/api/organisations", headers={"authorization": "Bearer a"})
    assert not answer.has_header("ETag")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_was_not_found_is_not_kept(client: Client) -> None:
    assert not client.get("/bg/organisations/nobody/").has_header("ETag")


def test_the_state_follows_what_operators_and_commands_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = [state_of_texts(), state_of_data()]
    monkeypatch.setenv("EBPAGES_TEXTS", str(tmp_path))
    states.append(state_of_texts())
    (tmp_path / "operator.bg.txt").write_text("Кой сме ние", encoding="utf-8")
    states += [state_of_texts(), state_of_data()]
    for _ in range(2):
        with replaced(tmp_path / "mapping", "mine") as draft:
            (draft / "head.json").write_text("{}")
        states.append(state_of_panels(tmp_path / "mapping"))
    assert len(set(states)) == len(states)
