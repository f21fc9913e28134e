"""A data folder with a database of its own, for tests that start processes: SQLite, or a new one on the tests' PostgreSQL."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from tests.ready_home import LESS_EFFORT, surroundings
from tests.samples.cut_lists import write_cut_lists


def own_database(folder: Path, **more: str) -> dict[str, str]:
    """The surroundings of its processes, which build from a few rows of each list. The database is empty."""
    (folder / "home" / "static").mkdir(parents=True)
    (folder / "lists").mkdir()
    url = os.environ.get("DATABASE_URL", "")
    database = {"DATABASE_URL": _made_beside(url)} if url else {}
    return surroundings(
        folder / "home", EBPAGES_LISTS=str(write_cut_lists(folder / "lists")), **database, **more
    )


def _made_beside(url: str, template: str = "template1") -> str:
    import psycopg

    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def copied_database(surroundings: dict[str, str]) -> dict[str, str]:
    """DATABASE_URL of a copy on the tests' PostgreSQL; nothing for SQLite, which is copied with its folder."""
    url = surroundings.get("DATABASE_URL", "")
    return {"DATABASE_URL": _made_beside(os.environ["DATABASE_URL"], urlsplit(url).path[1:])} if url else {}


def copied(surroundings: dict[str, str], folder: Path) -> dict[str, str]:
    """The surroundings of a copy of what is there: data folder and database."""
    home = shutil.copytree(surroundings["EBPAGES_HOME"], folder)
    return {**surroundings, "EBPAGES_HOME": str(home), **copied_database(surroundings)}


def run(surroundings: dict[str, str], *arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [*LESS_EFFORT, *map(str, arguments)]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
