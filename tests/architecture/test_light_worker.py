"""A worker that serves the registry and draws nothing holds nothing that only charts, panels and files need."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.ready_home import ReadyHome, surroundings

HEAVY = (
    "duckdb",
    "numpy",
    "openpyxl",
    "pandas",
    "pyarrow",
    "requests",
    "scipy",
    "sdmx",
    "typst",
    "vl_convert",
)
MOST_MEGABYTES = 160  # 150 before transfer cases, funding and living sources; the aim is 150
SERVE = """
import json, re, sys
from ebpages.site.wsgi import application
from django.test import Client
from ebpages.registry.models import Organisation, Record

client = Client(headers={"Host": "localhost"})
one = Organisation.objects.order_by("id")[0].id
row = Record.objects.filter(source_id="bsmepa").order_by("id")[0]
pages = ["", "organisations/", "organisations/?q=клъстер", "organisations/?region=BG411&sector=ict", f"organisations/{one}/",
         f"organisations/{one}/citation.bib", "organisations/download.csv", "findings/", "findings/differences/", "sources/",
         "sources/bsmepa/", f"sources/bsmepa/{row.key}/", "method/", "contact/"]
addresses = [f"/{language}/{page}" for language in ("en", "bg") for page in pages]
addresses += ["/api/organisations", f"/api/organisations/{one}", "/api/findings", "/api/openapi.json", "/healthz", "/sitemap.xml"]
answers = {address: client.get(address).status_code for address in addresses}
held = re.search(r"VmRSS:\\s+(\\d+) kB", open("/proc/self/status").read())
print(json.dumps({"answers": answers, "loaded": sorted(sys.modules), "megabytes": int(held[1]) // 1024}))
"""


@pytest.fixture(scope="module")
def worker(ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = ready_home.copy(tmp_path_factory.mktemp("light"), with_static_files=True)
    ended = subprocess.run(
        [sys.executable, "-c", SERVE], env=surroundings(home), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    said: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return said


def test_the_pages_of_the_registry_need_no_heavy_library(worker: dict[str, Any]) -> None:
    assert {address: status for address, status in worker["answers"].items() if status != 200} == {}
    assert sorted(set(HEAVY) & set(worker["loaded"])) == []


def test_a_worker_that_served_the_registry_is_small(worker: dict[str, Any]) -> None:
    assert worker["megabytes"] <= MOST_MEGABYTES
