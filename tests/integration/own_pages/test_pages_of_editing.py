"""The pages on which an organisation's page is written: what each reader gets, and that nothing typed is lost."""

import re
from html.parser import HTMLParser
from io import BytesIO
from time import time
from urllib.parse import unquote

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve

from ebpages.accounts.access import EVERYBODY
from ebpages.accounts.guard import access_to, allows
from ebpages.accounts.models import Person
from ebpages.accounts.readers import reader_for
from ebpages.own_pages.models import Edition
from ebpages.own_pages.page import Value
from ebpages.own_pages.queries.page import page_state, published_values
from tests.samples.people import CLUSTER, OTHER, browser, organisation, person
from tests.samples.people_of_every_role import PASSWORD
from tests.samples.pictures_of_attack import picture

MY = f"/en/my/organisations/{CLUSTER}"


class Form(HTMLParser):
    """The fields of a page's form as a browser would send them; `said` is what can be read on the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._area = self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        name = got.get("name") or ""
        if tag == "textarea":
            self._area = name
            self.fields.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in got:
            self.fields.setdefault(self._select, []).append(got["value"] or "")
        elif tag == "input" and name and (got.get("type") in ("text", "hidden") or "checked" in got):
            self.fields.setdefault(name, []).append(got.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


@pytest.fixture
def editor(cluster: str) -> Person:
    return person("maria@mebel.example", "editor", of=cluster, name="Maria Manager")


@pytest.fixture
def colleague(cluster: str) -> Person:
    return person("petar@mebel.example", "editor", of=cluster, name="Petar Petrov")


def form(client: Client) -> dict[str, list[str]]:
    answer = client.get(f"{MY}/page/")
    assert answer.status_code == 200
    return Form(answer.content.decode()).fields


def test_who_may_open_what(cluster: str, client: Client, analyst: Person, manager: Person) -> None:
    member = browser(person("member@mebel.example", "member", of=cluster))
    strange, agency = browser(manager), browser(analyst)
    for path, of_member, of_agency, of_others in (
        ("/page/", 403, 403, 403), ("/page/preview/", 200, 403, 403), ("/logo/", 403, 403, 403), ("/contacts/", 200, 403, 403),
        ("/members/", 200, 403, 403), ("/next/", 200, 403, 403), ("/history/", 200, 200, 200),
    ):  # fmt: skip
        got = tuple(each.get(MY + path).status_code for each in (member, agency, strange))
        assert got == (of_member, of_agency, of_others), path
        assert client.get(MY + path).status_code == (200 if path == "/history/" else 302), path
    for path in ("/page/publish/", "/page/drop/", "/history/revert/", "/next/answer/", "/members/add/"):
        assert {each.post(MY + path).status_code for each in (member, agency, strange)} == {403}, path


def test_a_page_is_written_looked_at_and_published(cluster: str, editor: Person, client: Client) -> None:
    theirs = browser(editor)
    typed = form(theirs) | {
        "description.bg": ["Мебели от масив"], "description.en": ["Solid wood <furniture>"], "export_markets": ["Greece\r\nГермания"],
        "languages": ["bg", "el"], "certificates": ["FSC"], "certificates.second": ["2027-05-31"], "kind": ["cluster_organisation"],
        "preview": ["1"],
    }  # fmt: skip
    answer = theirs.post(f"{MY}/page/", typed)
    assert (answer.status_code, answer["Location"]) == (302, f"{MY}/page/preview/")
    shown = theirs.get(answer["Location"]).content.decode()
    for text in (
        "Мебели от масив",
        "Solid wood &lt;furniture&gt;",
        "Greece",
        "Germany",
        "FSC | 2027-05-31",
        "Publish",
    ):
        assert text in shown
    assert published_values(cluster) == {}
    answer = theirs.post(
        f"{MY}/page/publish/", {"version": Form(shown).fields["version"][0], "note": "First text"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{MY}/history/")
    assert published_values(cluster)["export_markets"] == (Value("GR"), Value("DE"))
    history = theirs.get(f"{MY}/history/").content.decode()
    assert "Maria Manager" in history and "First text" in history
    compared = theirs.get(f"{MY}/history/compare/?a=0&b=1").content.decode()
    assert "Solid wood &lt;furniture&gt;" in compared
    assert theirs.get(f"{MY}/history/compare/?a=0&b=99").status_code == 404
    stranger = browser(person("x@other.example")).get(f"{MY}/history/").content.decode()
    assert "Maria" not in stranger and f"person:{editor.code}" in stranger


def test_a_form_that_nobody_touches_saves_nothing(cluster: str, editor: Person) -> None:
    theirs = browser(editor)
    theirs.post(
        f"{MY}/page/",
        form(theirs)
        | {
            "products.bg": ["столове\r\nмаси"],
            "description.other": ["Έπιπλα"],
            "description.other-language": ["el"],
        },
    )
    before = page_state(cluster)
    assert before.values["products"] == (Value("столове", "bg"), Value("маси", "bg"))
    theirs.post(f"{MY}/page/", form(theirs))
    assert page_state(cluster).beginning == before.beginning


def test_faulty_values_come_back_with_a_sentence_beside_them_and_above(cluster: str, editor: Person) -> None:
    theirs = browser(editor)
    answer = theirs.post(
        f"{MY}/page/", form(theirs) | {"founded": ["two thousand"], "export_markets": ["Narnia"]}
    )
    assert answer.status_code == 302
    shown = theirs.get(f"{MY}/page/").content.decode()
    assert 'value="two thousand"' in shown and "Narnia" in shown and "To correct before publishing" in shown
    assert shown.count("no number of one to four digits") == 2 and 'href="#field-founded"' in shown
    answer = theirs.post(f"{MY}/page/publish/", {"version": 1})
    assert answer["Location"] == f"{MY}/page/" and not Edition.objects.exists()


def test_the_second_of_two_sees_both_texts_and_loses_nothing(
    cluster: str, editor: Person, colleague: Person
) -> None:
    one, other = browser(editor), browser(colleague)
    mine, theirs = form(one), form(other)
    other.post(f"{MY}/page/", theirs | {"description.en": ["Their text"], "seat": ["Пловдив"]})
    one.post(f"{MY}/page/", mine | {"description.en": ["My text"], "founded": ["2006"]})
    for _again in range(2):  # also when it is opened anew
        shown = one.get(f"{MY}/page/").content.decode()
        assert "Somebody else changed the same text" in shown and "Petar Petrov changed on" in shown
        assert "Their text" in shown and "My text" in shown
    chosen = Form(shown).fields
    assert (chosen["description.en"], chosen["founded"], chosen["seat"]) == (
        ["My text"],
        ["2006"],
        ["Пловдив"],
    )
    one.post(f"{MY}/page/", chosen)
    assert "Somebody else" not in one.get(f"{MY}/page/").content.decode()
    assert page_state(cluster).values == {
        "description": (Value("My text", "en"),), "founded": (Value("2006"),), "seat": (Value("Пловдив"),)
    }  # fmt: skip


def test_a_form_with_an_old_token_comes_back_as_it_was_filled_in(cluster: str, editor: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser(editor).cookies
    answer = strict.post(f"{MY}/page/", {"began": "edition-0", "description.en": "My text"})
    assert answer.status_code == 403 and "My text" in answer.content.decode()
    assert page_state(cluster).draft is None
    answer = strict.post(f"{MY}/page/", {"description.en": "My text"})
    assert answer.status_code == 403


@pytest.mark.parametrize("began", ["", "draft", "edition--1", "draft-٣", "edition-99999999999", "x-1"])
def test_a_form_of_another_making_is_given_back(cluster: str, editor: Person, began: str) -> None:
    answer = browser(editor).post(f"{MY}/page/", {"began": began, "description.en": "My text"})
    assert answer.status_code == 400 and "My text" in answer.content.decode()


def test_a_page_beyond_all_measure_is_given_back_unsaved(cluster: str, editor: Person) -> None:
    answer = browser(editor).post(
        f"{MY}/page/", {"began": "edition-0", "products.en": "chair\n" * 3 + "x" * 200_001}
    )
    assert answer.status_code == 400 and "x" * 1000 in answer.content.decode()
    assert page_state(cluster).draft is None


def test_a_logo_is_public_once_it_is_published_and_is_nothing_but_a_picture(
    cluster: str, editor: Person, client: Client, analyst: Person
) -> None:
    theirs = browser(editor)
    upload = SimpleUploadedFile("logo.html", picture("JPEG", (900, 300)), "text/html")
    assert theirs.post(f"{MY}/logo/", {"logo": upload}).status_code == 302
    file = page_state(cluster).values["logo"][0].text
    address = f"/en/logos/{file}"
    assert theirs.get(address).status_code == 200 and client.get(address).status_code == 404
    assert browser(analyst).get(address).status_code == 404
    theirs.post(f"{MY}/page/publish/", {"version": 1})
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer.streaming_content)[:4] == b"RIFF"  # type: ignore[attr-defined]
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Security-Policy"].startswith(
        "sandbox"
    )
    assert not answer.cookies
    assert theirs.post(f"{MY}/logo/", {"remove": "1"}).status_code == 302
    theirs.post(f"{MY}/page/publish/", {"version": 2})
    assert client.get(address).status_code == 404
    assert client.get(f"/en/logos/{'0' * 64}.webp").status_code == 404
    assert client.get("/en/logos/../db.sqlite3").status_code == 404


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", picture() + b"PK\x05\x06", BytesIO(b"GIF89a").getvalue()]
)
def test_what_is_no_logo_is_refused_beside_the_form(cluster: str, editor: Person, content: bytes) -> None:
    answer = browser(editor).post(
        f"{MY}/logo/", {"logo": SimpleUploadedFile("logo.png", content, "image/png")}
    )
    assert answer.status_code == 400 and "Please correct this" in answer.content.decode()
    assert page_state(cluster).draft is None


def test_the_agency_takes_an_edit_back_with_a_reason(cluster: str, editor: Person, analyst: Person) -> None:
    theirs, agency = browser(editor), browser(analyst)
    for version, text in ((1, "Solid wood"), (2, "BUY NOW")):
        theirs.post(f"{MY}/page/", form(theirs) | {"description.en": [text]})
        theirs.post(f"{MY}/page/publish/", {"version": version})
    shown = agency.get(f"{MY}/history/").content.decode()
    assert "Take later edits back" in shown and "Maria Manager" in shown
    address = f"/en/agency/organisations/{CLUSTER}/revert/"
    assert theirs.post(address, {"edition": 1, "note": "x"}).status_code == 403
    assert agency.post(address, {"edition": 1, "note": ""}).status_code == 409
    assert agency.post(address, {"edition": "one", "note": "x"}).status_code == 409
    assert agency.post(address, {"edition": 1, "note": "Advertising"}).status_code == 302
    assert published_values(cluster)["description"] == (Value("Solid wood", "en"),)
    assert "Advertising" in theirs.get(f"{MY}/history/").content.decode()


def test_a_page_of_another_organisation_stays_closed(cluster: str, editor: Person) -> None:
    organisation(OTHER, "Друго")
    theirs = browser(editor)
    for path in ("page/", "page/preview/", "contacts/", "members/", "next/", "logo/"):
        assert theirs.get(f"/en/my/organisations/{OTHER}/{path}").status_code == 403


def test_beside_a_field_stands_what_the_lists_say(cluster: str, editor: Person) -> None:
    shown = browser(editor).get(f"{MY}/page/").content.decode()
    assert "The lists say: http://www.mebel-cluster.bg/index.html" in shown


def test_an_id_that_was_never_given_out_has_no_pages(cluster: str, editor: Person, analyst: Person) -> None:
    for path in ("my/organisations/nobody/history/", "organisations/nobody/contacts/"):
        assert browser(editor).get(f"/en/{path}").status_code == 404
    answer = browser(analyst).post(
        "/en/agency/organisations/nobody/revert/", {"edition": "0", "note": "Wrong."}
    )
    assert answer.status_code == 404


def test_a_nul_in_a_form_comes_into_no_table(cluster: str, editor: Person) -> None:
    typed = {"kind": "person", "value": "Ma\0ria", "audience": "organisation"}
    answer = browser(editor).post(f"/en/my/organisations/{CLUSTER}/contacts/add/", typed)
    assert answer.status_code == 400
    draft = {"began": "edition-0", "description-bg": "a\0b"}
    assert browser(editor).post(f"/en/my/organisations/{CLUSTER}/page/", draft).status_code == 400


def test_what_was_typed_outlasts_the_end_of_the_session(cluster: str, editor: Person) -> None:
    editor.set_password(PASSWORD)
    editor.save()
    theirs = Client(enforce_csrf_checks=True)
    theirs.force_login(editor)
    session = theirs.cookies["session"].value
    UserSession.objects.create(user=editor, session_key=session, ip="127.0.0.1")  # as signing in does
    edit, kept = f"{MY}/page/", "/en/my/kept-form/"
    theirs.get(edit)
    typed = {"began": "edition-0", "description.en": "Two lines,\n\n<of> “typing”", "products.en": "chairs"}

    def sent(path: str, fields: dict[str, str]) -> str:
        """Where a form of ours leads to."""
        token = {"csrfmiddlewaretoken": theirs.cookies["csrftoken"].value}
        return unquote(theirs.post(path, {**fields, **token})["Location"])

    Session.objects.all().delete()
    assert "next" not in theirs.post(edit, typed)["Location"], "another site may have sent it"
    theirs.cookies["session"] = session
    assert sent(edit, {**typed, "password": PASSWORD}) == f"/en/account/login/?next={kept}"
    assert sent("/en/account/login/", {"login": editor.email, "password": PASSWORD, "next": kept}) == kept
    page = theirs.get(kept).content.decode()
    assert "What you typed is still here" in page and f'action="{edit}"' in page
    fields = {name: texts[0] for name, texts in Form(page).fields.items() if name != "csrfmiddlewaretoken"}
    assert fields == typed, "and nothing that is called a password"
    assert sent(edit, fields) == edit
    assert page_state(cluster).values["products"] == (Value("chairs", "en"),)
    assert sent(kept, {}) == "/en/my/"
    assert theirs.get(kept)["Location"] == "/en/my/"
    # a form of the doors holds passwords and codes
    Session.objects.all().delete()
    assert "next" not in sent("/en/account/password/change/", {"oldpassword": PASSWORD})
    assert not Session.objects.exists()


def test_what_was_typed_is_shown_to_nobody_else(cluster: str, editor: Person, analyst: Person) -> None:
    theirs = browser(analyst)
    stored = theirs.session
    stored["kept_form"] = {
        "person": editor.pk, "at": time(), "path": "/en/my/", "typed": "words=mine", "files": [],
    }  # fmt: skip
    stored.save()
    assert theirs.get("/en/my/kept-form/")["Location"] == "/en/my/"


@pytest.mark.parametrize("role", ["member", "editor", "administrator"])
def test_no_page_leads_to_what_its_reader_may_not_open(cluster: str, role: str) -> None:
    somebody = person("somebody@example.org", role, of=cluster)
    client, reader = browser(somebody), reader_for(somebody)
    for name in ("", "next/", "contacts/", "members/", "people/", "history/", "page/preview/"):
        page = client.get(f"{MY}/{name}")
        main = page.content.decode().split("<main", 1)[1]
        leads = [resolve(href.split("?")[0]) for href in re.findall(r'href="(/en/my/[^"#]+)"', main)]
        assert leads, name
        closed = [
            to for to in leads if not allows(access_to(to.view_name, "GET") or EVERYBODY, reader, to.kwargs)
        ]
        assert [to.view_name for to in closed] == [], name
