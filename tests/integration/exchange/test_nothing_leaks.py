"""What is not for a reader is on no page, in no file, feed or search that they can open: drafts, documents by level, anonymous owners."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
from django.test import Client

from ebpages.accounts.actions import Refused
from ebpages.accounts.models import Person
from ebpages.exchange import actions, queries
from ebpages.exchange.models import LEVELS, Attachment, Profile
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.owners import traces_of
from ebpages.faces.documents import Document
from ebpages.registry.models import Record, Statement
from tests.integration.exchange.test_life import GOOD
from tests.samples.people import CLUSTER, browser, organisation, person, reader
from tests.samples.profiles import GOOD_TEXTS, offer, with_text

OWNER = "Скритата Лаборатория"


@pytest.fixture
def hidden(reviewer: Person, officer: Person) -> Profile:
    """A published profile of an owner that is not to be known, with a document of each level."""
    content = offer(anonymous=True)
    profile = actions.start_profile(by=reader(officer), organisation=CLUSTER, content=content)
    for level in LEVELS:
        document = Document("pdf", b"%PDF-1.4 " + level.encode() + b" %%EOF")
        actions.add_attachment(
            by=reader(officer), profile=profile, title=f"Документ {level}", level=level, document=document
        )
    actions.hand_in(by=reader(officer), profile=profile, version=4)
    actions.decide(by=reader(reviewer), profile=profile, version=4, scores=GOOD, reasons={})
    found: Profile = Profile.objects.for_writing().get(pk=profile.pk)
    return found


@pytest.fixture
def centre(db: None) -> str:
    return organisation(name=OWNER, website="http://www.hidden-lab.bg/")


def faces(reference: str) -> Iterator[str]:
    """Every public face of a profile."""
    for language in ("bg", "en"):
        yield f"/{language}/exchange/"
        yield f"/{language}/exchange/?q={OWNER}"
        yield f"/{language}/exchange/?owner={CLUSTER}"
        yield f"/{language}/exchange/{reference}/"
        yield f"/{language}/exchange/{reference}/bg.pdf"
        yield f"/{language}/exchange/profiles.atom"
        yield from (
            f"/{language}/exchange/download.{each}"
            for each in ("csv", "semicolon.csv", "json", "xlsx", "parquet")
        )
    yield "/api/exchange"
    yield f"/api/exchange?owner={CLUSTER}"
    yield f"/api/exchange/{reference}"
    yield f"/api/exchange/{reference}/linked"
    yield f"/en/organisations/{CLUSTER}/"
    yield f"/api/organisations/{CLUSTER}"


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def test_no_public_face_leads_from_an_anonymous_profile_to_its_owner(hidden: Profile) -> None:
    client, reference = Client(), str(hidden.reference)
    of_owner = (f"/en/organisations/{CLUSTER}/", f"/api/organisations/{CLUSTER}")
    for path in faces(reference):
        content = shown(client, path)
        if path in of_owner or "owner=" in path:  # these name the organisation that was asked for
            assert reference not in content and GOOD_TEXTS.title not in content, path
        elif "q=" not in path:  # the words that were asked for stand on the page again
            assert OWNER not in content, path
            assert "hidden-lab" not in content, path
            assert f'"{CLUSTER}"' not in content, path
    assert queries.profiles(queries.ProfileQuestion(words=OWNER)).total == 0
    assert queries.profiles(queries.ProfileQuestion(owner=CLUSTER)).total == 0


def test_a_document_is_read_by_whom_its_level_says(
    hidden: Profile, officer: Person, reviewer: Person
) -> None:
    stranger = person("stranger@example.org", "editor", of=organisation("bbbbbbb", "Друга организация"))
    documents = {each.level: each.key for each in queries.draft_view(reader(officer), hidden).attachments}
    for who, may in (
        (None, {"public"}),
        (stranger, {"public"}),
        (officer, set(LEVELS)),
        (reviewer, set(LEVELS)),
    ):
        client = browser(who) if who else Client()
        for level, key in documents.items():
            public = client.get(f"/en/exchange/{hidden.reference}/documents/{key}/").status_code
            own = client.get(f"/en/my/profiles/{hidden.code}/documents/{key}/").status_code
            assert (200 in (public, own)) is (level in may), (who, level)
    page = shown(Client(), f"/bg/exchange/{hidden.reference}/")
    assert "Документ public" in page and "Документ after" not in page
    answer = Client().get(f"/en/exchange/{hidden.reference}/documents/{documents['public']}/")
    assert OWNER not in answer["Content-Disposition"]


def test_a_document_for_everybody_waits_for_a_reviewer_like_every_change(
    hidden: Profile, officer: Person
) -> None:
    document = Document("pdf", b"%PDF-1.4 %%EOF")
    actions.add_attachment(
        by=reader(officer), profile=hidden, title="Нов чертеж", level="public", document=document
    )
    assert "Нов чертеж" not in shown(Client(), f"/bg/exchange/{hidden.reference}/")


def test_a_document_under_another_profile_is_not_found(hidden: Profile, officer: Person) -> None:
    other = actions.start_profile(by=reader(officer), organisation=CLUSTER, content=offer())
    key = queries.draft_view(reader(officer), hidden).attachments[0].key
    assert browser(officer).get(f"/en/my/profiles/{other.code}/documents/{key}/").status_code == 404


def test_what_was_changed_and_not_published_is_on_no_public_face(hidden: Profile, officer: Person) -> None:
    secret = "tajnaduma"
    changed: Content = with_text(title=f"{GOOD_TEXTS.title} {secret}").model_copy(update={"anonymous": True})
    actions.save_draft(by=reader(officer), profile=hidden, began=4, content=changed)
    for path in faces(str(hidden.reference)):
        assert secret not in shown(Client(), path), path
    assert queries.profiles(queries.ProfileQuestion(words=secret)).total == 0


def test_people_of_another_organisation_open_no_page_of_a_draft(officer: Person) -> None:
    draft = actions.start_profile(by=reader(officer), organisation=CLUSTER, content=offer())
    stranger = browser(person("stranger@example.org", "administrator", of=organisation("bbbbbbb", "Друга")))
    for page in ("", "preview/", "history/", "history/compare/?a=1&b=1", "documents/"):
        assert stranger.get(f"/en/my/profiles/{draft.code}/{page}").status_code == 404, page
    for act in ("hand-in", "take-back", "withdraw", "renew", "documents/add"):
        assert stranger.post(f"/en/my/profiles/{draft.code}/{act}/", {"version": "1"}).status_code == 404, act
    assert stranger.post(f"/en/my/profiles/{draft.code}/", {"began": "1"}).status_code == 404


def test_a_title_of_a_document_must_not_reveal_the_owner(hidden: Profile, officer: Person) -> None:
    document = Document("pdf", b"%PDF-1.4 %%EOF")
    with pytest.raises(Refused, match="anonymous"):
        actions.add_attachment(
            by=reader(officer), profile=hidden, title=f"Каталог на {OWNER}", level="public", document=document
        )


def test_an_owner_is_looked_for_by_all_that_lists_say_of_it(db: None) -> None:
    owner = organisation("ccccccc", "„Дендрос“ ООД", "http://www.dendros.bg/")
    record = Record.objects.get(organisation=owner)
    for place, (what, value) in enumerate(
        (("name", "Горски изследователски център (ГИЦБ)"), ("identifier", "175000001"), ("identifier_abroad", "cy_registration:HE 123456"))
    ):  # fmt: skip
        Statement.objects.create(
            id=f"{record.pk}/{place}", record=record, property=what, value=value, original=value
        )
    traces = traces_of(owner)
    assert "горски изследователски център" in traces.names
    assert traces.words == ("гицб", "дендрос")
    assert (traces.hosts, traces.numbers) == (("dendros.bg",), ("175000001", "HE123456"))


def test_the_properties_of_a_public_document_must_not_reveal_the_owner(officer: Person) -> None:
    signed = Document("pdf", b"%PDF-1.4 /Author (Example Laboratory) %%EOF")
    profile = actions.start_profile(by=reader(officer), organisation=CLUSTER, content=offer())
    actions.add_attachment(
        by=reader(officer), profile=profile, title="Чертеж", level="public", document=signed
    )
    actions.save_draft(by=reader(officer), profile=profile, began=2, content=offer(anonymous=True))
    with pytest.raises(Refused, match="Example Laboratory"):
        actions.hand_in(by=reader(officer), profile=profile, version=3)
    for content, told in ((signed.content, "Author"), (b"%PDF-1.4 /Encrypt 5 0 R %%EOF", "protected")):
        with pytest.raises(Refused, match=told):
            actions.add_attachment(
                by=reader(officer),
                profile=profile,
                title="План",
                level="public",
                document=Document("pdf", content),
            )


def test_a_title_with_marks_of_direction_is_refused_for_them(hidden: Profile, officer: Person) -> None:
    with pytest.raises(Refused, match="nobody sees"):
        actions.add_attachment(
            by=reader(officer), profile=hidden, title="План \u202eза", level="public",
            document=Document("pdf", b"%PDF-1.4 %%EOF"),
        )  # fmt: skip


def test_addresses_of_documents_do_not_count_them(hidden: Profile, officer: Person) -> None:
    keys = {each.key for each in queries.draft_view(reader(officer), hidden).attachments}
    assert len(keys) == len(LEVELS) and not any(key.isdigit() and len(key) < 10 for key in keys)


def test_a_stored_document_is_what_was_handed_in(hidden: Profile, officer: Person) -> None:
    for row in Attachment.objects.seen_by(reader(officer)):
        assert sha256(row.path.read_bytes()).hexdigest() == row.digest
