"""The runner in this process and in a pool; Spark has a lane of its own, tests/spark."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ebpages.mapping.runner.run import Engine, run
from ebpages.mapping.runner.task import EngineMissing, Task, TaskFailed
from tests.samples import runner_work as work

ENGINES: tuple[Engine, ...] = ("in-process", "pool")
ROOT = Path(__file__).parents[4]
LONGEST = 120  # seconds that a test waits for a process, on a machine that is busy


def test_a_pool_gives_the_same_tables_in_the_same_order_as_one_process() -> None:
    here = list(run(work.TASKS, work.drawn))
    pool = list(run(work.TASKS, work.drawn, engine="pool", workers=2))
    assert [table.schema.metadata[b"of"].decode() for table in here] == [str(task) for task in work.TASKS]
    assert all(a.equals(b, check_metadata=True) for a, b in zip(here, pool, strict=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_an_error_names_its_task_after_the_results_before_it(engine: Engine) -> None:
    results = run(work.TASKS, work.fails_in_2015, engine=engine)
    assert [next(results)["year"][0].as_py() for _ in range(4)] == [2014] * 4
    with pytest.raises(TaskFailed, match=r"^2015, rules: the panel holds no employment of 2015"):
        next(results)


def test_an_unexpected_error_of_a_process_comes_with_its_kind_and_trace() -> None:
    with pytest.raises(TaskFailed, match="2014, rules: KeyError: 2014") as failed:
        list(run(work.TASKS[:1], work.a_fault, engine="pool"))
    assert "in a_fault" in failed.value.__notes__[0]


def test_a_killed_process_is_told_with_the_task_that_was_lost() -> None:
    task = Task(2014, "rules", 3)
    with pytest.raises(TaskFailed, match=r"2014, rules, replicate 3: .* \(exit code -9\).*fewer workers"):
        list(run([task], work.killed, engine="pool"))


def test_processes_of_a_pool_calculate_with_one_thread_each() -> None:
    before = dict(os.environ)
    tables = list(run(work.TASKS[:2], work.says_its_threads, engine="pool"))
    assert [table["threads"][0].as_py() for table in tables] == ["1", "1"]
    assert os.getpid() not in {table["process"][0].as_py() for table in tables}
    assert dict(os.environ) == before


@pytest.mark.parametrize("engine", ENGINES)
def test_progress_is_told_before_the_first_task_and_after_each(engine: Engine) -> None:
    told: list[tuple[int, int]] = []
    list(
        run(
            work.TASKS[:3], work.drawn, engine=engine, progress=lambda done, total: told.append((done, total))
        )
    )
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_run_that_is_left_alone_leaves_no_process() -> None:
    results = run(work.TASKS, work.drawn, engine="pool")
    next(results)
    assert multiprocessing.active_children() != []
    del results
    assert multiprocessing.active_children() == []


def test_ctrl_c_ends_a_pool_at_once_with_all_its_processes(tmp_path: Path) -> None:
    script = (
        "import signal\n"
        "from pathlib import Path\n"
        "from ebpages.mapping.runner.run import run\n"
        "from tests.samples.runner_work import TASKS, Sleeps\n"
        "if __name__ == '__main__':\n"
        # A shell starts what runs in its background with SIGINT ignored, and children inherit that.
        "    signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"    list(run(TASKS, Sleeps(Path({str(tmp_path)!r})), engine='pool', workers=2))\n"
    )
    file = tmp_path / "script.py"
    file.write_text(script)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, file], env=environment, stderr=subprocess.PIPE, start_new_session=True
    ) as started:
        try:
            _wait_for(lambda: len(_process_ids(tmp_path)) == 2 or started.poll() is not None)
            assert started.poll() is None
            os.killpg(started.pid, signal.SIGINT)
            errors = started.communicate(timeout=LONGEST)[1].decode()
        finally:
            processes = _process_ids(tmp_path)
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)
    assert errors.count("Traceback") == 1 and errors.rstrip().endswith("KeyboardInterrupt")
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_no_tasks_give_no_results() -> None:
    assert list(run([], work.drawn, engine="pool")) == []


def test_what_cannot_run_is_refused_with_what_can() -> None:
    with pytest.raises(ValueError, match="the engines are in-process, pool, spark"):
        list(run(work.TASKS, work.drawn, engine="cloud"))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="use 1 or more"):
        list(run(work.TASKS, work.drawn, workers=0))


def test_spark_without_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="Spark is not installed")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineMissing, match=r"holds no bin/java. Install Java 17"):
        list(run(work.TASKS, work.drawn, engine="spark"))


def test_spark_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(EngineMissing, match=r'pip install "ebpages\[spark\]"'):
        list(run(work.TASKS, work.drawn, engine="spark"))


def _process_ids(folder: Path) -> list[int]:
    """Of the processes that noted themselves in a folder."""
    return [int(file.name) for file in folder.iterdir() if file.name.isdigit()]


def _wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not happened():
        assert time.monotonic() < end, f"nothing happened for {LONGEST} seconds"
        time.sleep(0.02)
