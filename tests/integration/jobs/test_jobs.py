"""The life of a piece of work in the background."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from ebpages.faces.unavailable import TooManyRequests
from ebpages.jobs import actions, queries, queue
from ebpages.jobs.models import Job
from ebpages.jobs.running import UNEXPECTED, ThisWorker, carry_out
from ebpages.jobs.schedule import enqueue_due
from ebpages.jobs.worker import tidy, work_off
from tests.samples import work
from tests.samples.work import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    with translation.override("en"):
        yield
    ThisWorker.leaves = False


def ask(work: Any = work.write_file, key: str = "bg 1", owner: str = "visitor:1") -> Job:
    return actions.enqueue(
        kind="guide", key=key, title="A guide", task=work, params={"language": "bg"}, owner=owner
    )


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
    assert {path.name for path in (home / "jobs").iterdir()} == {job.result, f"{job.result}.sha256"}


def test_whoever_asks_for_the_same_thing_again_gets_the_same_job() -> None:
    waiting = ask()
    assert ask() == waiting
    work_off()
    assert ask() == waiting
    assert ask(key="bg 2") != waiting


def test_another_who_asks_waits_for_a_job_of_their_own_that_nobody_else_stops(home: Path) -> None:
    first, second = ask(), ask(owner="visitor:2")
    assert second != first
    actions.ask_to_stop(id=first.pk)
    work_off()
    second.refresh_from_db()
    assert second.state == "done"


def test_a_result_for_everybody_is_made_once(home: Path) -> None:
    first, second = ask(), ask(owner="visitor:2")
    row = queue.claim()
    assert row and row.id == first.pk
    carry_out(row)
    DBTaskResult.objects.filter(id=second.pk).update(task_path=work.refuse.module_path)
    work_off()
    second.refresh_from_db()
    assert (second.state, second.file_name) == ("done", "guide-bg.pdf")
    assert (home / "jobs" / second.result).read_bytes() == PDF
    first.refresh_from_db()
    assert ask(owner="visitor:3") == first, "what is done need not wait again"


def test_a_result_for_its_owner_is_given_to_nobody_else() -> None:
    first = done_job()
    Job.objects.filter(pk=first.pk).update(audience="owner")
    assert ask(owner="visitor:2") != first


def test_nobody_fills_the_queue() -> None:
    for number in range(actions.OPEN_OF_ONE):
        ask(key=str(number))
    with pytest.raises(TooManyRequests, match="several orders"):
        ask(key="one more")
    assert ask(key="0").state == "queued", "what is there already takes no room"
    for number in range(actions.OPEN_OF_ONE, actions.OPEN_IN_ALL):
        ask(key=str(number), owner=f"visitor:{number}")
    with pytest.raises(TooManyRequests, match="Many orders"):
        ask(key="last", owner="visitor:last")


def test_a_job_whose_worker_died_waits_by_its_page_as_by_its_task() -> None:
    job = ask()
    assert queue.claim()
    worker_died(job)
    job.refresh_from_db()
    assert job.state == "queued"
    assert queue.free_abandoned() == 1
    job.refresh_from_db()
    assert (job.state, job.task_row.status) == ("queued", "READY")


def test_a_task_that_lost_its_worker_does_not_wait_for_the_queue_to_be_empty() -> None:
    lost = ask()
    assert queue.claim()
    worker_died(lost)
    ask(work.be_sent_away, key="later")
    work_off()
    lost.refresh_from_db()
    assert lost.state == "done"


def test_the_database_refuses_a_second_job_for_the_same_thing() -> None:
    job = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        row = DBTaskResult.objects.get(id=work.do_something.enqueue().id)
        Job.objects.create(task_row=row, kind=job.kind, key=job.key, owner=job.owner)


def test_a_job_whose_file_has_gone_is_made_anew(home: Path) -> None:
    job = done_job()
    (home / "jobs" / job.result).unlink()
    found = queries.job(job.pk)
    assert found and found.file == ""
    assert ask().pk != job.pk


def test_a_file_that_is_damaged_is_not_given_out_and_is_made_anew(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    job = done_job()
    file = home / "jobs" / job.result
    file.write_bytes(file.read_bytes().replace(b"P", b"Q", 1))
    found = queries.job(job.pk)
    assert found and found.file == ""
    assert f"{file} is not as it was written" in caplog.text
    assert ask().pk != job.pk


def test_a_job_that_cannot_be_done_says_why() -> None:
    job = ask(work.refuse)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "The register has not been built yet")
    with translation.override("bg"):
        found = queries.job(job.pk)
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
    again = actions.try_again(id=job.pk, owner="visitor:2")
    assert again.pk != job.pk and (again.state, again.owner) == ("queued", "visitor:2")
    assert actions.try_again(id=job.pk, owner="visitor:2") == again


def test_a_waiting_job_is_stopped_at_once() -> None:
    job = ask()
    actions.ask_to_stop(id=job.pk)
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
    assert (job.state, job.task_row.worker_ids) == ("queued", [])
    ThisWorker.leaves = False
    DBTaskResult.objects.filter(id=job.pk).update(task_path=work.write_file.module_path)
    work_off()
    job.refresh_from_db()
    assert (job.state, len(job.task_row.worker_ids)) == ("done", 1)


def test_a_job_is_taken_up_again_when_its_worker_died() -> None:
    job = ask()
    assert queue.claim()
    work_off()
    job.refresh_from_db()
    assert job.state == "running", "its worker may still be at work"
    worker_died(job)
    work_off()
    job.refresh_from_db()
    assert (job.state, len(job.task_row.worker_ids)) == ("done", 2)


def test_a_task_that_is_no_job_is_taken_up_again_too() -> None:
    row = DBTaskResult.objects.get(id=work.do_something.enqueue().id)
    assert queue.claim()
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    work_off()
    row.refresh_from_db()
    assert (row.status, len(row.worker_ids)) == ("SUCCESSFUL", 2)


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    job = ask()
    for _ in range(queue.ATTEMPTS):
        assert queue.claim()
        worker_died(job)
        assert queue.free_abandoned() == 1
    work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", queue.DIES_EVERY_TIME)


def test_a_job_that_was_to_stop_when_its_worker_died_is_stopped() -> None:
    job = ask()
    assert queue.claim()
    actions.ask_to_stop(id=job.pk)
    worker_died(job)
    work_off()
    job.refresh_from_db()
    assert job.state == "stopped"


@pytest.mark.django_db(transaction=True)  # a thread gives the signs
def test_a_worker_shows_that_it_is_alive_as_long_as_it_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that says nothing of its progress must not look like a worker that has died."""
    monkeypatch.setattr(queue, "SIGN_OF_LIFE_EVERY", 0.01)
    job = ask()
    row = queue.claim()
    assert row
    with queue.signs_of_life(row):
        worker_died(job)
        until = time.monotonic() + 30
        while queue.DBTaskResult.objects.get(id=row.id).run_after <= timezone.now():
            assert time.monotonic() < until
            time.sleep(0.01)
    assert queue.free_abandoned() == 0


def test_a_job_that_was_overtaken_leaves_nothing(home: Path) -> None:
    job = ask(work.be_overtaken)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.result) == ("running", "")
    assert list((home / "jobs").iterdir()) == []


def test_old_results_and_drafts_are_removed(home: Path) -> None:
    old, new = done_job(), ask(key="bg 2")
    work_off()
    DBTaskResult.objects.filter(id=old.pk).update(
        finished_at=timezone.now() - actions.KEPT - timedelta(hours=1)
    )
    draft = home / "jobs" / f".{uuid4()}.1"
    draft.write_bytes(b"half")
    for path in (home / "jobs" / old.result, draft):
        os.utime(path, (0, 0))
    tidy.call()
    new.refresh_from_db()
    assert {path.name for path in (home / "jobs").iterdir()} == {new.result, f"{new.result}.sha256"}
    assert list(Job.objects.all()) == [new]


def test_a_job_for_its_owner_alone_has_one_and_does_not_stand_in_the_way_of_others() -> None:
    job = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(audience="owner", owner=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(audience="nobody")
    Job.objects.filter(pk=job.pk).update(audience="owner", owner="a person")
    assert ask() != job


@pytest.mark.parametrize("result", ["../ebpages.sqlite3", "/etc/passwd", ".hidden", "a/b.pdf"])
def test_a_job_cannot_name_a_file_elsewhere(result: str) -> None:
    job = done_job()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(result=result)
    assert actions.results().file(result) is None


def worker_died(job: Job) -> None:
    """The moment has come up to which its worker had said that it would be alive."""
    DBTaskResult.objects.filter(id=job.pk).update(run_after=timezone.now() - timedelta(seconds=1))


def test_a_worker_without_work_only_reads() -> None:
    """It looks every second, and on SQLite whoever writes keeps all others from writing."""
    done_job()
    enqueue_due()
    work_off()
    with CaptureQueriesContext(connection) as asked:
        enqueue_due()
        work_off()
        tidy.call()
    assert asked.captured_queries
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)
