"""What an installation answers: a sample of its pages, files and operations of the API, as checksums by address, in JSON.

`python -m tests.samples.sample_pages [address …]`: of all, or of these in full. What differs from one request to the next is left out.
"""

# ruff: noqa: E402 - models can be imported only once Django is set up

import hashlib
import json
import os
import re
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.test import Client

from ebpages.observatory.models import StatisticsVintage
from ebpages.registry import models

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
ADDRESSES = (
    "/bg/", "/en/", "/bg/organisations/", "/en/organisations/?q=cluster", "/en/findings/", "/bg/sources/", "/en/method/",
    "/en/organisations/download.csv", "/en/observatory/figures/gerd/", "/en/observatory/figures/seat/", "/en/observatory/mapping/own/",
    "/en/observatory/statistics/", "/api/organisations?size=200", "/api/findings", "/api/observatory/mapping/own", "/en/contact/",
)  # fmt: skip


CLIENT = Client(headers={"host": "localhost"})  # each looks through all style sheets before it asks


def answer(address: str) -> bytes:
    response = CLIENT.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.status_code} ".encode() + TOKEN.sub(b"", content)


def addresses() -> list[str]:
    ids = models.PublicId.objects.order_by("id").values_list("id", flat=True)[:4]
    rows = models.Record.objects.order_by("id")[:60:20]
    return [
        *ADDRESSES,
        *(f"/bg/organisations/{public_id}/" for public_id in ids),
        *(f"/api/organisations/{public_id}" for public_id in ids),
        *(f"/en/sources/{row.source_id}/{row.key}/" for row in rows),
        *(f"/en/observatory/statistics/{each.code}/" for each in StatisticsVintage.objects.all()),
    ]


if __name__ == "__main__":
    if sys.argv[1:]:
        print("\n".join(answer(address).decode() for address in sys.argv[1:]))
    else:
        print(
            json.dumps(
                {
                    each: hashlib.sha256(said).hexdigest() + said[:3].decode()
                    for each in addresses()
                    for said in [answer(each)]
                }
            )
        )
