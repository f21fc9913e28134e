"""What others keep about an organisation outlives every build: its public id is never removed and leads on."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models as fields
from django.db.models.deletion import ProtectedError
from django.test import Client
from django.utils.timezone import localdate
from django.utils.translation import override

from ebpages.registry import actions, models
from ebpages.registry.actions import (
    BuildResult,
    Refused,
    build,
    contribute,
    judge,
    withdraw_contribution,
    withdraw_judgement,
)
from ebpages.registry.contributions import SOURCE
from ebpages.registry.models import derived
from ebpages.registry.queries import MergedInto, built, organisation
from ebpages.registry.queries.builds import state_of_registry
from ebpages.registry.search_documents import find_ids
from tests.samples.offers.models import Offer
from tests.samples.stored import stored

A, B = "bulstat:1", "bulstat:2"
DERIVED = {
    model for model in apps.get_app_config("registry").get_models() if model.__module__ == derived.__name__
}


def organisation_of(record: str) -> str:
    return str(models.Record.objects.get(id=record).organisation_id)


def page(client: Client, public_id: str) -> tuple[int, str]:
    """Status, and where to."""
    answer = client.get(f"/en/organisations/{public_id}/")
    return answer.status_code, answer.headers.get("Location", "")


@pytest.fixture
def offers(few: BuildResult) -> dict[str, Offer]:
    return {key: Offer.objects.create(organisation_id=organisation_of(key), text=key) for key in (A, B)}


def test_nothing_but_derived_rows_refers_to_derived_rows() -> None:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if model in DERIVED or not isinstance(field, fields.ForeignKey | fields.ManyToManyField):
                continue
            assert field.related_model not in DERIVED or model._meta.auto_created in DERIVED, field


def test_every_other_room_refers_to_public_ids_and_protects_them() -> None:
    registry = set(apps.get_app_config("registry").get_models(include_auto_created=True))
    referring = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, fields.ForeignKey) and field.related_model in registry and model not in registry
    ]
    assert referring  # the offers of these tests
    for field in referring:
        assert field.related_model is models.PublicId, field
        assert field.remote_field.on_delete is fields.PROTECT, field


def test_an_offer_goes_with_its_organisation_when_it_is_joined_and_parted(
    client: Client, offers: dict[str, Offer]
) -> None:
    ids = {key: offer.organisation_id for key, offer in offers.items()}
    judgement = judge(a=A, b=B, relation="re_registration", by="A. Person", why="they told me")
    kept = organisation_of(A)
    gone = next(i for i in ids.values() if i != kept)
    assert organisation_of(B) == kept in ids.values()
    assert page(client, kept)[0] == 200
    assert page(client, gone) == (301, f"/en/organisations/{kept}/")
    build(force=True)
    assert page(client, gone) == (301, f"/en/organisations/{kept}/")
    withdraw_judgement(judgement=judgement.pk, by="A. Person")
    assert {key: organisation_of(key) for key in (A, B)} == ids
    assert [page(client, i)[0] for i in ids.values()] == [200, 200]
    build(force=True)
    assert {offer.text: offer.organisation_id for offer in Offer.objects.all()} == ids


def test_organisations_of_one_row_each_are_parted_as_they_were_joined(
    few: BuildResult, judge: Callable[..., None]
) -> None:
    """By judgements that are followed at once, and by those of the file, which a whole build follows."""
    rows = ("bulstat:1", "bulstat:6")
    ids = {row: organisation_of(row) for row in rows}
    for a, b in (rows, rows[::-1]):
        judgement = actions.judge(a=a, b=b, relation="re_registration", by="A. Person", why="they told me")
        assert organisation_of(a) == organisation_of(b) in ids.values()
        withdraw_judgement(judgement=judgement.pk, by="A. Person")
        assert {row: organisation_of(row) for row in rows} == ids
        judge((a, "re_registration", b))
        build()
        assert organisation_of(a) == organisation_of(b) in ids.values()
        judge()
        build()
        assert {row: organisation_of(row) for row in rows} == ids
    assert set(models.PublicId.objects.filter(id__in=ids.values()).values_list("heir", flat=True)) == {None}


def test_an_offer_waits_for_an_organisation_that_left_the_lists(
    client: Client, registry: BuildResult, lists: Path
) -> None:
    file = lists / "bulstat" / "list.txt"
    whole = file.read_text()
    alone = models.Record.objects.filter(source="bulstat", organisation__record_count=1)
    record = alone.select_related("organisation").latest("row")
    lone = record.organisation
    offer = Offer.objects.create(organisation_id=lone.id, text="an offer")
    said = contribute(subject=lone.id, property="members", value="7", by="A. Person")
    assert models.Record.objects.get(source=SOURCE.slug).organisation_id == lone.id
    file.write_text("".join(whole.splitlines(keepends=True)[: record.line - 1]))
    build()
    assert not models.Organisation.objects.filter(id=lone.id).exists()
    assert not models.SourceList.objects.filter(slug=SOURCE.slug).exists()
    assert page(client, lone.id)[0] == 404
    assert "has left the lists" in client.get(f"/en/organisations/{lone.id}/").text
    assert "has left the lists" in client.get(f"/api/organisations/{lone.id}?language=en").json()["detail"]
    offer.refresh_from_db()
    assert (offer.organisation.id, offer.organisation.heir, offer.organisation.anchor) == (
        lone.id,
        None,
        record.id,
    )
    contribute(
        subject=lone.id, property="founded", value="2001", by="A. Person"
    )  # said meanwhile: it waits too
    file.write_text(whole)
    build()
    assert page(client, lone.id)[0] == 200
    waited = models.Record.objects.filter(source=SOURCE.slug, organisation=lone.id)
    assert sorted(waited.values_list("statements__property", flat=True)) == ["founded", "members"]
    assert said.pk == models.Contribution.objects.earliest("id").pk


def test_an_id_that_is_referred_to_cannot_be_removed(offers: dict[str, Offer]) -> None:
    with pytest.raises(ProtectedError):
        models.PublicId.objects.get(id=offers[A].organisation_id).delete()


def test_what_an_organisation_says_follows_it_to_its_heir(registry: BuildResult) -> None:
    subject = organisation_of(B)
    contribute(subject=subject, property="members", value="12", source="our statute", by="A. Person")
    judge(a=A, b=B, relation="re_registration", by="A. Person", why="they told me")
    (said,) = models.Record.objects.filter(source=SOURCE.slug)
    assert said.organisation_id == organisation_of(A) == organisation_of(B)
    assert said.text.startswith("12\tour statute\tA. Person\t")


def test_a_judgement_made_on_a_page_is_shown_as_one_of_the_file(registry: BuildResult) -> None:
    judge(a=A, b=B, relation="re_registration", by="A. Person", why="they told me")
    found = organisation(organisation_of(A), date(2026, 11, 23))
    assert found and not isinstance(found, MergedInto)
    (join,) = [join for join in found.joined if join.by]
    made = models.HumanJudgement.objects.get()
    assert (join.by, join.at, join.why) == ("A. Person", localdate(made.at).isoformat(), "they told me")


def test_what_an_organisation_says_is_searched_and_counted_at_once(registry: BuildResult) -> None:
    subject = organisation_of(A)
    state = state_of_registry()
    assert find_ids("левитация") == []
    said = contribute(subject=subject, property="sector", value="магнитна левитация", by="A. Person")
    assert find_ids("левитация") == [subject] and state_of_registry() != state
    assert models.SourceList.objects.get(slug=SOURCE.slug).found == 1
    assert built().counts["records"] == registry.counts["records"] + 1  # type: ignore[union-attr]
    withdraw_contribution(contribution=said.pk, by="A. Person")
    assert find_ids("левитация") == [] and not models.SourceList.objects.filter(slug=SOURCE.slug).exists()
    assert built().counts == registry.counts  # type: ignore[union-attr]


def test_a_registry_of_an_earlier_version_is_built_anew_at_the_first_judgement(few: BuildResult) -> None:
    models.Record.objects.update(family="")
    judge(a=A, b=B, relation="re_registration", by="A. Person", why="they told me")
    assert organisation_of(A) == organisation_of(B)
    assert not models.Record.objects.filter(family="").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"b": A}, "two rows"),
        ({"b": "bulstat:9999"}, "No list holds the row bulstat:9999"),
        ({"relation": "cousin"}, "no relation “cousin”"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(
    registry: BuildResult, change: dict[str, str], message: str
) -> None:
    with override("en"), pytest.raises(Refused, match=message):
        judge(**{"a": A, "b": B, "relation": "same", "by": "A. Person", "why": "they told me", **change})
    assert not models.HumanJudgement.objects.exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"property": "identifier"}, "that is name, "),
        ({"value": " "}, "the value of 'members' is empty"),
        ({"value": "many"}, "'many' is no number"),
        ({"subject": "nobody"}, "ever had the id nobody"),
        ({"by": ""}, "`by` is empty"),
    ],
)
def test_a_contribution_that_cannot_be_is_refused(
    registry: BuildResult, change: dict[str, str], message: str
) -> None:
    said = {"subject": organisation_of(A), "property": "members", "value": "7", "by": "A. Person", **change}
    with override("en"), pytest.raises(Refused, match=message):
        contribute(**said)
    assert not models.Contribution.objects.exists()


def test_what_was_withdrawn_stays_stored_and_cannot_be_withdrawn_twice(registry: BuildResult) -> None:
    made = judge(a=A, b=B, relation="different", by="A. Person", why="they told me")
    withdraw_judgement(judgement=made.pk, by="B. Person")
    made.refresh_from_db()
    assert (made.by, made.withdrawn_by) == ("A. Person", "B. Person") and made.withdrawn_at
    with override("en"), pytest.raises(Refused, match="was withdrawn before"):
        withdraw_judgement(judgement=made.pk, by="B. Person")


def test_what_is_decided_while_a_build_runs_is_in_it(few: BuildResult) -> None:
    def decide(stage: str, done: int, total: int) -> None:
        if stage == "finding":  # everything was read by then
            judge(a=A, b=B, relation="re_registration", by="A. Person", why="they told me")

    result = build(force=True, progress=decide)
    assert models.HumanJudgement.objects.count() == 1 and organisation_of(A) == organisation_of(B)
    assert built().counts == result.counts  # type: ignore[union-attr]
    before = stored()
    assert not build().changed
    build(force=True)
    assert stored() == before
