"""What a visitor sees of a piece of work, and may do about it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.signing import get_cookie_signer
from django.test import Client
from django.utils import translation

from ebpages.jobs import actions, queue
from ebpages.jobs.askers import COOKIE
from ebpages.jobs.models import Job
from ebpages.jobs.signs import give_sign
from ebpages.jobs.worker import work_off
from tests.samples import work
from tests.samples.work import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    with translation.override("bg"):
        yield


@pytest.fixture
def job() -> Job:
    return ask()


@pytest.fixture
def client(client: Client) -> Client:
    """The browser of whoever asked."""
    client.cookies[COOKIE] = get_cookie_signer(salt=COOKIE).sign("1")
    return client


def ask(task: Any = work.write_file) -> Job:
    return actions.enqueue(
        kind="guide", key="1", title="A guide", task=task, params={"language": "bg"}, owner="visitor:1"
    )


def page(client: Client, job: Job, language: str = "en") -> str:
    answer = client.get(f"/{language}/jobs/{job.pk}/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def test_a_waiting_job_can_be_stopped_and_looked_at_again_without_javascript(
    client: Client, job: Job
) -> None:
    shown = page(client, job)
    assert "data-open" in shown and "<progress" in shown
    assert f'action="/en/jobs/{job.pk}/stop"' in shown and f'href="/en/jobs/{job.pk}/"' in shown


def test_a_running_job_says_how_far_it_is(client: Client, job: Job) -> None:
    started = queue.claim()
    assert started and started.id == job.pk
    actions.advance(row=started, stage="typesetting", done=3, total=12)
    shown = page(client, job)
    assert 'max="12" value="3"' in shown and "3 of 12" in shown


def test_a_done_job_offers_its_file(client: Client, job: Job) -> None:
    work_off()
    shown = page(client, job)
    assert "data-open" not in shown and "guide-bg.pdf" in shown
    answer = client.get(f"/en/jobs/{job.pk}/file")
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="guide-bg.pdf"'


@pytest.mark.parametrize("language", ["bg", "en"])
def test_a_failed_job_says_why_and_can_be_tried_again(client: Client, language: str) -> None:
    failed = ask(work.refuse)
    work_off()
    shown = page(client, failed, language)
    assert ("The register has not been built yet" in shown) == (language == "en")
    answer = client.post(f"/{language}/jobs/{failed.pk}/again")
    assert answer.status_code == 302 and str(failed.pk) not in answer.headers["Location"]


def test_stopping_leads_back_to_the_page(client: Client, job: Job) -> None:
    answer = client.post(f"/bg/jobs/{job.pk}/stop")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/bg/jobs/{job.pk}/")
    job.refresh_from_db()
    assert job.state == "stopped"


@pytest.mark.parametrize("cookie", ["", "1", get_cookie_signer(salt=COOKIE).sign("2")])
def test_nobody_stops_what_another_asked_for(job: Job, cookie: str) -> None:
    stranger = Client()
    stranger.cookies[COOKIE] = cookie
    shown = page(stranger, job)
    assert "/stop" not in shown and "Only the browser that asked for it can stop it." in shown
    assert stranger.post(f"/en/jobs/{job.pk}/stop").status_code == 403
    job.refresh_from_db()
    assert job.state == "queued"


def test_too_many_orders_are_refused_with_a_sentence(client: Client, job: Job) -> None:
    actions.ask_to_stop(id=job.pk)
    for number in range(actions.OPEN_OF_ONE):
        Job.objects.filter(pk=ask().pk).update(key=f"another {number}")
    answer = client.post(f"/en/jobs/{job.pk}/again")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "You have several orders that are not done yet" in answer.text


def test_where_no_worker_lives_the_page_says_so(client: Client, job: Job) -> None:
    assert "Background work is at a standstill" in page(client, job)
    give_sign()
    assert "Background work is at a standstill" not in page(client, job)


def test_nothing_is_stopped_or_made_again_without_the_page_or_by_a_link(job: Job) -> None:
    strict = Client(enforce_csrf_checks=True)
    for what in ("stop", "again"):
        refused = strict.post(f"/en/jobs/{job.pk}/{what}")
        assert refused.status_code == 403 and "go back, reload the page" in refused.text
        assert strict.get(f"/en/jobs/{job.pk}/{what}").status_code == 405
    job.refresh_from_db()
    assert job.state == "queued"


@pytest.mark.parametrize(
    "address", ["{id}/file", "{other}/", "{other}/file", "../jobs/secret_key/", "1/", "%2e%2e/file"]
)
def test_no_address_leads_to_a_file_that_is_not_the_result_of_a_done_job(
    client: Client, job: Job, home: Path, address: str
) -> None:
    (home / "secret_key").write_text("secret")
    answer = client.get("/en/jobs/" + address.format(id=job.pk, other=uuid4()))
    assert answer.status_code == 404
