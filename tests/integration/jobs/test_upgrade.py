"""A database of the time when jobs belonged to the room `accounts` and were a queue of their own."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django_tasks_db.models import DBTaskResult

from ebpages.jobs import actions
from ebpages.jobs.models import Job
from ebpages.jobs.worker import work_off
from tests.samples import work

pytestmark = pytest.mark.django_db(transaction=True)
STATES = ("queued", "running", "done", "failed", "stopped")
CREATED, STARTED, FINISHED = (datetime(2026, 11, 24, 9, minute, 0, 7, tzinfo=UTC) for minute in (0, 1, 2))


class FormerJob(models.Model):
    """The table as its migration made it, with the names of its indexes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=40, default="guide")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200, default="A guide")
    task = models.CharField(max_length=200, default=work.write_file.module_path)
    params = models.JSONField(default=lambda: {"language": "bg"})
    state = models.CharField(max_length=10)
    attempt = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=100, default="typesetting")
    done = models.PositiveIntegerField(default=3)
    total = models.PositiveIntegerField(default=4)
    result = models.CharField(max_length=60, default="")
    file_name = models.CharField(max_length=100, default="")
    error = models.CharField(max_length=500, default="")
    stop_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=CREATED)
    started_at = models.DateTimeField(null=True, default=STARTED)
    finished_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(default=STARTED)

    class Meta:
        app_label = "accounts"
        db_table = "accounts_job"
        apps = Apps()
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="job_state_is_known"),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=STATES[:3]),
                name="job_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(result="") | models.Q(result__regex=r"^[0-9a-f-]{36}\.[a-z]{1,8}$"),
                name="job_result_is_a_file_of_its_own",
            ),
        ]


@pytest.fixture
def former(tmp_path: Path, settings: LazySettings) -> Iterator[dict[str, uuid.UUID]]:
    """A job in each state, with the tasks that the library had of them; their ids."""
    settings.EBPAGES_HOME = tmp_path
    call_command("migrate", "jobs", "zero", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(FormerJob)
    MigrationRecorder(connection).record_applied("accounts", "0001_initial")
    done = uuid.uuid4()
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / f"{done}.pdf").write_bytes(work.PDF)
    ended: dict[str, dict[str, Any]] = {
        "done": {"id": done, "result": f"{done}.pdf", "file_name": "guide.pdf", "finished_at": FINISHED},
        "failed": {"error": "The register has not been built yet", "finished_at": FINISHED},
        "stopped": {"stop_requested": True, "finished_at": FINISHED},
    }
    ids = {}
    for state in STATES:
        job = FormerJob.objects.create(key=state, state=state, **ended.get(state, {}))
        work.write_file.enqueue(str(job.id))  # type: ignore[arg-type]
        ids[state] = job.id
    yield ids
    call_command("migrate", verbosity=0)


def test_former_jobs_keep_their_addresses_and_files_and_what_waited_is_done(
    former: dict[str, uuid.UUID], client: Client
) -> None:
    call_command("migrate", verbosity=0)
    states = {state: Job.objects.get(pk=job_id).state for state, job_id in former.items()}
    assert states == {**{state: state for state in STATES}, "running": "queued"}
    assert DBTaskResult.objects.count() == Job.objects.count() == len(STATES)
    done = Job.objects.get(pk=former["done"]).task_row
    assert (done.enqueued_at, done.started_at, done.finished_at) == (CREATED, STARTED, FINISHED)
    answer = client.get(f"/bg/jobs/{former['done']}/file")
    assert b"".join(answer.streaming_content) == work.PDF
    assert "guide.pdf" in answer.headers["Content-Disposition"]
    work_off()
    assert Job.objects.get(pk=former["running"]).state == Job.objects.get(pk=former["queued"]).state == "done"
    assert actions.try_again(id=former["failed"], owner="visitor:1").state == "queued"


def test_nothing_is_left_that_would_stand_in_the_way_of_a_room_called_accounts(
    former: dict[str, uuid.UUID],
) -> None:
    call_command("migrate", verbosity=0)
    there = {name for name in connection.introspection.table_names() if name.startswith("accounts_")}
    assert there <= {model._meta.db_table for model in apps.get_app_config("accounts").get_models()} | {
        "accounts_sharedcache"
    }
    assert not MigrationRecorder(connection).migration_qs.filter(app="accounts", name="0001_initial").exists()
