"""Everything that writes what is kept, as a process of its own does it: what may be killed, and what is to be found afterwards.

Imported once Django is set up.
"""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from django.conf import settings
from django.db import models as tables

from ebpages.accounts.audit import broken_links
from ebpages.accounts.models import AuditEntry
from ebpages.accounts.reader import OPERATOR
from ebpages.cli import main
from ebpages.imports import editions
from ebpages.imports.actions.lists import ListFile, finish_interrupted, import_list, take_back
from ebpages.jobs import actions as jobs
from ebpages.jobs import queue
from ebpages.jobs.models import DONE, Job
from ebpages.jobs.worker import work_off
from ebpages.living.actions import fetch as fetch_living
from ebpages.living.actions import read_kept
from ebpages.living.models import LivingEdition
from ebpages.living.queries.checks import checks as living_checks
from ebpages.mapping.panels import store
from ebpages.mapping.panels.panel import UnknownPanel
from ebpages.observatory.actions import fetch_statistics
from ebpages.observatory.models import StatisticsVintage
from ebpages.registry import actions as registry
from ebpages.registry import models
from ebpages.registry.queries import registry_is_built
from ebpages.registry.search_documents import find_ids
from ebpages.site.operating.archive import UnusableBackup, opened_archive
from ebpages.sources import kept_editions
from ebpages.sources.connector import connector
from tests.faults.acts_in_transfer_cases import look_at_cases, work_on_cases
from tests.faults.acts_of_people import (
    Confirm,
    broken_database,
    claim,
    look_at_claims,
    look_at_own_page,
    look_at_reports,
    report,
    write_own_page,
)
from tests.samples.register_days import new_body, xml
from tests.samples.register_days import number as eik
from tests.samples.work import PDF, write_file

DAYS = (date(2018, 4, 30), date(2026, 11, 23))  # labels lapse between them, so that a build changes rows
DAILY = "trade_register_daily"
SUBJECT = "said by an organisation that is killed"


@dataclass(frozen=True)
class WritePath:
    """write(turn, confirm): changes what is kept, and confirms what nothing may take away any more.

    look(confirmed): what a reader finds, in JSON; what is lost or half written stands under "wrong".
    endless: writes until it is killed. Of the others, what is found is always what one whole write leaves.
    """

    name: str
    write: Callable[[int, Confirm], None]
    look: Callable[[list[str]], dict[str, Any]]
    endless: bool = False


# --- the registry --------------------------------------------------------------------------------------------------


def build(turn: int, confirm: Confirm) -> None:
    registry.build(as_of=DAYS[turn % 2], force=True)
    find_ids("зелена синергия")


def look_at_registry(confirmed: list[str]) -> dict[str, Any]:
    named = {
        f"{table.__name__}": table._default_manager.count()
        for table in (*_derived(), models.PublicId, models.HumanJudgement)
    }
    lines = models.Record.objects.order_by("id").values_list("id", "organisation_id")
    return {
        "built": registry_is_built(),
        "counts": named,
        "ids": _sha(lines),
        "public_ids": _sha(models.PublicId.objects.order_by("id").values_list("id", flat=True)),
        "statements": _sha(models.Statement.objects.order_by("id").values_list("id", "value", "original")),
        "findings": _sha(models.Finding.objects.order_by("kind", "id").values_list("kind", "params")),
        "found": sorted(find_ids("зелена синергия")),
        "wrong": broken_database(),
    }


def _derived() -> list[type[tables.Model]]:
    return [models.SourceList, models.Organisation, models.LegalEntity, models.Record, models.Statement,
            models.Judgement, models.Finding, models.Facet]  # fmt: skip


def contribute(turn: int, confirm: Confirm) -> None:
    """Organisations say where they are, and take it back: derived anew each time."""
    ids = list(models.Organisation.objects.order_by("id").values_list("id", flat=True)[:7])
    for number in range(10_000):
        made = registry.contribute(
            subject=ids[number % len(ids)], property="sector", value=f"sector {turn}.{number}", by=SUBJECT
        )
        confirm(str(made.pk))
        if number % 2:
            registry.withdraw_contribution(contribution=made.pk, by=SUBJECT)
            confirm(f"-{made.pk}")


def look_at_contributions(confirmed: list[str]) -> dict[str, Any]:
    made = dict(models.Contribution.objects.values_list("pk", "withdrawn_at"))
    wrong = broken_database()
    wrong += [f"contribution {each} is lost" for each in confirmed if abs(int(each)) not in made]
    wrong += [f"{each} is back" for each in confirmed if int(each) < 0 and made.get(-int(each)) is None]
    standing = {f"contributions:{pk}" for pk, gone in made.items() if gone is None}
    derived = set(models.Record.objects.filter(id__startswith="contributions:").values_list("id", flat=True))
    wrong += [f"{each} is stored and not derived, or derived and not stored" for each in standing ^ derived]
    return {"wrong": wrong}


def import_lists(turn: int, confirm: Confirm) -> None:
    """Editions of a list are imported, and every second is taken back."""
    folder = Path(settings.EBPAGES_HOME).parent
    for number in range(10_000):
        text = f"{turn}.{number}.{os.getpid()}"
        path = folder / "fairs.csv"
        path.write_text("name,website\n" + "".join(f"Fair {text}.{row},f{row}.example\n" for row in range(3)))
        import_list(file=ListFile(path, path.name, "fairs"), by=OPERATOR, progress=lambda *_: None)
        made = editions.editions_of(Path(settings.EBPAGES_HOME), "fairs")[-1]
        confirm(made.sha256)
        if number % 2:
            confirm(f"?{made.sha256}")  # killed from here on, it may stand or not
            take_back(name="fairs", folder=made.folder.name, by=OPERATOR, progress=lambda *_: None)
            confirm(f"-{made.sha256}")


def look_at_imports(confirmed: list[str]) -> dict[str, Any]:
    """What was killed is ended first, as every build and import does."""
    finish_interrupted()
    there = editions.editions_of(Path(settings.EBPAGES_HOME), "fairs")
    standing = {each.sha256 for each in there}
    gone, doomed = ({each[1:] for each in confirmed if each[0] == sign} for sign in "-?")
    wrong = broken_database() + list(broken_links())
    wrong += [f"edition {each} is lost" for each in {*confirmed} - standing - doomed if each[0] not in "-?"]
    wrong += [f"edition {each} is back" for each in gone & standing]
    rows = [len(list(editions.read_rows(each.folder))) - 1 for each in there]
    wrong += [f"an edition has {count} rows" for count in rows if count != 3]
    named = models.Record.objects.filter(id__startswith="fairs:").values_list("name", flat=True)
    if len({name.rpartition(".")[0] for name in named}) > 1 or len(named) not in (0, 3):
        wrong.append(f"the registry has half an edition: {sorted(named)}")
    noted = AuditEntry.objects.seen_by(OPERATOR).filter(action="list.import")
    audited = {after["sha256"] for after in noted.values_list("detail__after", flat=True)}
    wrong += [f"edition {each} is not in the audit" for each in standing - audited]
    return {"wrong": wrong}


# --- jobs, the index ---------------------------------------------------------------------------------------


def do_a_job(turn: int, confirm: Confirm) -> None:
    """A visitor asks, the worker works. What a killed worker held may be taken up at once instead of after a minute."""
    job = jobs.enqueue(
        kind="faults",
        key=f"{turn}",
        title="made up",
        task=write_file,
        params={"language": "bg"},
        owner=f"visitor:{turn}",
    )
    confirm(str(job.pk))
    _work()


def _work() -> None:
    with mock.patch.object(queue, "DEAD_AFTER", timedelta(0)):
        work_off()


def look_at_jobs(confirmed: list[str]) -> dict[str, Any]:
    there = {str(job.pk): job for job in Job.objects.select_related("task_row")}
    wrong = [f"job {each} is lost" for each in confirmed if each not in there]
    for pk, job in there.items():
        file = jobs.results().file(job.result) if job.result else None
        if job.state == DONE and (file is None or file.read_bytes() != PDF):
            wrong.append(f"job {pk} is done without its file")
    return {"wrong": wrong + broken_database()}


def recover_jobs(confirmed: list[str]) -> dict[str, Any]:
    """The next worker ends every job that was asked for."""
    _work()
    wrong = [
        f"{job.pk}: {job.state}" for job in Job.objects.select_related("task_row") if job.state == "running"
    ]
    return {"wrong": wrong + look_at_jobs(confirmed)["wrong"]}


def index_anew(turn: int, confirm: Confirm) -> None:
    """As a host that has no index yet."""
    folder = Path(settings.EBPAGES_SEARCH_INDEX)
    with contextlib.suppress(FileNotFoundError):
        folder.rename(folder.with_name(f"old-index-{os.getpid()}"))
    find_ids("зелена синергия")


def look_at_index(confirmed: list[str]) -> dict[str, Any]:
    found = {question: sorted(find_ids(question)) for question in ("зелена синергия", "cluster", "София")}
    return {"found": found, "wrong": [] if all(found.values()) else ["a search finds nothing"]}


# --- panels, results, statistics -----------------------------------------------------------------------------------

REGIONS = ("BG31", "BG32", "BG33", "BG34", "BG41", "BG42", "RO11", "RO12", "RO21", "RO22", "RO31", "RO32")
INDUSTRIES = tuple(f"C{number}" for number in range(10, 34))


def panel_file(turn: int) -> Path:
    path = Path(settings.EBPAGES_HOME).parent / f"panel-{turn % 2}.csv"
    if not path.exists():
        rows = [
            f"{region},{industry},{year},employment,{(1 + turn % 2) * 1000 + 7 * place + 31 * number},"
            for place, region in enumerate(REGIONS)
            for number, industry in enumerate(INDUSTRIES)
            for year in range(2010, 2018)
        ]
        path.write_text("region,industry,year,measure,value,flags\n" + "\n".join(rows) + "\n")
    return path


def command(*arguments: str | Path) -> None:
    with mock.patch.object(sys, "argv", ["ebpages", *map(str, arguments)]), contextlib.suppress(SystemExit):
        main()


def load(turn: int, confirm: Confirm) -> None:
    command("mapping", "load", panel_file(turn), "--name", "own", "--rounding", "none")


def look_at_panels(confirmed: list[str]) -> dict[str, Any]:
    folder = Path(settings.EBPAGES_HOME) / "mapping"
    try:
        panel = store.open_panel(folder, "own")
    except UnknownPanel as problem:
        return {"panel": None, "wrong": [] if "There is no panel" in str(problem) else [str(problem)]}
    sums = []
    for year in range(2010, 2018):
        grid = panel.grid("employment", year)
        sums.append(None if grid is None else float(np.nansum(grid.value)))
    return {"panel": sums, "wrong": list(store.unusable(folder).values())}


def run(turn: int, confirm: Confirm) -> None:
    rules = ("eccp-2021", "eco-2007")[turn % 2]
    command("mapping", "run", "bulgaria-2014", "--rules", rules, "--output", _output())


def _output() -> Path:
    return Path(settings.EBPAGES_HOME).parent / "answers.csv"


def look_at_output(confirmed: list[str]) -> dict[str, Any]:
    there = _output()
    return {"sha256": hashlib.sha256(there.read_bytes()).hexdigest() if there.exists() else None, "wrong": []}


def back_up(turn: int, confirm: Confirm) -> None:
    command("backup", _backup(), "--force")


def _backup() -> Path:
    return Path(settings.EBPAGES_HOME).parent / "all.backup"


def look_at_backup(confirmed: list[str]) -> dict[str, Any]:
    """Every checksum of the last whole one."""
    if not _backup().exists():
        return {"backup": False, "wrong": []}
    try:
        with opened_archive(_backup()) as archive:
            archive.check(lambda what, done, total: None)
    except UnusableBackup as problem:
        return {"backup": True, "wrong": [str(problem)]}
    return {"backup": True, "wrong": []}


def fetch(turn: int, confirm: Confirm) -> None:
    """The server publishes a new vintage each second; each one that is answered with is kept."""
    for _ in range(10_000):
        found = fetch_statistics(code="rd_e_gerdtot", filters={}, by="faults")
        confirm(found.vintage.vintage)


def look_at_statistics(confirmed: list[str]) -> dict[str, Any]:
    there = {
        each.vintage: each.observations.count()
        for each in StatisticsVintage.objects.filter(code="rd_e_gerdtot", fetched_by="faults")
    }
    wrong = [f"vintage {each} is lost" for each in confirmed if each not in there]
    wrong += [f"vintage {name} has {cells} cells" for name, cells in there.items() if cells != 4]
    return {"wrong": wrong + broken_database()}


def fetch_days(turn: int, confirm: Confirm) -> None:
    """Days of a living source are read from a folder, one file each time."""
    folder = Path(settings.EBPAGES_HOME).parent / f"days-{turn}-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    for number in range(1000):
        day = (date(2000, 1, 1) + timedelta(days=1000 * turn + number)).isoformat()
        file = folder / f"{day}.xml"
        file.write_bytes(xml(day, new_body(eik(number), "КЛЪСТЕР РОЗА", day)))
        fetch_living(
            name=DAILY, since="", until="", from_folder=folder, accept_fewer=False, progress=lambda *_: None
        )
        confirm(day)
        file.unlink()


def look_at_days(confirmed: list[str]) -> dict[str, Any]:
    """What was killed between a file and its rows is read first, as every fetch does."""
    read_kept(connector=connector(DAILY), progress=lambda *_: None)
    there = kept_editions.kept(Path(settings.EBPAGES_HOME), DAILY)
    wrong = [f"day {each} is lost" for each in confirmed if each not in there]
    wrong += [check.problem for check in living_checks() if not check.is_well]
    rows = dict(LivingEdition.objects.annotate(n=tables.Count("of_use")).values_list("edition", "n"))
    wrong += [f"day {each} has {rows.get(each)} rows" for each in there if rows.get(each) != 1]
    return {"wrong": wrong + broken_database()}


PATHS = (
    WritePath("build", build, look_at_registry),
    WritePath("imported lists", import_lists, look_at_imports, endless=True),
    WritePath("contributions", contribute, look_at_contributions, endless=True),
    WritePath("own page", write_own_page, look_at_own_page, endless=True),
    WritePath("claims with documents", claim, look_at_claims, endless=True),
    WritePath("transfer cases", work_on_cases, look_at_cases, endless=True),
    WritePath("reports of visitors", report, look_at_reports, endless=True),
    WritePath("job", do_a_job, look_at_jobs),
    WritePath("search index", index_anew, look_at_index),
    WritePath("panel", load, look_at_panels),
    WritePath("result file", run, look_at_output),
    WritePath("backup", back_up, look_at_backup),
    WritePath("statistics", fetch, look_at_statistics, endless=True),
    WritePath("living source", fetch_days, look_at_days, endless=True),
)


def _sha(rows: Iterable[Any]) -> str:
    return hashlib.sha256(json.dumps(list(rows), ensure_ascii=False, default=str).encode()).hexdigest()
