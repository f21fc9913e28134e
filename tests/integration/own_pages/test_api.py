"""What people do on pages, done by programs: the same story, with keys of the people alone."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.testcases import LiveServerThread
from PIL import Image

from ebpages.accounts.actions import end_token, make_token
from ebpages.accounts.models import AuditEntry, Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import OPERATOR
from ebpages.own_pages.models import Claim, Draft
from tests.samples.people import CLUSTER, OTHER, browser, organisation, person, reader

PAGE = f"/api/organisations/{CLUSTER}"
DOCUMENT = Path(__file__).parents[3] / "docs/reference/acting-by-program.md"
pytestmark = pytest.mark.django_db


class Program:
    """Something that acts with a key of a person, which allows what the person may do, or less."""

    def __init__(self, of: Person, *scopes: str) -> None:
        made = make_token(by=reader(of), name="a program", scopes=scopes or list(Permission), days=1)
        self.token, key = made
        self.client = Client(headers={"Authorization": f"Bearer {key}"})

    def __call__(self, method: str, path: str, body: Any = None, *, expect: int = 200) -> Any:
        answer: HttpResponse = self.client.generic(
            method, path, "" if body is None else self.client._encode_json(body, "application/json"),
            content_type="application/json", query_params={"language": "en"} if "?" not in path else None,
        )  # fmt: skip
        assert answer.status_code == expect, answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"
        self.location = answer.headers.get("Location", "")
        return answer.json() if answer.content else None


def text(value: str, language: str = "en") -> list[dict[str, str]]:
    return [{"value": value, "language": language}]


def picture(kind: str = "PNG") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, kind)
    return SimpleUploadedFile("a.png", content.getvalue())


@pytest.fixture
def editor(cluster: str) -> Program:
    return Program(person("maria@mebel.example", "administrator", of=cluster, name="Maria Manager"))


def test_a_cluster_is_claimed_written_published_confirmed_and_reverted_by_programs(
    cluster: str, analyst: Person, manager: Person
) -> None:
    theirs, agency = Program(manager), Program(analyst)
    # a claim, with a document
    form = {"role": "administrator", "words": "I run the office.", "document": picture()}
    made = theirs.client.post(f"{PAGE}/claims", form)
    assert (made.status_code, made.json()["state"]) == (201, "pending")
    assert theirs("GET", made["Location"])["document"] == "png"
    (waiting,) = agency("GET", "/api/agency/claims")
    shown = agency("GET", f"/api/agency/claims/{waiting['code']}")
    assert (shown["claim"]["words"], shown["evidence"]["host"]) == ("I run the office.", "mebel-cluster.bg")
    assert agency.client.get(f"/api/my/claims/{waiting['code']}/document").getvalue().startswith(b"\x89PNG")
    decided = f"/api/agency/claims/{waiting['code']}/decision"
    assert agency("POST", decided, {"decision": "deny"}, expect=422)["detail"].startswith("Write the reason")
    agency("POST", decided, {"decision": "approve"})
    assert (
        "has decided this claim already"
        in agency("POST", decided, {"decision": "approve"}, expect=409)["detail"]
    )
    assert theirs("GET", "/api/my/organisations")[0]["id"] == cluster
    # the page
    began = theirs("GET", f"{PAGE}/draft")["began"]
    first = {"description": text("Furniture of oak"), "products": text("chairs")}
    saved = theirs("PUT", f"{PAGE}/draft", {"began": began, "values": first})
    assert saved["draft"]["version"] == 1 and saved["draft"]["values"] == first
    assert theirs("GET", f"{PAGE}/draft/preview")["changes"][0]["added"]
    theirs("POST", f"{PAGE}/editions", {"version": 7}, expect=409)
    theirs("POST", f"{PAGE}/editions", {"version": 1, "note": "first"}, expect=201)
    assert theirs.location == f"{PAGE}/editions/1"
    second = {**first, "description": text("Furniture of beech")}
    began = theirs("GET", f"{PAGE}/draft")["began"]
    theirs("PUT", f"{PAGE}/draft", {"began": began, "values": second})
    theirs("POST", f"{PAGE}/editions", {"version": 2}, expect=201)
    # a member
    company = Program(person("owner@stol.example", "administrator", of=organisation(OTHER, "Стол ООД")))
    theirs("POST", f"{PAGE}/members", {"member": OTHER, "kind": "company"}, expect=201)
    assert "says that it is its member" in company("GET", "/api/my/work")[0]["what"]
    (named,) = company("GET", f"/api/organisations/{OTHER}/members")["clusters"]
    answer = f"/api/organisations/{OTHER}/members/{named['key']}/answer"
    assert company("PUT", answer, {"confirmed": True})["clusters"][0]["state"] == "confirmed"
    assert [each["state"] for each in Client().get(f"{PAGE}/members").json()["members"]] == ["confirmed"]
    # the agency reads what was done, and takes the edit back
    audit = agency("GET", f"/api/audit?organisation={CLUSTER}&language=en")
    assert {"claim.make", "claim.approve", "page.publish", "members.say"} <= {
        each["action"] for each in audit["entries"]
    }
    back = f"/api/agency/organisations/{CLUSTER}/editions/1/revert"
    agency("POST", back, {}, expect=422)
    agency("POST", back, {"note": "The office says oak."}, expect=201)
    editions = Client().get(f"{PAGE}/editions").json()
    assert [each["number"] for each in editions] == [3, 2, 1] and editions[0]["for_agency"]
    assert all("Maria" not in each["who"] for each in editions)
    compared = theirs("GET", f"{PAGE}/comparison?a=2&b=3&language=en")
    assert compared["changes"][0]["added"][0]["text"] == "Furniture of oak"
    assert "taken back" in theirs("GET", "/api/my/notices")[0]["words"]["subject"]


def test_the_second_of_two_editors_gets_both_texts_and_merges_them(cluster: str, editor: Program) -> None:
    colleague = Program(person("petar@mebel.example", "editor", of=cluster, name="Petar Petrov"))
    began = editor("GET", f"{PAGE}/draft")["began"]
    editor("PUT", f"{PAGE}/draft", {"began": began, "values": {"description": text("Oak")}})
    mine = {"description": text("Beech"), "founded": text("2006", "")}
    clash = colleague("PUT", f"{PAGE}/draft", {"began": began, "values": mine}, expect=409)
    (both,) = clash["clashes"]
    assert (both["name"], both["mine"], both["theirs"]) == ("description", "Beech", "Oak")
    assert clash["draft"]["values"] == {"description": text("Oak")}
    merged = {**mine, "description": text("Oak and beech")}
    saved = colleague("PUT", f"{PAGE}/draft", {"began": clash["draft"]["began"], "values": merged})
    assert saved["draft"]["values"] == merged
    # what does not clash is put together
    other = {**merged, "languages": text("el", "")}
    editor("PUT", f"{PAGE}/draft", {"began": saved["draft"]["began"], "values": other})
    third = {**merged, "founded": text("2007", "")}
    assert colleague("PUT", f"{PAGE}/draft", {"began": saved["draft"]["began"], "values": third})["together"]
    now = editor("GET", f"{PAGE}/draft")
    assert {"languages", "founded"} <= set(now["values"])
    editor("DELETE", f"{PAGE}/draft?version=1", expect=409)
    for _again in range(2):
        editor("DELETE", f"{PAGE}/draft?version={now['version']}", expect=204)
    unchanged = editor("GET", f"{PAGE}/draft")
    saved = editor("PUT", f"{PAGE}/draft", {"began": unchanged["began"], "values": unchanged["values"]})
    assert saved["draft"]["version"] == 0
    nothing = editor("POST", f"{PAGE}/editions?language=en", {"version": 0}, expect=409)["detail"]
    assert nothing.startswith("Nothing is in draft")
    editor("DELETE", f"{PAGE}/draft?version=0", expect=204)


def test_what_cannot_be_used_is_said_in_the_language_that_was_asked_for(
    cluster: str, editor: Program
) -> None:
    wrong = {"kind": "email", "value": "nobody", "audience": "signed_in"}
    for language, begins in (("en", "This is no e-mail"), ("bg", "Това не е")):
        said = editor("POST", f"{PAGE}/contacts?language={language}", wrong, expect=422)["detail"]
        assert said.startswith(begins)
    began = editor("GET", f"{PAGE}/draft")["began"]
    for values, named in (
        ({"logo": text("x")}, "logo"),
        ({"colour": text("red")}, "colour"),
        ({"description": text("a\0b")}, "NUL"),
        ({"description": text("\ud800")}, "half of a character"),
        ({"description": [{"value": "a", "note": "b"}]}, "note"),
    ):
        said = editor("PUT", f"{PAGE}/draft", {"began": began, "values": values}, expect=422)["detail"]
        assert named in str(said)
    assert not Draft.objects.seen_by(OPERATOR).exists()


def test_contacts_logos_answers_and_people_are_kept_by_programs_too(cluster: str, editor: Program) -> None:
    contact = {"kind": "phone", "value": "+359 2 000 0000", "audience": "organisation"}
    (kept,) = editor("POST", f"{PAGE}/contacts", contact, expect=201)
    editor("POST", f"{PAGE}/contacts", contact, expect=409)
    stranger = Program(person("ivan@example.org"))
    assert stranger("GET", f"{PAGE}/contacts") == []
    for _again in range(2):
        editor("DELETE", f"{PAGE}/contacts/{kept['key']}", expect=204)
    logo = editor.client.post(f"{PAGE}/logo", {"logo": picture()}).json()
    assert logo["logo"] and editor("DELETE", f"{PAGE}/logo")["logo"] is None
    bad = editor.client.post(f"{PAGE}/logo?language=en", {"logo": SimpleUploadedFile("a.png", b"MZ")})
    assert (bad.status_code, bad.json()["detail"][:20]) == (422, "This is no picture t")
    editor("PUT", f"{PAGE}/readiness/staff", {"text": "0.5"})
    editor("PUT", f"{PAGE}/readiness/staff", {"text": "many"}, expect=422)
    # somebody is invited, accepts, gets another role, leaves
    invited = {"email": "ivan@example.org", "role": "member"}
    code = editor("POST", f"{PAGE}/invitations", invited, expect=201)["code"]
    (theirs,) = stranger("GET", "/api/my/invitations")
    stranger("POST", f"/api/my/invitations/{theirs['code']}/answer", {"accept": True}, expect=204)
    editor("DELETE", f"{PAGE}/invitations/{code}", expect=204)  # it waits no more
    grant = next(each["grant"] for each in editor("GET", f"{PAGE}/people") if each["role"] == "member")
    editor("PUT", f"{PAGE}/people/{grant}", {"role": "editor"})
    assert stranger("GET", f"{PAGE}/people")[1]["role"] == "editor"
    for _again in range(2):
        stranger("DELETE", f"/api/my/organisations/{CLUSTER}", expect=204)
    own = next(each["grant"] for each in editor("GET", f"{PAGE}/people"))
    assert "Nobody else decides" in editor("DELETE", f"{PAGE}/people/{own}", expect=409)["detail"]
    editor("DELETE", f"{PAGE}/people/{own}?aware=true&language=en", expect=204)
    editor("GET", f"{PAGE}/people", expect=403)


def test_a_new_organisation_is_proposed_changed_returned_and_withdrawn(db: None) -> None:
    company, agency = (
        Program(person("company@example.org")),
        Program(person("agency@example.org", "reviewer")),
    )
    typed = {"names": [{"text": "Ξυλοπλάστ", "language": "el"}], "kind": "company", "country": "GR"}
    company("POST", "/api/my/proposals", {**typed, "country": "Greece"}, expect=422)
    proposed = company("POST", "/api/my/proposals", typed, expect=201)
    address = company.location
    assert (proposed["proposal"]["state"], proposed["doubles"]) == ("draft", [])
    company("PUT", address, {**typed, "seat": "Θεσσαλονίκη"})
    company("POST", f"{address}/submit")
    (waiting,) = agency("GET", "/api/agency/proposals")
    assert waiting["seat"] == "Θεσσαλονίκη"
    decision = f"/api/agency/proposals/{waiting['key']}/decision"
    agency("POST", decision, {"decision": "publish"}, expect=409)  # nothing was built yet
    agency("POST", decision, {"decision": "return"}, expect=422)
    agency("POST", decision, {"decision": "return", "reason": "Which street?"})
    assert company("GET", "/api/my/proposals")[0]["reason"] == "Which street?"
    Program(person("ivan@example.org"))("GET", address, expect=404)
    for _again in range(2):
        company("DELETE", address, expect=204)


def test_a_key_does_what_its_scopes_and_its_person_may_and_no_more(
    cluster: str, editor: Program, analyst: Person, manager: Person
) -> None:
    someone = person("petar@mebel.example", "editor", of=cluster)
    reads, writes = Program(someone, "organisation.see_inside"), Program(someone, "page.edit")
    began = reads("GET", f"{PAGE}/draft")["began"]
    draft = {"began": began, "values": {"description": text("Oak")}}
    assert "page.edit" in reads("PUT", f"{PAGE}/draft", draft, expect=403)["detail"]
    writes("PUT", f"{PAGE}/draft", draft)
    assert "page.publish" in writes("POST", f"{PAGE}/editions", {"version": 1}, expect=403)["detail"]
    end_token(by=reader(someone), token=writes.token.pk)
    writes("PUT", f"{PAGE}/draft", draft, expect=401)
    # a key that reads the audit reads it, and nothing else
    auditor = Program(analyst, "audit.read")
    assert auditor("GET", "/api/audit")["total"] == AuditEntry.objects.seen_by(OPERATOR).count()
    auditor("GET", "/api/me", expect=403)
    Program(someone, "audit.read")("GET", "/api/audit", expect=403)
    # what is somebody else's is not there
    made = Program(manager).client.post(f"{PAGE}/claims", {"role": "editor"})
    assert made.status_code == 201, made.content
    (claim,) = Claim.objects.seen_by(OPERATOR)
    other = Program(person("olga@stol.example", "administrator", of=organisation(OTHER, "Стол ООД")))
    for path in (f"/api/my/claims/{claim.code}", f"/api/my/claims/{claim.code}/document"):
        other("GET", path, expect=404)
    other("DELETE", f"/api/my/claims/{claim.code}", expect=404)
    grant = editor("GET", f"{PAGE}/people")[0]["grant"]
    other("PUT", f"/api/organisations/{OTHER}/people/{grant}", {"role": "member"}, expect=404)
    other("PUT", f"{PAGE}/people/{grant}", {"role": "member"}, expect=403)
    other("GET", f"{PAGE}/draft", expect=403)


def test_who_is_signed_in_changes_something_with_the_token_of_our_forms_alone(
    cluster: str, manager: Person
) -> None:
    theirs = Client(enforce_csrf_checks=True)
    theirs.force_login(manager)
    assert theirs.get("/api/my/account").json()["language"] == "en"
    wanted = {"name": "Maria", "language": "bg", "delivery": "daily"}
    forged = theirs.put("/api/my/account", wanted, content_type="application/json")
    assert forged.status_code == 403 and "X-CSRFToken" in forged.json()["detail"]
    theirs.get("/en/my/account/")
    token = {"X-CSRFToken": theirs.cookies["csrftoken"].value}
    changed = theirs.put("/api/my/account", wanted, content_type="application/json", headers=token)
    assert changed.json() == wanted and "Access-Control-Allow-Origin" not in changed.headers
    # a key counts alone, also where somebody is signed in beside it
    assert theirs.get("/api/my/account", headers={"Authorization": "Bearer x"}).status_code == 401
    assert browser(manager).get("/api/organisations").headers["Cache-Control"] == "private, no-store"


def test_a_mistake_is_reported_by_a_program_and_not_by_another_site(cluster: str) -> None:
    told = {"kind": "wrong", "message": "The seat is Plovdiv.", "page": f"/en/organisations/{CLUSTER}/"}
    client = Client()
    assert client.post("/api/contact/reports", told, content_type="application/json").status_code == 204
    assert client.post("/api/contact/reports", told, content_type="text/plain").status_code == 400
    asked = {"Access-Control-Request-Method": "POST", "Origin": "https://evil.example"}
    assert "Access-Control-Allow-Origin" not in client.options("/api/contact/reports", headers=asked)
    for wrong in ({**told, "email": "x"}, {**told, "message": ""}, {**told, "kind": "praise"}):
        answer = client.post("/api/contact/reports", wrong, content_type="application/json")
        assert answer.status_code == 422


@pytest.fixture
def site(db: None) -> Iterator[str]:
    """The address of a server that sees what the test has made."""
    shared = connections["default"]
    if shared.vendor != "sqlite":
        pytest.skip("the server would close the connection that it shares with the test")
    shared.inc_thread_sharing()
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, {"default": shared})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    shared.dec_thread_sharing()


def test_the_example_of_the_documentation_runs(
    site: str, cluster: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = person("maria@mebel.example", "editor", of=cluster)
    scopes = ["organisation.see_inside", "page.edit", "page.publish"]
    _token, key = make_token(by=reader(editor), name="docs", scopes=scopes, days=1)
    (script,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    for name, value in {"SITE": site, "KEY": key, "ORGANISATION": CLUSTER}.items():
        monkeypatch.setenv(name, value)
    exec(script, {})
    assert capsys.readouterr().out == "Edition 1 is published\n"
