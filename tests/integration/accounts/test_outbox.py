"""E-mails go out once, from the transaction that caused them, and what cannot be sent is tried again and then said."""

from datetime import timedelta
from email import message_from_string
from email.header import decode_header, make_header

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ebpages.accounts.actions import Refused, write_mail
from ebpages.accounts.actions.mail import RETRIES, deliver
from ebpages.accounts.models import OutgoingMail
from tests.samples.mail_server import mail_server

pytestmark = pytest.mark.django_db


def write(key: str = "k", **more: object) -> OutgoingMail:
    about = {"to": "maria@example.org", "subject": "Hello", "text": "First.\n\nSecond.", "key": key, **more}
    return write_mail(**about)  # type: ignore[arg-type]


def rows() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.for_writing())


def test_one_key_is_one_e_mail() -> None:
    assert write().pk == write(subject="Another").pk
    deliver.func()
    deliver.func()
    assert [message.subject for message in mail.outbox] == ["Hello"]
    assert rows()[0].state == OutgoingMail.SENT


def test_nothing_is_sent_for_what_did_not_happen() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    deliver.func()
    assert (mail.outbox, rows()) == ([], [])
    assert not DBTaskResult.objects.filter(task_path__endswith="mail.deliver").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Hello\nBcc: all@example.org"},
        {"to": "maria@example.org\r\nBcc: all@example.org"},
        {"to": "maria"},
        {"headers": {"X-A": "b\nBcc: all@example.org"}},
        {"headers": {"X-A\n": "b"}},
    ],
)
def test_a_line_break_comes_into_no_header(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        write(**wrong)
    assert rows() == []


def test_only_addresses_of_this_site_become_links() -> None:
    html = write(text="See http://127.0.0.1:8000/bg/ and http://evil.example/<b>").html
    assert '<a href="http://127.0.0.1:8000/bg/"' in html
    assert '"http://evil.example' not in html
    assert "&lt;b&gt;" in html


def test_a_server_that_refuses_is_asked_again_and_then_no_more(settings: object) -> None:
    settings.EMAIL_BACKEND = "tests.samples.broken_mail.EmailBackend"  # type: ignore[attr-defined]
    write()
    for attempt in range(1, len(RETRIES) + 2):
        OutgoingMail.objects.for_writing().update(due_at=timezone.now())
        deliver.func()
        deliver.func()  # not due again at once
        assert rows()[0].attempts == attempt
    assert rows()[0].state == OutgoingMail.FAILED
    assert "no room for this" in rows()[0].problem


def test_a_mail_server_that_refuses_for_now_gets_the_e_mail_later_and_once(settings: object) -> None:
    with mail_server(refusals=1) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port  # type: ignore[attr-defined]
        write(subject="Здравейте", headers={"List-Unsubscribe": "<http://127.0.0.1:8000/stop/>"})
        deliver.func()
        (waiting,) = rows()
        assert (server.received, waiting.state, waiting.attempts) == ([], OutgoingMail.WAITING, 1)
        assert "451" in waiting.problem and waiting.due_at > timezone.now()
        for _again in range(2):
            OutgoingMail.objects.for_writing().update(due_at=timezone.now())
            deliver.func()
        (sent,) = server.received
    assert rows()[0].state == OutgoingMail.SENT
    told = message_from_string(sent)
    assert str(make_header(decode_header(told["Subject"]))) == "Здравейте"
    assert (told["To"], told["Auto-Submitted"]) == ("maria@example.org", "auto-generated")
    assert [part.get_content_type() for part in told.walk()][1:] == ["text/plain", "text/html"]


def test_what_was_being_sent_at_a_crash_is_not_sent_again() -> None:
    write()
    OutgoingMail.objects.for_writing().update(
        state=OutgoingMail.SENDING, due_at=timezone.now() - timedelta(minutes=16)
    )
    deliver.func()
    assert mail.outbox == []
    assert OutgoingMail.objects.for_writing().filter(OutgoingMail.uncertain()).count() == 1


def test_what_is_not_due_waits() -> None:
    write(due_at=timezone.now() + timedelta(hours=1))
    deliver.func()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_was_written() -> None:
    from ebpages.jobs.worker import work_off

    write()
    work_off()
    assert [message.to for message in mail.outbox] == [["maria@example.org"]]
