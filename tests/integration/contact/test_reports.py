"""A visitor reports something; the operator reads it. Nothing typed is lost, nothing is shown to others."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from ebpages.contact import report as bounds
from ebpages.contact.models import Report
from ebpages.registry.models import PublicId

FORM = "/en/contact/report/"
WRITTEN = {
    "kind": "wrong",
    "message": "The seat is Русе, not Разград.",
    "page": "/en/organisations/4ysngfm/",
    "row": "bsmepa 24",
    "value": "Разград",
    "email": "manager@example.org",
}

# Each test counts requests in a folder of its own: nobody has asked yet.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def test_the_form_is_filled_in_with_what_the_visitor_looked_at(client: Client) -> None:
    page = client.get(
        FORM, {name: WRITTEN[name] for name in ("kind", "page", "row", "value")}
    ).content.decode()
    assert 'value="wrong" checked' in page
    for name in ("page", "row", "value"):
        assert f'name="{name}"' in page and f'value="{WRITTEN[name]}"' in page


def test_a_report_is_stored_and_says_what_happens_next(client: Client) -> None:
    PublicId.objects.create(id="4ysngfm", anchor="bulstat:1")
    answer = client.post(FORM, WRITTEN)
    assert answer.status_code == 302
    thanks = client.get(answer["Location"])
    assert "What happens next" in thanks.content.decode()
    assert 'href="/en/organisations/4ysngfm/"' in thanks.content.decode()
    stored = Report.objects.get()
    assert {name: getattr(stored, name) for name in WRITTEN} == WRITTEN
    assert (stored.subject_id, stored.language) == ("4ysngfm", "en")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("kind", "", "Choose what it is about."),
        ("kind", "order", "Choose one of the three."),
        ("message", "  ", "Write what is wrong, or what you ask."),
        ("message", "ж" * (bounds.LONGEST_MESSAGE + 1), "at most 4000 characters; it has 4001"),
        ("value", "x" * (bounds.LONGEST_PLACE + 1), "at most 500 characters; it has 501"),
        ("email", "manager@", "Write an address such as name@example.org"),
        ("left_empty", "https://cheap.example", "This field must stay empty"),
    ],
)
def test_an_error_stands_beside_its_field_and_at_the_top_and_nothing_typed_is_lost(
    client: Client, field: str, typed: str, sentence: str
) -> None:
    answer = client.post(FORM, {**WRITTEN, field: typed})
    page = answer.content.decode()
    assert (answer.status_code, Report.objects.count()) == (400, 0)
    assert page.count(sentence) == 2
    assert f'href="#id_{field}"' in page and f'id="id_{field}"' in page
    for name, written in WRITTEN.items():
        assert name in (field, "kind") or written in page
    assert not typed.strip() or typed in page or field == "kind"


def test_a_form_of_another_site_or_too_old_comes_back_as_it_was_filled_in() -> None:
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(FORM, WRITTEN)
    assert (refused.status_code, Report.objects.count()) == (403, 0)
    assert WRITTEN["message"] in refused.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', refused.content.decode())
    assert token is not None
    assert strict.post(FORM, {**WRITTEN, "csrfmiddlewaretoken": token[1]}).status_code == 302


def test_one_address_may_send_ten_reports_an_hour(client: Client) -> None:
    for _ in range(bounds.REPORTS_OF_ONE_ADDRESS):
        assert client.post(FORM, WRITTEN).status_code == 302
    refused = client.post(FORM, WRITTEN)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert WRITTEN["message"] in refused.content.decode()
    assert Report.objects.count() == bounds.REPORTS_OF_ONE_ADDRESS


def test_all_together_may_send_so_many_a_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ebpages.contact.actions.REPORTS_OF_A_DAY", 1)
    assert [client.post(FORM, WRITTEN).status_code for _ in range(2)] == [302, 429]


@pytest.mark.parametrize(
    "page", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)"]
)
def test_the_way_back_leads_nowhere_else(client: Client, page: str) -> None:
    thanks = client.get("/en/contact/report/sent/", {"page": page}).content.decode()
    assert page not in thanks.partition("<main")[2].partition('class="foot"')[0]


def test_no_page_and_no_operation_shows_what_was_reported(client: Client) -> None:
    client.post(FORM, {**WRITTEN, "message": "a marked secret"})
    for address in ("/en/contact/", "/en/contact/privacy/", FORM, "/api/contact", "/api/contact/privacy"):
        assert "a marked secret" not in client.get(address).content.decode()


def test_the_operator_lists_reports_and_marks_what_is_dealt_with() -> None:
    from ebpages.contact.actions import mark_done, send_report
    from ebpages.contact.tables import reports_table

    first, second = (
        send_report(
            kind="question", message=text, language="bg", subject="", page="", row="", value="", email=""
        )
        for text in ("едно", "две")
    )
    assert mark_done(ids=[first, 999], note="answered") == [first]
    assert mark_done(ids=[first], note="again") == []
    assert [row["id"] for row in reports_table(done=False).rows()] == [second]
    everything = {row["id"]: row for row in reports_table(done=True).rows()}
    assert (everything[first]["done_note"], everything[second]["done_at"]) == ("answered", "")


def test_what_visitors_write_does_not_steer_the_terminal_of_the_operator(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ebpages.contact.commands import reports
    from ebpages.faces.command_line import Format

    monkeypatch.setenv("COLUMNS", "300")
    Report.objects.create(
        at=timezone.now(),
        kind="wrong",
        message="a\x1b]0;title\x07\x1b[2J\u202ebc",
        page="/en/\x9b31m",
        language="en",
    )
    reports(file_format=Format.TABLE)
    said = capsys.readouterr().out
    assert "a\ufffd]0;title\ufffd\ufffd[2J\ufffdbc" in said and "/en/\ufffd31m" in said
    assert all(sign.isprintable() for sign in said.replace("\n", ""))


def test_every_page_leads_to_the_form_with_its_own_address(client: Client) -> None:
    page = client.get("/bg/method/").content.decode()
    assert "/bg/contact/report/?page=%2Fbg%2Fmethod%2F" in page
    for name in ("", "privacy/", "accessibility/"):
        assert f'href="/bg/contact/{name}"' in page


def test_a_text_that_is_not_set_says_to_the_operator_where_to_write_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EBPAGES_TEXTS", raising=False)
    for name, address in (("operator", ""), ("privacy", "privacy/"), ("accessibility", "accessibility/")):
        page = client.get(f"/bg/contact/{address}").content.decode()
        assert f"{name}.bg.txt" in page and "EBPAGES_TEXTS" in page and "docs/operators.md" in page


def test_where_nothing_can_be_stored_the_form_comes_back_as_it_was_filled_in(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with nothing_can_be_written():
        answer = client.post(FORM, WRITTEN)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert (
        "The report was not sent" in page
        and "What you typed is still here" in page
        and WRITTEN["message"] in page
    )
    assert "a report was not stored" in caplog.text


def test_the_log_tells_of_a_report_once_it_is_stored(
    client: Client, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with caplog.at_level("INFO", "ebpages.contact"), django_capture_on_commit_callbacks(execute=True):
        client.post(FORM, {**WRITTEN, "page": "/en/"})
        assert "no organisation" not in caplog.text
    assert f"report {Report.objects.get().pk} (wrong) about no organisation" in caplog.text


@contextmanager
def nothing_can_be_written() -> Iterator[None]:
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
        yield
        if sqlite:
            cursor.execute("PRAGMA query_only = OFF")
