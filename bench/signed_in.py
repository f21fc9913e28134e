"""What it costs to answer somebody signed in, beside a visitor: the same pages in turn, in a process of their own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

EBPAGES = str(Path(sys.executable).with_name("ebpages"))
TIMES = 60
PAGES = {
    "the claims, kept": "/bg/observatory/claims/",
    "the directory, kept": "/bg/organisations/",
    "the directory, fresh": "/bg/organisations/?x={n}",
    "an organisation, kept": "/bg/organisations/{id}/",
    "an organisation, fresh": "/bg/organisations/{id}/?x={n}",
}


def measure_signed_in() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "EBPAGES_HOME": folder, "EBPAGES_HOSTS": "testserver"}
        for command in (("manage", "migrate", "--verbosity", "0"), ("build",)):
            subprocess.run([EBPAGES, *command], env=surroundings, check=True, capture_output=True)
        surroundings["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        ended = subprocess.run(
            [sys.executable, "-m", "bench.signed_in"],
            env=surroundings,
            check=True,
            capture_output=True,
            text=True,
        )
    return {
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count() or 1,
        "load": round(os.getloadavg()[0], 1),
        "pages": json.loads(ended.stdout.splitlines()[-1]),
    }


def _measure() -> dict[str, list[float]]:
    """Page -> milliseconds of a processor for a visitor and for somebody signed in, medians."""
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.test import Client

    from ebpages.accounts.actions import add_person
    from ebpages.accounts.reader import OPERATOR
    from ebpages.registry.models import Organisation

    visitor, member = Client(), Client()
    member.force_login(
        add_person(by=OPERATOR, email="somebody@example.org"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    one = Organisation.objects.order_by("-record_count", "id")[0].id
    numbers = iter(range(1_000_000))
    found = {}
    for name, pattern in PAGES.items():
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(TIMES + 5):
            for client, times in zip((visitor, member), taken, strict=True):
                path = pattern.format(id=one, n=next(numbers))
                times.append(_milliseconds(lambda client=client, path=path: client.get(path)))
        found[name] = [round(median(times[5:]), 2) for times in taken]
    return found


def _milliseconds(ask: Callable[[], Any]) -> float:
    began = time.process_time()
    if ask().status_code != 200:
        raise SystemExit("a page is not 200")
    return 1000 * (time.process_time() - began)


def signed_in_section(measured: dict[str, Any]) -> Iterator[str]:
    yield from (
        "## Somebody signed in",
        "",
        f"Measured on {measured['on']} with `python -m bench people` ({measured['cores']} cores; load of the machine {measured['load']}): the same pages in turn,",
        "in one process, milliseconds of a processor, medians. A page is worked out and kept once for everybody; who is signed in is looked up, and",
        "their name put into the head of the page.",
        "",
        "| | a visitor | somebody signed in | more |",
        "| --- | --- | --- | --- |",
        *(
            f"| {name} | {a:g} | {b:g} | {100 * (b - a) / a:.0f} % |"
            for name, (a, b) in measured["pages"].items()
        ),
        "",
    )


if __name__ == "__main__":
    print(json.dumps(_measure()))
