"""Organisations that no list names: proposed, compared with those that are there, reviewed, published, and read by builds."""

from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import timezone, translation

from ebpages.accounts.actions import add_person, give_role
from ebpages.accounts.models import AuditEntry, Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import OPERATOR, VISITOR, Reader
from ebpages.accounts.readers import reader_for
from ebpages.accounts.scoped import NobodyAsks
from ebpages.registry import models
from ebpages.registry.actions import (
    BuildResult,
    Proposed,
    Refused,
    Said,
    build,
    propose_entry,
    publish_entry,
    publish_page,
    return_entry,
    submit_entry,
    withdraw_entry,
)
from ebpages.registry.actions.permanent_rows import entry as as_entry
from ebpages.registry.entries import SOURCE
from ebpages.registry.queries.doubles import likely_doubles
from ebpages.registry.search_documents import find_ids
from tests.samples.stored import stored

NEW = Proposed(
    names=[("Ксилопласт", "bg"), ("Xyloplast", "en")],
    kind="company",
    country="GR",
    identifier_kind="gr_afm",
    identifier="EL 094259216",
    seat="Θεσσαλονίκη",
    website="https://xyloplast.example.org",
)


def person(name: str, *roles: str) -> Person:
    made = add_person(by=OPERATOR, email=f"{name}@example.org", name=name)
    for role in roles:
        give_role(by=OPERATOR, person=made, role=role)
    return made


@pytest.fixture
def proposer(few: BuildResult) -> Person:
    return person("proposer")


@pytest.fixture
def reviewer(few: BuildResult) -> Reader:
    return reader_for(person("reviewer", "reviewer"))


def published(proposer: Person, reviewer: Reader, proposed: Proposed = NEW) -> models.Entry:
    by = reader_for(proposer)
    entry = propose_entry(by=by, proposed=proposed)
    submit_entry(by=by, entry=entry.pk)
    return publish_entry(by=reviewer, entry=entry.pk)


def test_a_published_entry_is_an_organisation_at_once_and_after_the_next_build(
    proposer: Person, reviewer: Reader
) -> None:
    before = stored()
    entry = published(proposer, reviewer)
    public_id = str(entry.organisation_id)
    shown = models.Organisation.objects.get(id=public_id)
    assert (shown.name, shown.kind, shown.is_example) == ("Ксилопласт", "company", False)
    assert find_ids("xyloplast") == [public_id]
    assert models.SourceList.objects.get(slug=SOURCE.slug).found == 1
    assert reader_for(proposer).may(Permission.MANAGE_PEOPLE, public_id)
    publish_page(subject=public_id, said=[Said("products", "столове", "bg")], by="person:1")
    followed = stored()
    build(force=True, as_of=models.Build.objects.latest("id").as_of)
    after = stored()
    for table, rows in after.items():
        assert followed[table] == rows, table
    assert models.Entry.objects.for_writing().get(pk=entry.pk).organisation_id == public_id
    publish_page(subject=public_id, said=[], by="person:1")
    withdraw_entry(by=reviewer, entry=entry.pk, reason="closed")
    assert not models.Organisation.objects.filter(id=public_id).exists()
    left = stored()
    for table in left.keys() - {
        "PublicId",
        "Build",
    }:  # the id stays, and what was said and withdrawn stays stored
        assert left[table] == before[table], table
    assert models.PublicId.objects.filter(id=public_id).exists()


def test_every_step_is_in_the_audit(proposer: Person, reviewer: Reader) -> None:
    entry = published(proposer, reviewer)
    steps = AuditEntry.objects.for_writing().filter(kind="entry", object_id=str(entry.pk)).order_by("id")
    assert list(steps.values_list("action", flat=True)) == ["entry.propose", "entry.submit", "entry.publish"]
    assert steps.latest("id").about_id == proposer.pk


def test_what_was_returned_is_mended_by_its_proposer_only(proposer: Person, reviewer: Reader) -> None:
    by = reader_for(proposer)
    entry = propose_entry(by=by, proposed=NEW)
    submit_entry(by=by, entry=entry.pk)
    with pytest.raises(Refused):
        propose_entry(by=by, proposed=NEW, entry=entry.pk)
    with pytest.raises(Refused):
        return_entry(by=reviewer, entry=entry.pk, reason=" ")
    return_entry(by=reviewer, entry=entry.pk, reason="which town?")
    with pytest.raises(Refused):
        propose_entry(by=reader_for(person("other")), proposed=NEW, entry=entry.pk)
    mended = propose_entry(by=by, proposed=replace(NEW, seat="Καβάλα"), entry=entry.pk)
    assert (mended.pk, mended.state, mended.seat) == (entry.pk, "draft", "Καβάλα")


def test_nobody_decides_about_a_proposal_of_their_own(few: BuildResult) -> None:
    both = reader_for(person("both", "reviewer"))
    entry = propose_entry(by=both, proposed=NEW)
    submit_entry(by=both, entry=entry.pk)
    with pytest.raises(Refused):
        publish_entry(by=both, entry=entry.pk)


def test_only_who_may_proposes_and_publishes(proposer: Person, reviewer: Reader) -> None:
    by = reader_for(proposer)
    with pytest.raises(Refused):
        propose_entry(by=VISITOR, proposed=NEW)
    entry = propose_entry(by=by, proposed=NEW)
    with pytest.raises(Refused):
        publish_entry(by=reviewer, entry=entry.pk)  # it is a draft
    submit_entry(by=by, entry=entry.pk)
    for decide in (publish_entry, return_entry):
        with pytest.raises(Refused):
            decide(by=by, entry=entry.pk, **({"reason": "no"} if decide is return_entry else {}))


def test_drafts_are_seen_by_their_owner_and_what_is_submitted_by_who_reviews(
    proposer: Person, reviewer: Reader
) -> None:
    by = reader_for(proposer)
    entry = propose_entry(by=by, proposed=NEW)
    with pytest.raises(NobodyAsks):
        list(models.Entry.objects.all())

    def seen(reader: Reader) -> bool:
        return models.Entry.objects.seen_by(reader).filter(pk=entry.pk).exists()

    other = reader_for(person("other"))
    assert [seen(r) for r in (by, reviewer, other, VISITOR)] == [True, False, False, False]
    submit_entry(by=by, entry=entry.pk)
    assert [seen(r) for r in (by, reviewer, other, VISITOR)] == [True, True, False, False]


def test_a_draft_that_its_owner_withdraws_is_no_more_to_be_seen_than_before(
    proposer: Person, reviewer: Reader
) -> None:
    entry = propose_entry(by=reader_for(proposer), proposed=NEW)
    withdraw_entry(by=reader_for(proposer), entry=entry.pk)
    assert not models.Entry.objects.seen_by(reviewer).filter(pk=entry.pk).exists()


def test_who_proposes_and_withdraws_again_and_again_is_stopped(
    proposer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ebpages.registry.actions.entries.MOST_A_DAY", 2)
    for _ in range(2):
        withdraw_entry(by=reader_for(proposer), entry=propose_entry(by=reader_for(proposer), proposed=NEW).pk)
    with pytest.raises(Refused, match="only tomorrow"), translation.override("en"):
        propose_entry(by=reader_for(proposer), proposed=NEW)


def test_a_number_that_the_registry_has_is_refused_with_whose_it_is(proposer: Person) -> None:
    known = models.LegalEntity.objects.exclude(identifier=None).select_related("organisation").earliest("id")
    by = reader_for(proposer)
    entry = propose_entry(
        by=by,
        proposed=Proposed([("Нещо съвсем друго", "bg")], "company", "BG", "bg_eik", str(known.identifier)),
    )
    (first, *_) = likely_doubles(as_entry(entry))
    assert first.id == known.organisation_id and first.is_certain and first.reasons
    with pytest.raises(Refused, match=first.name[:12]):
        submit_entry(by=by, entry=entry.pk)


def test_two_people_cannot_submit_one_number(proposer: Person) -> None:
    other = reader_for(person("other"))
    for by in (reader_for(proposer), other):
        entry = propose_entry(by=by, proposed=NEW)
        if by is other:
            with pytest.raises(Refused):
                submit_entry(by=by, entry=entry.pk)
        else:
            submit_entry(by=by, entry=entry.pk)


def test_a_like_name_and_a_like_website_are_shown_with_reasons(registry: BuildResult) -> None:
    listed = models.Statement.objects.filter(
        property="website", record__organisation__isnull=False, value__startswith="http"
    )
    site = listed.select_related("record__organisation").earliest("id")
    owner = site.record.organisation
    by_name = as_entry(models.Entry(pk=0, names=[[owner.name, "bg"]], at=timezone.now()))
    by_site = as_entry(models.Entry(pk=0, names=[["Невиждано", "bg"]], website=site.value, at=timezone.now()))
    for entry in (by_name, by_site):
        with translation.override("en"):
            found = {double.id: double for double in likely_doubles(entry)}
        assert owner.id in found and found[owner.id].reasons and not found[owner.id].is_certain
    assert likely_doubles(as_entry(models.Entry(pk=0, names=[["Zzyzx", "en"]], at=timezone.now()))) == ()


def test_an_entry_that_cannot_be_is_refused(proposer: Person) -> None:
    by = reader_for(proposer)
    for wrong in (
        replace(NEW, names=[(" ", "bg")]),
        replace(NEW, kind="sect"),
        replace(NEW, country=""),
        replace(NEW, identifier="094259217"),
        replace(NEW, website="http://10.0.0.1/"),
    ):
        with transaction.atomic(), pytest.raises(Refused):
            propose_entry(by=by, proposed=wrong)
    assert not models.Entry.objects.for_writing().exists()
