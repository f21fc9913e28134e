"""The pages of new organisations: a form, those that it resembles, the agency's queue, and who sees what."""

import re

import pytest
from django.test import Client

from ebpages.accounts.models import Notice, Person
from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from tests.samples.people import browser, person

TYPED = {
    "name_bg": "Ксилопласт", "name_other": "Ξυλοπλάστ", "name_language": "el", "kind": "company", "country": "GR",
    "seat": "Θεσσαλονίκη", "identifier_kind": "gr_afm", "identifier": "EL 094259216", "website": "https://xyloplast.example.org",
}  # fmt: skip


def signed_in(name: str, *roles: str) -> Client:
    return browser(person(f"{name}@example.org", *roles))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_a_company_proposes_itself_and_the_agency_publishes_it(few: BuildResult, language: str) -> None:
    company, agency = signed_in("company"), signed_in("agency", "reviewer")
    new = f"/{language}/my/organisations/new/"
    assert company.get(new).status_code == 200
    kept = company.post(new, TYPED)
    entry = models.Entry.objects.for_writing().get()
    assert (kept.status_code, kept["Location"]) == (302, f"{new}{entry.pk}/")
    shown = company.get(kept["Location"])
    assert "094259216" in shown.text and shown["Cache-Control"].startswith("private")
    assert agency.get(f"/{language}/agency/organisations/{entry.pk}/").status_code == 404  # still a draft
    company.post(kept["Location"], {"step": "submit"})
    assert "Ксилопласт" in agency.get(f"/{language}/my/").text
    assert "Ксилопласт" in agency.get(f"/{language}/agency/organisations/").text
    review = f"/{language}/agency/organisations/{entry.pk}/"
    assert agency.post(review, {"decision": "return", "reason": ""}).status_code == 200
    assert agency.post(review, {"decision": "publish"}).status_code == 302
    entry = models.Entry.objects.for_writing().get()
    page = Client().get(f"/{language}/organisations/{entry.organisation_id}/")
    assert page.status_code == 200 and "Ксилопласт" in page.text and "094259216" in page.text
    assert company.get(f"/{language}/my/organisations/{entry.organisation_id}/").status_code == 200
    assert Notice.objects.for_writing().get(person__email="company@example.org").kind == "entry.published"


def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(few: BuildResult) -> None:
    client = signed_in("company")
    wrong = {**TYPED, "identifier": "094259217", "country": "", "website": "http://10.0.0.1/"}
    answer = client.post("/en/my/organisations/new/", wrong)
    assert answer.status_code == 400
    shown = words(answer.text)
    for sentence in ("the check digit of", "Choose a country.", "into a network that others do not see"):
        assert shown.count(sentence) == 2, sentence  # above and beside
    assert 'value="Ксилопласт"' in answer.text and 'value="094259217"' in answer.text
    assert not models.Entry.objects.for_writing().exists()


def test_a_name_that_an_organisation_has_in_another_language_is_enough_to_be_shown(few: BuildResult) -> None:
    company, agency = signed_in("company"), signed_in("agency", "reviewer")
    kept = company.post("/en/my/organisations/new/", {**TYPED, "name_en": "Joiners of the North"})
    company.post(kept["Location"], {"step": "submit"})
    entry = models.Entry.objects.for_writing().get()
    agency.post(f"/en/agency/organisations/{entry.pk}/", {"decision": "publish"})
    typed = {"name_en": "Joiners of the North", "kind": "company", "country": "CY", "seat": "Nicosia"}
    shown = company.get(company.post("/en/my/organisations/new/", typed)["Location"])
    published = models.Entry.objects.for_writing().get(pk=entry.pk)
    assert published.organisation_id in {double.id for double in shown.context["doubles"]}


def test_a_like_organisation_is_shown_with_reasons_before_it_is_sent(few: BuildResult) -> None:
    seats = models.Statement.objects.filter(property="seat", record__organisation__isnull=False)
    listed = models.Organisation.objects.filter(id__in=seats.values("record__organisation")).earliest("id")
    client = signed_in("company")
    typed = {"name_bg": listed.name, "kind": listed.kind, "country": "BG"}
    shown = client.get(client.post("/en/my/organisations/new/", typed)["Location"])
    (alike,) = (double for double in shown.context["doubles"] if double.id == listed.id)
    assert alike.seat and alike.seat in words(shown.text)
    assert f"/en/my/organisations/{listed.id}/" in shown.text  # to claim it


def test_nobody_else_sees_a_proposal(few: BuildResult) -> None:
    owner, other = signed_in("owner"), signed_in("other")
    address = owner.post("/en/my/organisations/new/", TYPED)["Location"]
    for path in (address, f"{address}change/"):
        assert owner.get(path).status_code == 200
        assert other.get(path).status_code == 404
        assert other.post(path, TYPED).status_code == 404
    assert other.get("/en/agency/organisations/").status_code in (403, 404)
    assert Client().get(address).status_code == 302


def test_what_was_returned_is_changed_and_withdrawn_by_its_owner(few: BuildResult) -> None:
    owner, agency = signed_in("owner"), signed_in("agency", "reviewer")
    address = owner.post("/en/my/organisations/new/", TYPED)["Location"]
    owner.post(address, {"step": "submit"})
    key = models.Entry.objects.for_writing().get().pk
    agency.post(f"/en/agency/organisations/{key}/", {"decision": "return", "reason": "Which town?"})
    assert "Which town?" in owner.get(address).text
    assert 'value="Θεσσαλονίκη"' in owner.get(f"{address}change/").text
    owner.post(f"{address}change/", {**TYPED, "seat": "Καβάλα"})
    assert models.Entry.objects.for_writing().get().seat == "Καβάλα"
    owner.post(address, {"step": "withdraw"})
    assert models.Entry.objects.for_writing().get().state == models.Entry.WITHDRAWN
    assert Person.objects.count() == 2
