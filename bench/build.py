"""How long a cold `ebpages build --force` takes: a fresh process, an own data folder, from the lists to the registry."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

COMMAND = Path(sys.executable).with_name("ebpages")


def build_seconds(times: int) -> list[float]:
    """Wall-clock seconds of each build; the first one also fills the file system's cache."""
    with tempfile.TemporaryDirectory(prefix="ebpages-bench-") as home:
        surroundings = {**os.environ, "EBPAGES_HOME": home}
        _run(["manage", "migrate", "--verbosity", "0"], surroundings)
        return [_run(["build", "--force"], surroundings) for _ in range(times)]


def typical(seconds: list[float]) -> float:
    return median(seconds)


def _run(arguments: list[str], surroundings: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run([str(COMMAND), *arguments], env=surroundings, check=True, capture_output=True)
    return time.perf_counter() - start
