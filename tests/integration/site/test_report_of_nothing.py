"""The report where there is no registry yet."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from ebpages.jobs.worker import work_off
from ebpages.observatory.queries.report import day_of_data
from ebpages.observatory.report.requests import request_report


@pytest.mark.django_db
def test_without_a_registry_there_is_nothing_to_report(
    client: Client, tmp_path: Path, settings: LazySettings
) -> None:
    settings.EBPAGES_HOME = tmp_path
    assert day_of_data() is None
    job = request_report(language="en", owner="visitor:1")
    work_off()
    job.refresh_from_db()
    assert job.state == "failed" and "not been built" in job.error
    page = client.get("/en/observatory/report/")
    assert page.status_code == 200 and b'name="language"' not in page.content
