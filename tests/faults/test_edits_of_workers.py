"""An edit that is published stands on the page, in search and in the API of every worker at its next answer."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.ready_home import ReadyHome, surroundings

ROOT = Path(__file__).parents[2]
READER = """
import json, sys
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
for line in sys.stdin:
    public_id, word = line.split()
    page = client.get(f"/en/organisations/{public_id}/").content.decode()
    found = client.get(f"/api/organisations?q={word}").json()["results"]
    told = client.get(f"/api/organisations/{public_id}").content.decode()
    print(json.dumps([word in page, public_id in [each["id"] for each in found], word in told]), flush=True)
"""
WRITER = """
import sys
import django
django.setup()
from ebpages.accounts.reader import OPERATOR
from ebpages.own_pages.actions import publish, save_draft
from ebpages.own_pages.page import Value
from ebpages.own_pages.queries.page import page_state
public_id, word = sys.argv[1:]
began = page_state(public_id).beginning
said = {"products": (Value(f"levitating {word}", "en"),)}
saved = save_draft(by=OPERATOR, organisation=public_id, began=began, values=said)
publish(by=OPERATOR, organisation=public_id, version=saved.beginning.number)
"""


def test_what_is_published_by_one_process_is_shown_by_another_at_once(
    ready_home: ReadyHome, tmp_path: Path
) -> None:
    home = ready_home.copy(tmp_path / "home", with_static_files=True)
    around = surroundings(home) | {"DJANGO_SETTINGS_MODULE": "ebpages.site.settings"}

    def run(programme: str, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-c", programme, *arguments],
            env=around, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    with contextlib.closing(sqlite3.connect(home / "ebpages.sqlite3")) as database:
        ((public_id,),) = database.execute("SELECT min(id) FROM registry_organisation")
    with subprocess.Popen(
        [sys.executable, "-c", READER],
        env=around,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdin and worker.stdout

        def read(word: str) -> Any:
            worker.stdin.write(f"{public_id} {word}\n")  # type: ignore[union-attr]
            worker.stdin.flush()  # type: ignore[union-attr]
            return json.loads(worker.stdout.readline())  # type: ignore[union-attr]

        assert read("zeppelins") == [False, False, False]
        run(WRITER, public_id, "zeppelins")
        assert read("zeppelins") == [True, True, True]
        run(WRITER, public_id, "gyroscopes")
        assert read("gyroscopes") == [True, True, True] and read("zeppelins") == [False, False, False]
        worker.stdin.close()
        worker.wait()
