"""What a visitor sees of a piece of work, and may do about it."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import translation

from ebpages.jobs import actions, queue
from ebpages.jobs.models import Job
from ebpages.jobs.worker import work_off
from tests.samples import work
from tests.samples.work import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    settings.EBPAGES_HOME = tmp_path
    with translation.override("bg"):
        yield tmp_path


@pytest.fixture
def job() -> Job:
    return actions.enqueue(
        kind="guide", key="1", title="A guide", task=work.write_file, params={"language": "bg"}
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
    failed = actions.enqueue(kind="guide", key="2", title="A guide", task=work.refuse, params={})
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


def test_nothing_is_stopped_or_made_again_without_the_page_or_by_a_link(job: Job) -> None:
    strict = Client(enforce_csrf_checks=True)
    for what in ("stop", "again"):
        assert strict.post(f"/en/jobs/{job.pk}/{what}").status_code == 403
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
