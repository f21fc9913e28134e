"""Jobs of the time when they were called `accounts` and were a queue of their own beside the library's.

They keep their ids, so that their pages and files are found as before; what waited or ran is done by the next worker. Once their
table is gone, a capability `accounts` can have migrations and tables of its own.
"""

import datetime

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.migrations.recorder import MigrationRecorder

STATUS = {"queued": "READY", "running": "READY", "done": "SUCCESSFUL", "failed": "FAILED", "stopped": "FAILED"}
AT_ONCE = datetime.datetime(9999, 1, 1, tzinfo=datetime.timezone.utc)  # how django-tasks-db says that a task need not wait


class FormerJob(models.Model):
    """The columns that are taken over of the former table."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    task = models.CharField(max_length=200)
    params = models.JSONField()
    state = models.CharField(max_length=10)
    done = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    result = models.CharField(max_length=60)
    file_name = models.CharField(max_length=100)
    error = models.CharField(max_length=500)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"
        db_table = "accounts_job"
        apps = Apps()


def take_over(apps, schema_editor):
    connection = schema_editor.connection
    if FormerJob._meta.db_table not in connection.introspection.table_names():
        return
    rows = apps.get_model("django_tasks_database", "DBTaskResult").objects.using(connection.alias)
    rows.all().delete()  # each stood for one of the former jobs
    for former in FormerJob.objects.using(connection.alias).order_by("created_at"):
        _take_over(former, rows, apps.get_model("jobs", "Job").objects.using(connection.alias))
    schema_editor.delete_model(FormerJob)
    MigrationRecorder(connection).record_unapplied("accounts", "0001_initial")


def _take_over(former, rows, jobs):
    waits = former.state in ("queued", "running")
    row = rows.create(
        id=former.id,
        status=STATUS[former.state],
        args_kwargs={"args": [], "kwargs": former.params},
        task_path=former.task,
        backend_name="default",
        run_after=AT_ONCE,
        exception_class_path="",
        traceback="",
        started_at=None if waits else former.started_at,
        finished_at=former.finished_at,
    )
    rows.filter(id=row.id).update(enqueued_at=former.created_at)  # which `create` sets to now
    jobs.create(
        task_row=row,
        kind=former.kind,
        key=former.key,
        title=former.title,
        done=0 if waits else former.done,
        total=0 if waits else former.total,
        result=former.result,
        file_name=former.file_name,
        error=former.error,
        stop_requested=former.state == "stopped",
    )


class Migration(migrations.Migration):

    dependencies = [("jobs", "0001_initial")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
