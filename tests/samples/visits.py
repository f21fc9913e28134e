"""Ask a site of its own for addresses, a line of JSON each: python visits.py ADDRESS …; one after "POST:" is sent a form."""

import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402 - needs the settings

CLIENT = Client(raise_request_exception=False)
FORM = {"kind": "wrong", "message": "The website is another one by now.", "page": "/bg/"}


def visit(address: str) -> None:
    posted = address.removeprefix("POST:")
    answer = CLIENT.post(posted, FORM) if address.startswith("POST:") else CLIENT.get(address)
    text = answer.getvalue().decode(errors="replace")
    print(json.dumps([answer.status_code, answer.headers.get("Retry-After", ""), text]))


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        visit(asked)
