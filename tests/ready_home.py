"""A data folder as an operator's first three commands leave it, made once for all lanes that need one."""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cached_property
from pathlib import Path

EBPAGES = str(Path(sys.executable).with_name("ebpages"))
MIGRATE = ("manage", "migrate", "--skip-checks", "--verbosity", "0")
COMMANDS = (
    ("build",),
    ("manage", "collectstatic", "--no-input", "--verbosity", "0", "--ignore", "redoc*"),
)
# Packed as the site packs them, but with less effort: Brotli's greatest takes ten seconds for a few kilobytes.
WITH_LESS_EFFORT = """
import brotli, functools, sys
brotli.compress = functools.partial(brotli.compress, quality=4)
sys.argv[0] = "ebpages"
from ebpages.cli import main
main()
"""
LESS_EFFORT = (sys.executable, "-P", "-c", WITH_LESS_EFFORT)


class ReadyHome:
    """Is not written in: every test takes a copy. Made by the first process that asks for it; others wait until it is there."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._home = folder, folder / "home"

    @cached_property
    def migrated(self) -> Path:
        """The file of a database with all tables and nothing in them; migrations take five seconds."""
        file = self._folder / "migrated.sqlite3"
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                self._run(MIGRATE)
                with (
                    closing(sqlite3.connect(self._home / "ebpages.sqlite3")) as made,
                    closing(sqlite3.connect(file)) as kept,
                ):
                    made.backup(kept)
        return file

    @cached_property
    def said(self) -> list[str]:
        """What the commands after `migrate` said."""
        file, _ = self._folder / "said.json", self.migrated
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                file.write_text(json.dumps([self._run(command) for command in COMMANDS]))
        said: list[str] = json.loads(file.read_text())
        return said

    def _run(self, command: tuple[str, ...]) -> str:
        ended = subprocess.run(
            [*LESS_EFFORT, *command],
            env=surroundings(self._home),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, f"ebpages {' '.join(command)}: {ended.stderr}"
        return ended.stdout + ended.stderr

    def copy(self, to: Path, *, with_static_files: bool = False) -> Path:
        assert self.said
        left_out = shutil.ignore_patterns() if with_static_files else shutil.ignore_patterns("static")
        return shutil.copytree(self._home, to, ignore=left_out, dirs_exist_ok=True)


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """What a process that works in this folder finds: its own SQLite, no language, no settings of the tests."""
    ours = ("EBPAGES_", "DJANGO_", "DATABASE_", "LC_", "LANG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "EBPAGES_HOME": str(home), **more}
