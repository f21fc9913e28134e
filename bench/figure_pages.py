"""Run by bench/figures.py in a process of its own: works out figures of the registry in EBPAGES_HOME, prints JSON."""

# ruff: noqa: E402 - settings are read once the environment is complete

import json
import os
import sys
import time
from collections.abc import Callable
from statistics import median

os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings", EBPAGES_HOSTS="testserver")

import django

django.setup()

from django.test import Client
from django.utils import timezone, translation

from ebpages.observatory.figures.catalogue import figures as declared_figures
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.queries import figures
from ebpages.registry.queries.membership import membership

FILTERS = {"sector": ("ict", "energy"), "stage": ("developing",)}
_TIMES = 7


def main(ids: list[str]) -> None:
    client = Client()
    reading = _seconds(membership, forget=False)
    print(json.dumps({"reading": round(reading), "figures": {name: _figure(client, name) for name in ids}}))


def _figure(client: Client, name: str) -> tuple[float, float, float]:
    """Seconds of the figure, of the figure under filters, and milliseconds of its page when all is warm."""
    today, declared = timezone.localdate(), declared_figures()[name]
    with translation.override("bg"):
        plain = [_seconds(lambda: figures.figure(declared, FigureQuestion(today))) for _ in range(3)]
        under_filters = FigureQuestion(today, filters=FILTERS)
        filtered = [_seconds(lambda: figures.figure(declared, under_filters)) for _ in range(3)]
    client.get(f"/bg/observatory/figures/{name}/")
    pages = [
        _seconds(lambda: client.get(f"/bg/observatory/figures/{name}/"), forget=False) for _ in range(_TIMES)
    ]
    return round(median(plain), 2), round(median(filtered), 2), round(1000 * median(pages))


def _seconds(work: Callable[[], object], *, forget: bool = True) -> float:
    if forget:
        figures.forget()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
