"""Everything that pages do, by program: the same permissions, the same answers."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ebpages.accounts.actions import make_token
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from tests.samples.people import CLUSTER, OTHER, organisation, person, reader
from tests.samples.profiles import offer, with_text


class Program:
    """A program with a key of somebody."""

    def __init__(self, someone: Person, *scopes: Permission) -> None:
        key = make_token(by=reader(someone), name="program", scopes=list(scopes), days=1)[1]
        self.client, self.head = Client(), {"Authorization": f"Bearer {key}"}

    def __call__(self, method: str, path: str, given: Any = None) -> tuple[int, Any]:
        answer = self.client.generic(
            method,
            f"/api/{path}",
            "" if given is None else json.dumps(given),
            "application/json",
            headers=self.head,
        )
        return answer.status_code, answer.json() if answer.content else None


@pytest.fixture
def office(officer: Person) -> Program:
    return Program(officer, Permission.DRAFT_PROFILES, Permission.SEE_INSIDE)


def test_a_profile_is_begun_saved_handed_in_reviewed_and_read(office: Program, reviewer: Person) -> None:
    content = offer(sdg=()).model_dump(mode="json")
    status, draft = office("POST", "my/profiles?language=en", {"organisation": CLUSTER, "content": content})
    assert status == 201 and draft["check"]["problems"] == [
        ["sdg", "Missing: sustainable development goals."]
    ]
    profile = f"my/profiles/{draft['profile']['code']}"
    assert office("POST", f"{profile}/hand-in", {"version": 1})[0] == 422
    saved = office("PUT", profile, {"began": 1, "content": offer().model_dump(mode="json")})
    assert saved == (200, {"version": 2, "together": False})
    clash = office("PUT", profile, {"began": 1, "content": with_text(title="Друго").model_dump(mode="json")})
    assert clash == (200, {"version": 3, "together": True}), "another field: both changes are kept"
    status, told = office(
        "PUT", profile, {"began": 1, "content": with_text(title="Трето").model_dump(mode="json")}
    )
    assert (status, told["clashes"][0]["theirs"]) == (409, "Друго")
    assert (told["version"], told["content"]["texts"]["bg"]["title"]) == (3, "Трето")
    assert told["content"]["sdg"] == ["9"], "what only the other changed is taken over"
    assert office("POST", f"{profile}/hand-in", {"version": 2})[0] == 409
    assert office("POST", f"{profile}/hand-in", {"version": 3})[0] == 200
    desk = Program(reviewer, Permission.REVIEW_PROFILES)
    (waiting,) = desk("GET", "agency/profiles")[1]
    scores = dict.fromkeys(("advantages", "clarity", "cooperation", "language"), 4)
    status, review = desk(
        "POST", f"agency/profiles/{waiting['code']}/decision", {"version": 3, "scores": scores}
    )
    assert (status, review["verdict"], review["total"]) == (201, "publish", 16)
    reference = office("GET", profile)[1]["profile"]["reference"]
    public = Client().get(f"/api/exchange/{reference}?language=en").json()
    assert public["content"]["texts"]["bg"]["title"] == "Друго"
    listed = Client().get("/api/exchange?type=TO&text_language=bg&language=en").json()
    assert (listed["total"], listed["counts"]["language"]) == (1, {"bg": 1})
    assert [each["number"] for each in office("GET", f"{profile}/versions")[1]] == [3, 2, 1]
    assert (
        office("GET", f"{profile}/comparison?a=1&b=2&language=en")[1][0]["label"]
        == "sustainable development goals"
    )
    assert office("POST", f"{profile}/withdraw")[0] == 200
    assert Client().get(f"/api/exchange/{reference}").status_code == 410


def test_the_check_is_for_organisations_that_one_writes_for(office: Program) -> None:
    given = {"organisation": CLUSTER, "content": offer(sdg=()).model_dump(mode="json")}
    assert office("POST", "my/profiles/check", given)[0] == 200
    for other in (organisation(OTHER, "Друга"), "zzzzzzz"):
        assert office("POST", "my/profiles/check", {**given, "organisation": other})[0] == 403


def test_a_key_does_what_its_scopes_allow(officer: Person, office: Program) -> None:
    reads = Program(officer, Permission.SEE_INSIDE)
    given = {"organisation": CLUSTER, "content": offer().model_dump(mode="json")}
    assert reads("POST", "my/profiles", given)[0] == 403
    assert office("POST", "my/profiles", given)[0] == 201
    assert reads("GET", "my/profiles")[0] == 200
    foreign = Program(
        person("x@example.org", "editor", of=organisation(OTHER, "Друга")), Permission.DRAFT_PROFILES
    )
    assert foreign("POST", "my/profiles", given)[0] == 403


def test_many_come_at_once_after_a_dry_run(office: Program) -> None:
    rows = [{"type": "TO", "original": "bg", "title": "Сензор за влага"}, {"type": "TO", "titel": "x"}]
    status, tried = office(
        "POST", "my/profiles/import?language=en", {"organisation": CLUSTER, "profiles": rows}
    )
    assert status == 200 and tried["stored"] == 0
    assert tried["rows"][1]["faults"] == ["There is no column “titel”. Correct its name or leave it out."]
    assert tried["rows"][0]["type_name"] == "technology offer"
    refused = office(
        "POST", "my/profiles/import", {"organisation": CLUSTER, "profiles": rows, "dry_run": False}
    )
    assert (refused[0], refused[1]["stored"]) == (409, 0), "a row cannot be read, so none is stored"
    digits = f'{{"organisation": "{CLUSTER}", "profiles": [{{"type": "TO", "trl": {"9" * 5000}}}]}}'
    answer = office.client.generic(
        "POST", "/api/my/profiles/import", digits, "application/json", headers=office.head
    )
    assert answer.status_code in (400, 422)
    stored = office(
        "POST", "my/profiles/import", {"organisation": CLUSTER, "profiles": rows[:1], "dry_run": False}
    )[1]
    assert stored["stored"] == 1 and stored["rows"][0]["code"]


def test_documents_are_added_and_removed(office: Program) -> None:
    given = {"organisation": CLUSTER, "content": offer().model_dump(mode="json")}
    code = office("POST", "my/profiles", given)[1]["profile"]["code"]
    path = f"/api/my/profiles/{code}/documents"
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.4 %%EOF")
    answer = office.client.post(
        path, {"title": "Чертеж", "level": "after_nda", "document": file}, headers=office.head
    )
    assert answer.status_code == 201, answer.content
    (document,) = office("GET", f"my/profiles/{code}/documents")[1]
    wrong = SimpleUploadedFile("x.exe", b"MZ")
    assert office.client.post(
        path, {"title": "x", "level": "public", "document": wrong}, headers=office.head
    ).status_code in (400, 422)
    assert office("DELETE", f"my/profiles/{code}/documents/{document['key']}")[0] == 204
    assert office("GET", f"my/profiles/{code}/documents")[1] == []


@pytest.mark.parametrize(
    "content",
    [
        {"type": "TO", "original": "bg", "texts": {"xx": {}}},
        {"type": "TO", "original": "bg", "trl": 10},
        {"type": "TO", "original": "bg", "texts": {"bg": {"title": "x" * 20_001}}},
        {"type": "TO", "original": "bg", "unknown": 1},
        {"type": "ZZ", "original": "bg"},
    ],
)
def test_what_cannot_be_stored_is_refused(office: Program, content: dict[str, object]) -> None:
    assert office("POST", "my/profiles", {"organisation": CLUSTER, "content": content})[0] in (400, 422)
