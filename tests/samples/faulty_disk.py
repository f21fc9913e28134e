"""Run a command with a copy of a data folder on a disk of its own that is full or read-only: python faulty_disk.py full HOME COMMAND …

To be started by `unshare --mount --map-root-user`, so that the disk is there for this process alone and goes with it.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

KINDS = ("full", "readonly")


def main(kind: str, home: str, *command: str) -> None:
    place = Path(home).with_name("disk")
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], check=True)
    shutil.copytree(home, place / "home")
    if kind == "readonly":
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    else:
        with contextlib.suppress(OSError), (place / "filling").open("wb", buffering=0) as filling:
            while True:
                filling.write(bytes(4096))
    os.environ["EBPAGES_HOME"] = str(place / "home")
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
