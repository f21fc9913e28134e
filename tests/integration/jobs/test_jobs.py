"""The life of a piece of work in the background."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from ebpages.jobs import actions, queries
from ebpages.jobs.models import Job
from ebpages.jobs.running import UNEXPECTED, Departure
from ebpages.jobs.worker import tidy, work_off
from tests.samples import work
from tests.samples.work import PDF

# A worker closes and opens connections as it goes, which the transaction around a usual test would not survive.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    settings.EBPAGES_HOME = tmp_path
    with translation.override("en"):
        yield tmp_path
    Departure.asked = False


def ask(work: Any = work.write_file, key: str = "bg 1") -> Job:
    return actions.enqueue(kind="guide", key=key, title="A guide", task=work, params={"language": "bg"})


def done_job() -> Job:
    job = ask()
    work_off()
    job.refresh_from_db()
    return job


def test_a_job_waits_runs_and_leaves_its_file(home: Path) -> None:
    job = ask()
    assert job.state == "queued"
    work_off()
    job.refresh_from_db()
    assert (job.state, job.stage, job.file_name) == ("done", "typesetting", "guide-bg.pdf")
    assert (home / "jobs" / job.result).read_bytes() == PDF
    assert [path.name for path in (home / "jobs").iterdir()] == [job.result]


def test_whoever_asks_for_the_same_thing_gets_the_same_job() -> None:
    waiting = ask()
    assert ask() == waiting
    work_off()
    assert ask() == waiting
    assert ask(key="bg 2") != waiting


def test_the_database_refuses_a_second_job_for_the_same_thing() -> None:
    job = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind=job.kind, key=job.key, created_at=timezone.now(), heartbeat_at=timezone.now())


def test_a_job_whose_file_has_gone_is_made_anew(home: Path) -> None:
    job = done_job()
    (home / "jobs" / job.result).unlink()
    found = queries.job(job.id)
    assert found and found.file == ""
    assert ask().id != job.id


def test_a_job_that_cannot_be_done_says_why() -> None:
    job = ask(work.refuse)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "The register has not been built yet")
    with translation.override("bg"):
        found = queries.job(job.id)
    assert found and found.error != "The register has not been built yet", (
        "the page says it in the language of the reader"
    )


def test_what_went_wrong_unexpectedly_stays_in_the_log(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    job = ask(work.break_down)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", UNEXPECTED)
    assert "secret detail" in caplog.text
    assert list((home / "jobs").iterdir()) == []


def test_a_failed_job_can_be_tried_again() -> None:
    job = ask(work.refuse)
    work_off()
    again = actions.try_again(id=job.id)
    assert again.id != job.id and again.state == "queued"
    assert actions.try_again(id=job.id) == again


def test_a_waiting_job_is_stopped_at_once() -> None:
    job = ask()
    actions.ask_to_stop(id=job.id)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.result) == ("stopped", "")


def test_a_running_job_stops_at_its_next_step() -> None:
    job = ask(work.be_stopped)
    work_off()
    job.refresh_from_db()
    assert job.state == "stopped"


def test_a_job_whose_worker_has_to_leave_is_done_by_the_next_one() -> None:
    job = ask(work.be_sent_away)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("queued", 0)
    Departure.asked = False
    made_old(job, actions.LOST_AFTER)
    Job.objects.filter(id=job.id).update(task=work.write_file.module_path)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("done", 1)


def test_a_job_is_taken_up_again_when_its_worker_died() -> None:
    job = ask()
    DBTaskResult.objects.all().delete()
    assert actions.start(id=job.id)
    work_off()
    job.refresh_from_db()
    assert job.state == "running", "its worker may still be at work"
    made_old(job, actions.DEAD_AFTER)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("done", 2)


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    job = ask()
    DBTaskResult.objects.all().delete()
    Job.objects.filter(id=job.id).update(state="running", attempt=actions.ATTEMPTS)
    made_old(job, actions.DEAD_AFTER)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", actions.DIES_EVERY_TIME)


def test_a_job_that_was_overtaken_leaves_nothing(home: Path) -> None:
    job = ask(work.be_overtaken)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.result) == ("running", "")
    assert list((home / "jobs").iterdir()) == []


def test_old_results_and_drafts_are_removed(home: Path) -> None:
    old, new = done_job(), ask(key="bg 2")
    work_off()
    Job.objects.filter(id=old.id).update(finished_at=timezone.now() - actions.KEPT - timedelta(hours=1))
    draft = home / "jobs" / f".{uuid4()}.1"
    draft.write_bytes(b"half")
    for path in (home / "jobs" / old.result, draft):
        os.utime(path, (0, 0))
    tidy()
    new.refresh_from_db()
    assert [path.name for path in (home / "jobs").iterdir()] == [new.result]
    assert list(Job.objects.all()) == [new]


@pytest.mark.parametrize("result", ["../ebpages.sqlite3", "/etc/passwd", ".hidden", "a/b.pdf"])
def test_a_job_cannot_name_a_file_elsewhere(result: str) -> None:
    job = done_job()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(id=job.id).update(result=result)
    assert actions.results().file(result) is None


def made_old(job: Job, age: timedelta) -> None:
    moment = timezone.now() - age - timedelta(seconds=1)
    Job.objects.filter(id=job.id).update(heartbeat_at=moment)


def test_a_worker_without_work_only_reads() -> None:
    """It looks every second, and on SQLite whoever writes keeps all others from writing."""
    done_job()
    with CaptureQueriesContext(connection) as asked:
        work_off()
        tidy()
    assert asked.captured_queries
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
