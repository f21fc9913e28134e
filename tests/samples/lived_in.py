"""An installation that has been lived in: run as a module where there are empty tables, it makes one with something of every kind that is stored."""

# ruff: noqa: E402 - models can be imported only once Django is set up

import json
import os
from datetime import UTC, datetime
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "ebpages.site.settings"

import django

django.setup()

from django.conf import settings

from ebpages.contact.actions import send_report
from ebpages.jobs.actions import enqueue
from ebpages.jobs.worker import work_off
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.store import keep
from ebpages.observatory.actions import store_vintage
from ebpages.observatory.statistics import json_stat
from ebpages.registry import models
from ebpages.registry.actions import build, contribute, judge, withdraw_judgement
from ebpages.registry.search_documents import follow
from tests.samples import work
from tests.samples.panel_rows import PLAIN
from tests.samples.statistics import gerd

PERSON = "A. Person"


def main() -> None:
    build()
    first, second, third = models.Record.objects.order_by("id").values_list("id", flat=True)[:3]
    judge(a=first, b=second, relation="same", by=PERSON, why="they told me “so”\n\tand showed it")
    withdraw_judgement(
        judgement=judge(a=first, b=third, relation="same", by=PERSON, why="a slip").pk, by=PERSON
    )
    subject = models.Organisation.objects.order_by("id").values_list("id", flat=True)[0]
    contribute(
        subject=subject, property="website", value="https://клъстер.example/", by=PERSON, source="statute"
    )
    send_report(
        kind="wrong", message="Невярно: \\N и \"кавички\"\r\n\u2028", language="bg", subject=subject, page="/bg/", row="", value="",
        email="visitor@example.org",
    )  # fmt: skip
    document = json.dumps(gerd(updated="2019-03-01", extension={})).encode()
    store_vintage(
        vintage=json_stat.read(document, code="x_lived", fetched_at=datetime(2026, 1, 2, tzinfo=UTC)),
        by=PERSON,
    )
    home = Path(settings.EBPAGES_HOME)
    (home / "panel.csv").write_text(PLAIN)
    keep(
        read_panel([home / "panel.csv"], name="own", description=Description(title="Our own")),
        home / "mapping",
    )
    (home / "panel.csv").unlink()
    enqueue(
        kind="guide",
        key="bg",
        title="A guide",
        task=work.write_file,
        params={"language": "bg"},
        owner="visitor:lived-in",
    )
    work_off()
    follow()


if __name__ == "__main__":
    main()
