"""How soon a judgement or a contribution is followed: `python -m bench.one_organisation`, over the guide and at scale."""

import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from bench.build import COMMAND
from bench.scale import ROWS, write_register

KEPT = Path(__file__).parent / "data" / "one_organisation.json"
_TIMES = 40
LARGEST = "judgement, largest family"

# What is done -> milliseconds: typically, at most, and typically of a processor.
Pace = dict[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Following:
    """paces, largest: by the number of organisations of the registry, what is done, and the rows of the largest family."""

    measured: str
    machine: str
    paces: dict[str, Pace]
    largest: dict[str, int]


def measure_following() -> Following:
    """Build the guide's registry and one of 100,000 rows, and change some organisations of each."""
    found = [_paces_of(rows) for rows in (0, ROWS)]
    return Following(
        measured=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        paces={each["organisations"]: each["pace"] for each in found},
        largest={each["organisations"]: each["largest"] for each in found},
    )


def _paces_of(rows: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="ebpages-following-") as folder:
        surroundings = {**os.environ, "EBPAGES_HOME": f"{folder}/home"}
        if rows:
            write_register(Path(folder) / "lists" / "bulstat" / "list.txt", rows)
            surroundings["EBPAGES_LISTS"] = f"{folder}/lists"
        for command in (["manage", "migrate", "--verbosity", "0"], ["build"]):
            subprocess.run([str(COMMAND), *command], env=surroundings, check=True, capture_output=True)
        asked = [sys.executable, "-m", "bench.one_organisation", "here"]
        answer = subprocess.run(asked, env=surroundings, check=True, capture_output=True, text=True)
        return dict(json.loads(answer.stdout))


def change_some(times: int) -> dict[str, Any]:
    """Change organisations of the registry in EBPAGES_HOME, one after another, and take each change back."""
    from django.db.models import Count

    from ebpages.registry import actions, models

    chance = random.Random(3)
    records = list(models.Record.objects.order_by("id").values_list("id", flat=True))
    alike = list(models.Judgement.objects.order_by("place").values_list("a", "b"))
    largest = models.Record.objects.values("family").annotate(rows=Count("id")).order_by("-rows")[0]
    of_largest = list(models.Judgement.objects.filter(a__family=largest["family"]).values_list("a", "b"))
    ids = list(models.Organisation.objects.order_by("id").values_list("id", flat=True))
    taken: dict[str, list[tuple[float, float]]] = {}

    def timed(what: str, work: Callable[[], models.HumanJudgement | models.Contribution]) -> int:
        start, worked = time.perf_counter(), time.process_time()
        made = work()
        spent = 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked)
        taken.setdefault(what, []).append(spent)
        return int(made.pk)

    signed = {"by": "A. Person"}
    for _ in range(times):
        for what, relation, (a, b) in (
            ("judgement: same", "same", chance.sample(records, 2)),
            ("judgement: different", "different", chance.choice(alike)),
            (LARGEST, "different", chance.choice(of_largest)),
        ):
            said = {"a": a, "b": b, "relation": relation, "why": "measured", **signed}
            number = timed(what, lambda said=said: actions.judge(**said))
            timed(
                LARGEST if what == LARGEST else "judgement withdrawn",
                lambda number=number: actions.withdraw_judgement(judgement=number, **signed),
            )
        said = {"subject": chance.choice(ids), "property": "members", "value": "12", **signed}
        number = timed("contribution", lambda said=said: actions.contribute(**said))
        timed(
            "contribution withdrawn",
            lambda number=number: actions.withdraw_contribution(contribution=number, **signed),
        )
    pace = {
        what: (median(wall), max(wall), median(processor))
        for what, (wall, processor) in (
            (what, tuple(zip(*each, strict=True))) for what, each in taken.items()
        )
    }
    return {"organisations": str(len(ids)), "largest": largest["rows"], "pace": pace}


def following_section(following: Following) -> Iterator[str]:
    yield from (
        "## One organisation alone",
        "",
        f"Measured on {following.measured} with `python -m bench.one_organisation` ({following.machine}).",
        "A judgement on two records, or what an organisation says of itself, is stored and followed in one transaction:",
        "milliseconds typically, and at most; in brackets those that a processor worked, typically, whatever else it did.",
        f"The largest families have {' and '.join(map(str, following.largest.values()))} rows, all of which are derived anew.",
        "",
    )
    whats = list(next(iter(following.paces.values())))
    yield "| organisations | " + " | ".join(whats) + " |"
    yield "|" + " --- |" * (len(whats) + 1)
    for organisations, pace in following.paces.items():
        cells = (f"{pace[what][0]:,.0f}, {pace[what][1]:,.0f} ({pace[what][2]:,.0f})" for what in whats)
        yield f"| {int(organisations):,} | " + " | ".join(cells) + " |"
    yield ""


def kept() -> Following | None:
    return Following(**json.loads(KEPT.read_text(encoding="utf-8"))) if KEPT.exists() else None


def keep(following: Following) -> None:
    KEPT.write_text(json.dumps(asdict(following), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebpages.site.settings")
        import django

        django.setup()
        print(json.dumps(change_some(_TIMES)))
    else:
        keep(measure_following())
