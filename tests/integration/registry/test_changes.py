"""What has changed since a position or a moment, for programs that keep a copy."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ebpages.registry.actions import BuildResult, contribute
from ebpages.registry.models import Organisation, PublicId

pytestmark = pytest.mark.django_db


def ask(client: Client, **question: object) -> dict:  # type: ignore[type-arg]
    answer = client.get("/api/changes", question)
    assert answer.status_code == 200
    found: dict = answer.json()  # type: ignore[type-arg]
    return found


def test_a_copy_is_kept_up_by_asking_on_from_where_one_was(client: Client, registry: BuildResult) -> None:
    seen, after, more = [], 0, True
    while more:
        answer = ask(client, after=after, size=100)
        seen += [change["id"] for change in answer["changes"]]
        after, more = answer["next"], answer["more"]
    assert set(Organisation.objects.values_list("id", flat=True)) <= set(seen)
    assert ask(client, after=after)["changes"] == []
    one = Organisation.objects.first()
    assert one is not None
    contribute(subject=one.id, property="founded", value="1999", by="person:0123456789")
    changed = {each["id"]: each["state"] for each in ask(client, after=after)["changes"]}
    assert changed[one.id] == "there" and len(changed) < 5


def test_what_was_merged_names_its_heir(client: Client, registry: BuildResult) -> None:
    gone, heir = Organisation.objects.values_list("id", flat=True)[:2]
    PublicId.objects.filter(id=gone).update(heir=heir)
    Organisation.objects.filter(id=gone).delete()
    told = {each["id"]: each for each in ask(client, size=1000)["changes"]}
    assert (told[gone]["state"], told[gone]["heir"]) == ("merged", heir)


def test_nothing_has_changed_since_tomorrow(client: Client, registry: BuildResult) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    assert ask(client, since=tomorrow)["changes"] == []


@pytest.mark.parametrize(
    "question", [{"after": -1}, {"after": 2**63}, {"since": "yesterday"}, {"size": 1001}]
)
def test_what_cannot_be_asked_is_said(client: Client, question: dict[str, object]) -> None:
    assert client.get("/api/changes", question).status_code == 422


def test_what_leads_to_nobody_has_no_heir(client: Client, registry: BuildResult) -> None:
    assert {each["heir"] for each in ask(client, size=100)["changes"]} == {None}


@pytest.mark.parametrize("since", ["0001-01-01", "9999-12-31T23:59:59-14:00", "9999-12-31"])
def test_the_ends_of_the_calendar_are_moments_too(client: Client, registry: BuildResult, since: str) -> None:
    found = ask(client, since=since)["changes"]
    assert bool(found) is since.startswith("0001")
