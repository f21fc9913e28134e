"""`python -m tests.faults.kills 1000`: everything that writes is killed at any moment, on SQLite and on PostgreSQL, while visitors read.

After each kill a process of its own looks: nothing that was confirmed is lost, nothing is half there, and what was
stored whole is what one whole write leaves. At the end of each path one more write has to succeed. A line of JSON for
each path is the log; the exit code is 1 where anything was wrong.
"""

import argparse
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.samples.cut_lists import write_cut_lists
from tests.samples.statistics import gerd
from tests.samples.statistics_server import Answer, good, running

if TYPE_CHECKING:
    from tests.faults.write_paths import WritePath

LONGEST = 120.0  # seconds that any one write may take
FEW = 2.0  # seconds of endless writing, to see how long one of its writes takes; of one kill a quarter of it


@dataclass
class Outcome:
    """What came of killing one write path."""

    path: str
    database: str
    kills: int = 0
    ended_before: int = 0
    confirmed: int = 0
    recovered: bool = False
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        return json.dumps(self.__dict__, ensure_ascii=False)


class Apart:
    """Work in a process of its own, which shares nothing that it opens with this one; what it says comes line by line."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        reads, writes = os.pipe()
        self.process = os.fork()
        if not self.process:
            os.close(reads)
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            status = 1
            try:
                work(lambda text: _write_line(writes, text))
                status = 0
            except BaseException as problem:  # noqa: BLE001 - it ends here, and the other process tells of it
                _write_line(writes, f"!{type(problem).__name__}: {problem}".replace("\n", " "))
            finally:
                os._exit(status)
        os.close(writes)
        self._reads = reads

    def wait_for_a_word(self) -> None:
        """Until it has said something, or ended."""
        select.select([self._reads], [], [], LONGEST)

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within this time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if os.waitid(os.P_PID, self.process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                return True
            select.select([], [], [], min(left, 0.005))
        return False

    def end(self) -> list[str]:
        """Kill it if it still works; everything that it said."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        with os.fdopen(self._reads, encoding="utf-8", errors="replace") as said:
            whole = said.read().rpartition("\n")[0]
        return whole.split("\n") if whole else []


def _write_line(to: int, text: str) -> None:
    os.write(to, (text + "\n").encode())


def kill(path: "WritePath", times: int, database: str, moments: random.Random) -> Outcome:
    """Kill `times` writes of one path. What stands after them is compared with what whole writes leave."""
    outcome = Outcome(path.name, database)
    confirmed: list[str] = []
    longest, whole = 0.0, []  # seconds; what whole writes leave
    few = FEW if times > 1 else FEW / 4
    if path.endless:
        longest = 3 * few / max(1, len(_write(path, times, few, Outcome(path.name, database))))
    else:
        for turn in (0, 1, 0):  # the first of all may leave more than the others: ids that are never removed
            start = time.monotonic()
            confirmed += _write(path, turn, None, outcome)
            longest = time.monotonic() - start
            whole.append(_look(path, confirmed, outcome))
    for turn in range(times):
        confirmed += _write(path, turn, longest * moments.betavariate(1, 1.3), outcome)
        found = _look(path, confirmed, outcome)
        if whole and not _is_one_of(found, whole):
            outcome.wrong.append(f"after kill {outcome.kills} a state that no whole write leaves: {found}")
    outcome.confirmed = len(confirmed)
    if not path.endless:
        _write(path, 1, None, outcome)
        outcome.recovered = _is_one_of(_look(path, confirmed, outcome), whole)
    else:
        outcome.recovered = bool(_write(path, times, few, Outcome(path.name, database)))
    return outcome


def _is_one_of(found: dict[str, Any], whole: list[dict[str, Any]]) -> bool:
    return any(found == each for each in whole)


def _write(path: "WritePath", turn: int, seconds: float | None, outcome: Outcome) -> list[str]:
    """One write, killed after so many seconds. What it confirmed."""
    writer = Apart(lambda confirm: path.write(turn, confirm))
    if path.endless:
        writer.wait_for_a_word()
    ended = writer.wait(LONGEST if seconds is None else seconds)
    said = writer.end()
    if seconds is None and not ended:
        outcome.wrong.append(f"a write took longer than {LONGEST} s")
    if seconds is not None:
        outcome.kills += not ended
        outcome.ended_before += ended
    outcome.wrong += [f"a write failed: {line[1:]}" for line in said if line.startswith("!")]
    return [line for line in said if not line.startswith("!")]


def _look(path: "WritePath", confirmed: list[str], outcome: Outcome) -> dict[str, Any]:
    reader = Apart(lambda say: say(json.dumps(path.look(confirmed))))
    reader.wait(LONGEST)
    said = reader.end()
    if not said or said[0].startswith("!"):
        outcome.wrong.append(f"nothing can be read: {said}")
        return {}
    found: dict[str, Any] = json.loads(said[0])
    outcome.wrong += found.pop("wrong")
    return found


@contextmanager
def readers() -> Iterator[list[str]]:
    """Visitors read pages as long as the block lasts; at its end the list holds what they saw."""
    seen: list[str] = []
    stop_here, stop_there = os.pipe()
    reader = Apart(
        lambda say: say(json.dumps(read_pages(lambda: bool(select.select([stop_here], [], [], 0)[0]))))
    )
    try:
        yield seen
    finally:
        os.write(stop_there, b".")
        reader.wait(LONGEST)
        seen += reader.end()
        os.close(stop_here)
        os.close(stop_there)


class ChangingServer(list[Answer]):
    """Answers that never end: each is of a vintage of its own."""

    def __init__(self) -> None:
        super().__init__([Answer(), Answer()])
        self._given = 0

    def pop(self, place: Any = -1) -> Answer:
        self._given += 1
        minutes, seconds = divmod(self._given, 60)
        hours, minutes = divmod(minutes, 60)
        updated = f"2019-03-{1 + hours // 24:02}T{hours % 24:02}:{minutes:02}:{seconds:02}+0100"
        return good(
            gerd(updated=updated, extension={"annotation": [{"type": "UPDATE_DATA", "date": updated}]})
        )


def run(times: int, database: str, seed: int, only: list[str], say: Callable[[str], None]) -> bool:
    """Kill every path, `times` in all; in a data folder of its own. Whether nothing was wrong."""
    for module in ("ebpages.site.urls", "ebpages.mapping.runner.run", "pandas", "scipy.optimize"):
        import_module(module)  # once, and not by each writer again
    from ebpages.registry.assembly import assemble
    from tests.faults.write_paths import DAYS, PATHS

    assemble(DAYS[1], lambda stage, done, total: None)
    moments = random.Random(seed)
    chosen = [path for path in PATHS if not only or path.name in only]
    well = True
    with readers() as seen:
        for path in chosen:
            outcome = kill(path, times // len(chosen), database, moments)
            well &= not outcome.wrong and outcome.recovered
            outcome.wrong = [f"{text} (×{count})" for text, count in Counter(outcome.wrong).items()]
            say(outcome.line())
    say(json.dumps({"readers": [json.loads(line) if line.startswith("{") else line for line in seen]}))
    return well and all(line.startswith("{") and json.loads(line)["not 200"] == 0 for line in seen)


def _set_up(home: Path, database_url: str) -> None:
    import django

    os.environ.update(
        DJANGO_SETTINGS_MODULE="ebpages.site.settings", EBPAGES_HOME=str(home), DATABASE_URL=database_url
    )
    if not database_url:
        del os.environ["DATABASE_URL"]
    django.setup()


def _prepare(commands: list[list[str]]) -> None:
    """In a process of its own: this one opens no database, since forks of it would share the connection."""
    from ebpages.cli import main

    def work(say: Callable[[str], None]) -> None:
        for arguments in commands:
            sys.argv = ["ebpages", *arguments]
            try:
                main()
            except SystemExit as end:
                if end.code:
                    raise RuntimeError(f"{arguments}: {end.code}") from end

    child = Apart(work)
    child.wait(LONGEST)
    if said := child.end():
        raise SystemExit("\n".join(said))


def read_pages(until: Callable[[], bool]) -> dict[str, int]:
    """Go on reading pages, as visitors do meanwhile. How many, and how many were not as they should be."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    seen = {"pages": 0, "not 200": 0}
    addresses = (
        "/en/",
        "/bg/organisations/",
        "/en/organisations/?q=cluster",
        "/en/findings/",
        "/en/observatory/mapping/",
    )
    while not until():
        for address in addresses:
            seen["pages"] += 1
            seen["not 200"] += client.get(address).status_code != 200
            time.sleep(0.6)
    return seen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int, help="kills in all, shared out evenly among the write paths")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--only", action="append", default=[], metavar="PATH")
    parser.add_argument(
        "--home", type=Path, help="a data folder to copy, with a registry and static files; else one is made"
    )
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ebpages-kills-"))
    server = None
    try:
        with running() as statistics:
            statistics.answers["/data/rd_e_gerdtot"] = ChangingServer()
            os.environ["EBPAGES_EUROSTAT"] = statistics.address
            if asked.database == "postgresql":
                import pgserver

                server = pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
            if asked.home:
                shutil.copytree(asked.home, folder / "home")
            _set_up(folder / "home", server.get_uri() if server else "")
            (folder / "home" / "static").mkdir(parents=True, exist_ok=True)
            (folder / "lists").mkdir()
            os.environ["EBPAGES_LISTS"] = str(write_cut_lists(folder / "lists"))
            _prepare([["manage", "migrate", "--skip-checks", "--verbosity", "0"], ["build"]])
            if not asked.home:
                _prepare(
                    [["manage", "collectstatic", "--no-input", "--verbosity", "0", "--ignore", "redoc*"]]
                )
            well = run(
                asked.times, asked.database, asked.seed, asked.only, lambda line: print(line, flush=True)
            )
            return 0 if well else 1
    finally:
        if server:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
