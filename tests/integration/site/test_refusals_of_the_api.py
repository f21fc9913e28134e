"""Whatever the API refuses, it says so in the language that was asked for: what is wrong, where, and how to mend it."""

import re
from pathlib import Path

import pytest
from django.test import Client

import ebpages
from ebpages.site.wrong_values import SENTENCES, in_words
from tests.samples.people_of_every_role import person

pytestmark = pytest.mark.django_db
KINDS = {  # of what Pydantic may find in a question or a body, with what it says beside
    "missing": {}, "int_parsing": {}, "less_than": {"lt": 9}, "string_too_long": {"max_length": 5},
    "literal_error": {"expected": "'bg' or 'en'"}, "no_such_kind": {},
}  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("GET", "me?", None, 401, "Изпратете ключ"),
        ("GET", "findings?page=x&", None, 422, "page: напишете цяло число"),
        ("GET", "organisations?sort=random&", None, 422, "sort: напишете едно от: '"),
        ("GET", "organisations?page=0&", None, 422, "page: напишете число, не по-малко от 1"),
        ("PUT", "my/account?", "{}", 422, "липсва; изпратете го"),
        ("PUT", "my/account?", '{"colour": "red"}', 422, "тук няма такова име"),
        ("PUT", "my/account?", "[1]", 422, "изпратете обект"),
        ("PUT", "my/account?", "{", 400, "изпратете JSON"),
        ("GET", "agency/claims?", None, 403, "Вашата роля не позволява това."),
        ("GET", "nothing?", None, 404, "Не е намерено"),
        ("PUT", "organisations?", None, 405, "Използвайте GET."),
        ("GET", "sources/nowhere?", None, 404, "Няма списък „nowhere“."),
        ("GET", "observatory/figures/nothing?", None, 404, "Няма фигура „nothing“."),
    ],
)
def test_a_refusal_is_in_the_language_that_was_asked_for(
    client: Client, method: str, path: str, body: str | None, status: int, said: str
) -> None:
    if status != 401:
        client.force_login(person())
    form = {"X-CSRFToken": client.get("/bg/my/account/").context["csrf_token"]} if body else {}  # type: ignore[index]
    for language in ("bg", "en"):
        answer = client.generic(
            method, f"/api/{path}language={language}", body or "", "application/json", headers=form
        )
        assert answer.status_code == status, answer.content
        detail = answer.json()["detail"]
        sentence = detail if isinstance(detail, str) else "; ".join(each["msg"] for each in detail)
        assert (said in sentence) == (language == "bg"), sentence
        assert bool(re.search("[а-я]", sentence)) == (language == "bg"), sentence


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_with_a_value_is_said_with_its_place(kind: str) -> None:
    error = {"type": kind, "loc": ("body", "draft", "values", 0), "msg": "Strange", "ctx": KINDS[kind]}
    (told,) = in_words([error])
    assert told["msg"].startswith("draft.values.0: ") and told["loc"] == error["loc"]
    assert "%(" not in told["msg"] and ("Strange" in told["msg"]) == (kind not in SENTENCES)


def test_no_operation_refuses_in_a_sentence_that_is_not_translated() -> None:
    """The protocol of OpenRefine alone has sentences for its own programs."""
    written = {
        f"{file.parent.name}/{file.name}"
        for file in Path(ebpages.__file__).parent.rglob("api*.py")
        if re.search(r'HttpError\(\s*\d+,\s*f?"', file.read_text(encoding="utf-8"))
    }
    assert written <= {"reconciliation/api.py"}
