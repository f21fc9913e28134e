"""Load small files that decode to gigabytes with `ebpages mapping load`, each in a process of its own: seconds of the processor, largest
process in MB, and what is said.

    python -m bench.bombs
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.samples.bombs import panel_bombs


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for path in panel_bombs(Path(folder)).values():
            process = subprocess.Popen(
                [Path(sys.executable).with_name("ebpages"), "mapping", "load", path, "--name", "bomb"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ, "EBPAGES_HOME": folder},
            )
            said = process.stderr.read().decode().strip() if process.stderr else ""
            _pid, status, used = os.wait4(process.pid, 0)
            seconds = used.ru_utime + used.ru_stime
            print(
                f"{path.name:28} {path.stat().st_size:>9,} bytes  {seconds:5.1f} s  {used.ru_maxrss // 1000:4} MB  "
                f"exit {os.waitstatus_to_exitcode(status)}  {said}"
            )


if __name__ == "__main__":
    main()
