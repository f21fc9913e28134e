"""What is stored of work in the background."""

import uuid

from django.db import models

QUEUED, RUNNING, DONE, FAILED, STOPPED = STATES = ("queued", "running", "done", "failed", "stopped")
STANDING = (QUEUED, RUNNING, DONE)  # whoever asks for the same thing again gets such a job


class Job(models.Model):
    """A piece of work that a visitor asked for. Whoever knows its id may see it, so the id cannot be guessed.

    task: the function that does it, as django-tasks names it. key: what makes two jobs of a kind the same. title, stage and error
    are texts of the catalogue in English, translated when they are shown. attempt: how often it was taken up; a worker whose
    attempt is not the last one has lost the job to another. result: its file in EBPAGES_HOME/jobs, named after the job.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    task = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=QUEUED, choices=[(state, state) for state in STATES])
    attempt = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.CharField(max_length=60, blank=True)
    file_name = models.CharField(max_length=100, blank=True)
    error = models.CharField(max_length=500, blank=True)
    stop_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="job_state_is_known"),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=STANDING),
                name="job_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(result="") | models.Q(result__regex=r"^[0-9a-f-]{36}\.[a-z]{1,8}$"),
                name="job_result_is_a_file_of_its_own",
            ),
        ]
