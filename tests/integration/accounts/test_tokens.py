"""Keys for programs: shown once, stored as a fingerprint, worth no more than role and scopes, ended at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from ebpages.accounts.actions import Refused, disable_person, end_token, make_token
from ebpages.accounts.models import ApiToken, Person
from ebpages.accounts.reader import OPERATOR
from ebpages.accounts.readers import reader_for
from tests.samples.people_of_every_role import OWN, person

pytestmark = pytest.mark.django_db


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def key_of(someone: Person, *scopes: str) -> str:
    return make_token(by=reader_for(someone), name="a program", scopes=scopes or ("account.own",), days=1)[1]


def test_a_key_says_who_asks(client: Client) -> None:
    editor = person("editor")
    answer = client.get("/api/me", headers=bearer(key_of(editor, "account.own", "page.edit")))
    assert answer.json() == {
        "code": editor.code, "name": "Editor", "site_roles": [], "organisations": {OWN: ["editor"]},
        "scopes": ["account.own", "page.edit"],
    }  # fmt: skip
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("headers", [bearer("ebp_no-such-key"), {"Authorization": "Basic x"}])
def test_without_a_key_nobody_is_anybody(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/api/me").status_code == 401
    client.force_login(person("analyst"))  # whoever sends a key is asked for it alone
    for language, word in (("en", "token"), ("bg", "Изпратете ключ")):
        answer = client.get(f"/api/me?language={language}", headers=headers)
        assert answer.status_code == 401
        assert word in answer.json()["detail"]


def test_a_key_may_do_no_more_than_its_scopes(client: Client) -> None:
    analyst = person("analyst")
    key = key_of(analyst, "audit.read")
    assert client.get("/api/me", headers=bearer(key)).status_code == 403


def test_only_its_fingerprint_is_stored() -> None:
    key = key_of(person())
    stored = ApiToken.objects.seen_by(OPERATOR).values().get()
    assert key not in str(stored)
    assert stored["prefix"] == key[:12]


def test_a_key_ends_when_it_is_ended_expires_or_its_owner_is_disabled(client: Client) -> None:
    somebody = person()
    ended, expired, disabled = key_of(somebody), key_of(somebody), key_of(somebody)
    first, second, _third = ApiToken.objects.seen_by(OPERATOR)
    end_token(by=reader_for(somebody), token=first.pk)
    ApiToken.objects.for_writing().filter(pk=second.pk).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    answers = [client.get("/api/me", headers=bearer(key)).status_code for key in (ended, expired, disabled)]
    assert answers == [401, 401, 200]
    disable_person(by=OPERATOR, person=somebody)
    assert client.get("/api/me", headers=bearer(disabled)).status_code == 401


def test_nobody_ends_a_key_of_somebody_else() -> None:
    key_of(person())
    (token,) = ApiToken.objects.seen_by(OPERATOR)
    with override("en"), pytest.raises(Refused, match="no such key"):
        end_token(by=reader_for(person("site_administrator")), token=token.pk)


def test_a_program_makes_no_keys() -> None:
    reader = reader_for(person(), scopes=frozenset({"account.own"}))
    with override("en"), pytest.raises(Refused, match="signed in"):
        make_token(by=reader, name="x", scopes=("account.own",), days=1)


def test_the_page_asks_for_the_password_again(client: Client) -> None:
    client.force_login(person())
    answer = client.get("/en/my/tokens/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/reauthenticate/")
