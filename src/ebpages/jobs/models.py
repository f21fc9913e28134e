"""What is stored of work in the background, beside the queue, whose rows are django-tasks-db's own."""

from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

QUEUED, RUNNING, DONE, FAILED, STOPPED = STATES = ("queued", "running", "done", "failed", "stopped")
_STATE_OF_STATUS = {"READY": QUEUED, "RUNNING": RUNNING, "SUCCESSFUL": DONE, "FAILED": FAILED}
EVERYBODY, OWNER = AUDIENCES = ("everybody", "owner")


class Job(models.Model):
    """A piece of work that a visitor asked for: what its task in the queue does not say. Whoever knows its id may see it.

    task_row: the task in the queue, which alone says whether the job waits, runs or has ended; its id cannot be guessed and is the
    job's too. key: what makes two jobs of a kind the same. title, stage and error are texts of the catalogue in English, translated
    when they are shown. owner: who asked and may stop it, `visitor:` and the number that their browser keeps; null for jobs of former releases.
    audience: who may be given its result. result: its file in
    EBPAGES_HOME/jobs, named after the job. error: why it could not be done; a job that was stopped has none.
    """

    task_row = models.OneToOneField(
        DBTaskResult, primary_key=True, on_delete=models.CASCADE, related_name="job"
    )
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=100, null=True)
    audience = models.CharField(
        max_length=10, default=EVERYBODY, choices=[(name, name) for name in AUDIENCES]
    )
    stage = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.CharField(max_length=60, blank=True)
    file_name = models.CharField(max_length=100, blank=True)
    error = models.CharField(max_length=500, blank=True)
    stop_requested = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(audience__in=AUDIENCES), name="job_audience_is_known"),
            models.CheckConstraint(
                condition=~models.Q(audience=OWNER) | models.Q(owner__isnull=False),
                name="job_for_its_owner_has_one",
            ),
            models.UniqueConstraint(
                fields=["kind", "key", "owner"],
                condition=models.Q(error="", stop_requested=False),
                name="job_of_an_owner_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(result="") | models.Q(result__regex=r"^[0-9a-f-]{36}\.[a-z]{1,8}$"),
                name="job_result_is_a_file_of_its_own",
            ),
        ]

    @property
    def state(self) -> str:
        """One of the five states above. A task that was stopped counts as failed in the queue, but leaves no error here; one whose
        worker gave no sign of life for too long waits for the next."""
        if self.task_row.status == "RUNNING" and self.task_row.run_after < timezone.now():
            return QUEUED
        if self.task_row.status == "FAILED" and not self.error:
            return STOPPED
        return _STATE_OF_STATUS[self.task_row.status]


class RepeatedTask(models.Model):
    """When a task of settings.EBPAGES_REPEATED_TASKS is due next. task: its path."""

    task = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()
