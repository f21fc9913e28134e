"""Run by bench/scale.py in a process of its own: asks for pages of the registry in EBPAGES_HOME, prints JSON."""

# ruff: noqa: E402 - settings are read once the environment is complete

import json
import os
import resource
import sys
import time
from statistics import median

os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings", EBPAGES_HOSTS="testserver")

import django

django.setup()

from django.test import Client

from ebpages.registry import models


def main(pages: dict[str, str], times: int) -> None:
    client = Client()
    found = {name: _milliseconds(client, path, times) for name, path in pages.items()}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        json.dumps(
            {"organisations": models.Organisation.objects.count(), "serve_memory": memory, "pages": found}
        )
    )


def _milliseconds(client: Client, path: str, times: int) -> tuple[float, float]:
    """The first answer, and the median of those after it."""
    taken = []
    for _ in range(times + 1):
        start = time.perf_counter()
        response = client.get(path)
        taken.append(1000 * (time.perf_counter() - start))
        if response.status_code != 200:
            raise SystemExit(f"{path}: {response.status_code}")
    return round(taken[0]), round(median(taken[1:]))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), int(sys.argv[2]))
