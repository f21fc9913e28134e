"""The administration does what it does by actions: they refuse, they are noted, and nothing is changed round them."""

import re

import pytest
from django.test import Client

from ebpages.accounts.actions import write_mail
from ebpages.accounts.models import AuditEntry, Person, RoleGrant
from ebpages.accounts.reader import OPERATOR
from tests.samples.people_of_every_role import OWN, PASSWORD, organisations, person

pytestmark = pytest.mark.django_db
PLACE = "/en/administration/accounts"


@pytest.fixture
def administrator(client: Client) -> Client:
    """Somebody who has just given their password."""
    client.force_login(person("site_administrator", password=PASSWORD))
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return client


def actions_noted() -> list[str]:
    return list(AuditEntry.objects.seen_by(OPERATOR).values_list("action", flat=True))[2:]


@pytest.mark.parametrize(
    "page", ["person", "rolegrant", "auditentry", "outgoingmail", "person/add", "rolegrant/add"]
)
def test_its_pages_open(administrator: Client, page: str) -> None:
    answer = administrator.get(f"{PLACE}/{page}/")
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("page", ["person", "rolegrant", "auditentry", "outgoingmail"])
def test_heads_of_columns_are_in_the_language_of_the_page(administrator: Client, page: str) -> None:
    write_mail(to="maria@example.org", subject="Hello", text="Text", key="k")
    shown = administrator.get(f"{PLACE.replace('/en/', '/bg/')}/{page}/").content.decode()
    heads = re.findall(r"<th .*?</th>", shown.split("<thead>")[1].split("</thead>")[0], re.DOTALL)
    texts = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in heads]
    assert len(texts) > 6
    assert [text for text in texts if re.search("[a-z]", text)] == []


def test_the_password_is_asked_for_again(client: Client) -> None:
    client.force_login(person("site_administrator"))
    assert "/account/reauthenticate/" in client.get(f"{PLACE}/person/")["Location"]


def test_a_person_and_a_role_are_added_by_actions(administrator: Client) -> None:
    organisations()
    added = administrator.post(
        f"{PLACE}/person/add/", {"email": "new@example.org", "name": "New", "language": "en"}
    )
    given = administrator.post(
        f"{PLACE}/rolegrant/add/", {"email": "new@example.org", "role": "editor", "organisation": OWN}
    )
    assert (added.status_code, given.status_code) == (302, 302)
    grant = RoleGrant.objects.seen_by(OPERATOR).get(person__email="new@example.org")
    assert (grant.role, grant.organisation_id) == ("editor", OWN)
    assert actions_noted() == ["person.add", "role.give"]


def test_a_refusal_stands_beside_the_form(administrator: Client) -> None:
    page = administrator.post(
        f"{PLACE}/rolegrant/add/", {"email": "nobody@example.org", "role": "editor", "organisation": OWN}
    )
    assert "Nobody has this address" in page.content.decode()
    assert actions_noted() == []


@pytest.mark.parametrize(
    ("page", "form", "said"),
    [
        ("person", {"email": "somebody@example.org", "language": "bg"}, "Вече има човек с адрес"),
        ("person", {"email": "x@y", "language": "bg"}, "Въведете валиден имейл адрес."),
        ("rolegrant", {"email": "nobody@example.org", "role": "reviewer"}, "Няма човек с този адрес."),
        ("rolegrant", {"email": "somebody@example.org", "role": "editor"}, "е роля в една организация"),
        ("rolegrant", {"email": "somebody@example.org", "role": "reviewer", "organisation": OWN}, "в целия сайт"),
        ("rolegrant", {"email": "somebody@example.org", "role": "editor", "organisation": "zzzzzzz"}, "zzzzzzz"),
    ],
)  # fmt: skip
def test_a_refusal_is_in_the_language_of_the_page(
    administrator: Client, page: str, form: dict[str, str], said: str
) -> None:
    organisations()
    person()
    answer = administrator.post(f"{PLACE.replace('/en/', '/bg/')}/{page}/add/", form)
    shown = answer.content.decode()
    lists = re.findall(r'<ul class="errorlist.*?</ul>', shown, re.DOTALL)
    errors = re.sub(r"<[^>]+>", " ", " ".join(lists))
    assert said in errors
    assert not re.search(r"[a-z]{4,}", errors.replace("somebody@example.org", "").replace("zzzzzzz", ""))


@pytest.mark.parametrize("page", ["person", "rolegrant", "auditentry", "outgoingmail"])
def test_rows_and_filters_have_words_and_no_codes(administrator: Client, page: str) -> None:
    write_mail(to="maria@example.org", subject="Здравейте", text="Текст", key="k")
    shown = administrator.get(f"{PLACE.replace('/en/', '/bg/')}/{page}/").content.decode()
    texts = re.sub(r"<[^>]+>", " ", shown.split('id="changelist"')[1])
    codes = "administrator|site_administrator|person.add|role.give|operator|waiting|person|bg|en|a\\.m\\."
    assert re.findall(rf"(?<![\w.@-])({codes})(?![\w.@-])", texts) == []


def test_accounts_are_disabled_and_roles_taken_by_actions(administrator: Client) -> None:
    editor = person("editor")
    grant = RoleGrant.objects.seen_by(OPERATOR).get(person=editor)
    administrator.post(f"{PLACE}/rolegrant/", {"action": "take", "_selected_action": [grant.pk]})
    administrator.post(f"{PLACE}/person/", {"action": "disable", "_selected_action": [editor.pk]})
    assert not Person.objects.get(pk=editor.pk).is_active
    assert actions_noted()[2:] == ["role.take", "person.disable"]


@pytest.mark.parametrize("page", ["person/{}/change/", "person/{}/delete/"])
def test_no_row_is_changed_or_removed_by_hand(administrator: Client, page: str) -> None:
    somebody = person()
    answer = administrator.post(f"{PLACE}/{page.format(somebody.pk)}", {"name": "Other", "post": "yes"})
    assert answer.status_code == 403
    assert Person.objects.get(pk=somebody.pk).name == "Somebody"
