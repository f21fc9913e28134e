"""The site with one more capability, tests/samples/capability/fairs, as it would stand beside the others in the house.

`python -m tests.samples.one_more_capability` makes a registry in EBPAGES_HOME, asks every face for fairs and prints the answers
as JSON. Only a process of its own can do so: settings, addresses and commands are made once, when they are imported.
"""

import json
import os
from pathlib import Path
from typing import Any

import ebpages
from ebpages.faces import capabilities

FOLDER = Path(__file__).parent / "capability"
NAME = "fairs"


def main() -> None:
    ebpages.__path__.append(str(FOLDER))
    capabilities.CAPABILITIES = (*capabilities.CAPABILITIES, NAME)  # the one line that a capability needs
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    print(json.dumps(answers()))


def answers() -> dict[str, Any]:
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from typer.testing import CliRunner

    from ebpages.cli import app
    from ebpages.registry.actions import build
    from ebpages.registry.models import PublicId

    call_command("migrate", verbosity=0)
    build()
    from ebpages.fairs.actions import add_exhibitor

    exhibitor = PublicId.objects.values_list("id", flat=True).order_by("id")[0]
    add_exhibitor(fair_code="plovdiv-2014", public_id=exhibitor)
    capabilities.check_declarations()
    client = Client(headers={"Host": "localhost"})
    return {
        "exhibitor": exhibitor,
        "apps": settings.INSTALLED_APPS,
        "page": client.get("/en/fairs/").content.decode(),
        "file": client.get("/en/fairs/download.csv").content.decode("utf-8-sig"),
        "json": client.get("/api/fairs?language=en").json(),
        "operations": [
            operation["operationId"]
            for path in client.get("/api/openapi.json").json()["paths"].values()
            for operation in path.values()
        ],
        "cost": capabilities.cost_of("fairs/"),
        "command": CliRunner().invoke(app, [NAME, "--language", "en", "--format", "csv"]).output,
    }


if __name__ == "__main__":
    main()
