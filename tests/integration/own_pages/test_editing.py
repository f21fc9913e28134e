"""A page is written, published, compared and published again, by one or by several."""

import os
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from ebpages.accounts.actions import Refused
from ebpages.accounts.models import AuditEntry, Notice
from ebpages.accounts.reader import OPERATOR, Reader
from ebpages.own_pages import queries
from ebpages.own_pages.actions import (
    NotReady,
    drop_draft,
    publish,
    revert,
    save_draft,
    set_logo,
)
from ebpages.own_pages.actions.tidying import tidy
from ebpages.own_pages.models import Draft, Edition, SetAside
from ebpages.own_pages.page import Beginning, Value, Values
from ebpages.own_pages.queries.page import page_state, published_values
from ebpages.own_pages.stored_logos import FOLDER
from ebpages.registry import models as registry
from tests.samples.people import OTHER, person, reader
from tests.samples.people import organisation as made_organisation

FIRST: Values = {"description": (Value("Мебели от дъб", "bg"),), "products": (Value("столове", "bg"),)}


def acting_for(organisation: str, name: str, role: str = "administrator") -> Reader:
    return reader(person(f"{name.split()[0].lower()}@example.org", role, of=organisation, name=name))


@pytest.fixture
def organisation(db: None) -> str:
    return made_organisation()


@pytest.fixture
def agency(db: None) -> Reader:
    return reader(person("analyst@agency.example", "analyst", name="Anna Analyst"))


@pytest.fixture
def editor(organisation: str) -> Reader:
    return acting_for(organisation, "Maria Ivanova")


@pytest.fixture
def colleague(organisation: str) -> Reader:
    return acting_for(organisation, "Petar Petrov")


def save(by: Reader, organisation: str, values: Values, began: Beginning | None = None):  # type: ignore[no-untyped-def]
    began = began or page_state(organisation).beginning
    return save_draft(by=by, organisation=organisation, began=began, values=values)


def published(by: Reader, organisation: str, values: Values) -> Edition:
    return publish(by=by, organisation=organisation, version=save(by, organisation, values).beginning.number)


def test_a_draft_is_seen_inside_only_and_published_by_who_may(
    organisation: str, editor: Reader, agency: Reader
) -> None:
    saved = save(editor, organisation, FIRST)
    assert saved.beginning == Beginning(True, 1) and published_values(organisation) == {}
    member = acting_for(organisation, "A Member", role="member")
    with pytest.raises(Refused):
        publish(by=member, organisation=organisation, version=1)
    assert [d.version for d in Draft.objects.seen_by(member)] == [1]
    assert not Draft.objects.seen_by(agency).exists()
    edition = publish(by=editor, organisation=organisation, version=1, note="first")
    assert (edition.number, edition.note, edition.values["products"]) == (
        1,
        "first",
        [{"value": "столове", "language": "bg"}],
    )
    assert published_values(organisation) == FIRST and page_state(organisation).draft is None
    said = registry.Contribution.objects.filter(subject=organisation, withdrawn_at=None)
    assert set(said.values_list("by", flat=True)) == {f"person:{editor.code}"}
    entry = AuditEntry.objects.seen_by(OPERATOR).select_related("detail").get(action="page.publish")
    assert entry.detail.before == {"description": [], "products": []}
    assert entry.detail.after["products"] == [{"value": "столове", "language": "bg"}]


def test_the_audit_of_a_draft_holds_none_of_its_words(organisation: str, editor: Reader) -> None:
    save(editor, organisation, FIRST)
    entry = AuditEntry.objects.seen_by(OPERATOR).select_related("detail").get(action="page.draft")
    assert entry.detail.before is None and entry.detail.after is None


def test_a_faulty_value_is_kept_in_the_draft_and_not_published(organisation: str, editor: Reader) -> None:
    faulty = {**FIRST, "founded": (Value("two thousand"),), "website": (Value("example.org"),)}
    version = save(editor, organisation, faulty).beginning.number
    with pytest.raises(NotReady):
        publish(by=editor, organisation=organisation, version=version)
    assert page_state(organisation).values == faulty and published_values(organisation) == {}
    with translation.override("bg"):
        told = {label for _id, label, _sentence in queries.edit_form(editor, organisation).faults}
    assert told == {"Година на създаване", "Сайт"}


def test_what_others_saved_meanwhile_is_put_together(
    organisation: str, editor: Reader, colleague: Reader
) -> None:
    began = save(editor, organisation, FIRST).beginning
    save(colleague, organisation, {**FIRST, "founded": (Value("2006"),)}, began)
    saved = save(editor, organisation, {**FIRST, "languages": (Value("el"),)}, began)
    assert saved.together and not saved.clashes and saved.beginning.number == 3
    assert page_state(organisation).values == {
        **FIRST,
        "founded": (Value("2006"),),
        "languages": (Value("el"),),
    }


def test_who_comes_second_is_told_who_wrote_what_and_loses_nothing(
    organisation: str, editor: Reader, colleague: Reader
) -> None:
    began = save(editor, organisation, FIRST).beginning
    theirs = {**FIRST, "description": (Value("Мебели от бук", "bg"),)}
    mine = {**FIRST, "description": (Value("Мебели от орех", "bg"),), "founded": (Value("2006"),)}
    save(colleague, organisation, theirs, began)
    saved = save(editor, organisation, mine, began)
    assert [(c.mine, c.theirs) for c in saved.clashes] == [("Мебели от орех", "Мебели от бук")]
    assert page_state(organisation).values == theirs
    form = queries.edit_form(editor, organisation)
    assert [who.name for who in form.meanwhile] == ["Petar Petrov"] and form.clashes == 1
    shown = {field.code: field for group in form.groups for field in group.fields}
    assert shown["description"].parts[0].text == "Мебели от орех"
    assert (
        shown["description"].clashes[0].theirs == "Мебели от бук" and shown["founded"].parts[0].text == "2006"
    )
    assert queries.edit_form(colleague, organisation).clashes == 0
    chosen = save(editor, organisation, mine, Beginning.read(form.beginning))
    assert not chosen.clashes and page_state(organisation).values == mine
    assert not SetAside.objects.seen_by(editor).exists()


def test_a_draft_that_was_saved_too_long_ago_clashes_and_overwrites_nothing(
    organisation: str, editor: Reader
) -> None:
    save(editor, organisation, FIRST)
    saved = save(editor, organisation, {"description": (Value("old", "bg"),)}, Beginning(True, 4000))
    assert saved.clashes and page_state(organisation).values == FIRST


def test_what_was_looked_at_is_what_is_published(
    organisation: str, editor: Reader, colleague: Reader
) -> None:
    version = save(editor, organisation, FIRST).beginning.number
    save(colleague, organisation, {**FIRST, "founded": (Value("2006"),)})
    for attempt in (publish, drop_draft):
        with pytest.raises(Refused):
            attempt(by=editor, organisation=organisation, version=version)
    drop_draft(by=editor, organisation=organisation, version=version + 1)
    assert page_state(organisation).draft is None
    with pytest.raises(Refused):
        publish(by=editor, organisation=organisation, version=version + 1)


def test_an_earlier_edition_is_published_again_as_a_new_one(
    organisation: str, editor: Reader, colleague: Reader
) -> None:
    published(editor, organisation, FIRST)
    published(colleague, organisation, {**FIRST, "founded": (Value("2006"),)})
    again = revert(by=editor, organisation=organisation, number=1, note="", for_agency=False)
    assert (again.number, again.reverted_to) == (3, 1) and published_values(organisation) == FIRST
    rows = queries.history(editor, organisation)
    assert [(row.number, row.who) for row in rows] == [
        (3, "Maria Ivanova"),
        (2, "Petar Petrov"),
        (1, "Maria Ivanova"),
    ]
    outsider = acting_for(made_organisation(OTHER), "Somebody Else")
    assert [row.who for row in queries.history(outsider, organisation)][1] == f"person:{colleague.code}"
    compared = queries.comparison(outsider, organisation, 2, 1)
    assert compared and [[v.text for v in change.added] for change in compared.changes] == [["2006"]]
    with pytest.raises(Refused):
        revert(by=editor, organisation=organisation, number=1, note="", for_agency=False)


def test_the_agency_takes_an_edit_back_with_a_reason_and_the_draft_goes_on(
    organisation: str, editor: Reader, agency: Reader
) -> None:
    published(editor, organisation, FIRST)
    published(editor, organisation, {**FIRST, "description": (Value("Купувайте сега!", "bg"),)})
    save(editor, organisation, {**page_state(organisation).values, "founded": (Value("2006"),)})
    for by, note in ((agency, " "), (editor, "mine")):
        with pytest.raises(Refused):
            revert(by=by, organisation=organisation, number=1, note=note, for_agency=True)
    revert(by=agency, organisation=organisation, number=1, note="Реклама", for_agency=True)
    assert published_values(organisation) == FIRST
    state = page_state(organisation)
    assert (
        state.values == {**FIRST, "founded": (Value("2006"),)} and state.draft and state.draft.based_on == 3
    )
    (notice,) = Notice.objects.for_writing().filter(person=editor.person, kind="page.taken_back")
    assert notice.params["reason"] == "Реклама"


def test_what_was_said_before_the_first_edition_can_come_back(organisation: str, editor: Reader) -> None:
    from ebpages.registry.actions import contribute

    contribute(subject=organisation, property="members", value="7", by="A. Person")
    assert queries.edit_form(editor, organisation).beginning == "edition-0"
    published(editor, organisation, FIRST)
    assert published_values(organisation) == FIRST
    revert(by=editor, organisation=organisation, number=0, note="", for_agency=False)
    assert published_values(organisation) == {"members": (Value("7"),)}


def test_a_logo_goes_through_the_draft_and_is_kept_by_the_form(
    organisation: str, editor: Reader, agency: Reader
) -> None:
    name = "a" * 64 + ".webp"
    set_logo(by=editor, organisation=organisation, file=name)
    saved = save(editor, organisation, FIRST)
    assert page_state(organisation).values["logo"] == (Value(name),) and not queries.is_published_logo(name)
    assert queries.is_draft_logo(editor, name) and not queries.is_draft_logo(agency, name)
    publish(by=editor, organisation=organisation, version=saved.beginning.number)
    assert queries.is_published_logo(name)
    set_logo(by=editor, organisation=organisation, file="")
    assert "logo" not in page_state(organisation).values


def test_two_drafts_of_one_version_cannot_stand(organisation: str, editor: Reader) -> None:
    save(editor, organisation, FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(
            organisation_id=organisation, version=1, values={}, based_on=0, ended_at="2026-01-01T00:00Z"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(organisation_id=organisation, version=2, values={}, based_on=0)


def test_a_logo_that_no_page_has_any_more_is_tidied_away_after_a_day(
    organisation: str, editor: Reader, home: Path
) -> None:
    files = {
        name: home / FOLDER / f"{name * 64}.webp" for name in "abcd"
    }  # published before, in draft, unused, new
    for name, file in files.items():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"RIFF")
        if name != "d":
            os.utime(file, (0, 0))
    set_logo(by=editor, organisation=organisation, file=files["a"].name)
    publish(by=editor, organisation=organisation, version=1)
    set_logo(by=editor, organisation=organisation, file="")
    publish(by=editor, organisation=organisation, version=2)
    set_logo(by=editor, organisation=organisation, file=files["b"].name)
    tidy.func()
    assert {name for name, file in files.items() if file.exists()} == {"a", "b", "d"}
