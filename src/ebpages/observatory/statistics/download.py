"""One question to a publisher of statistics, whose answer is counted before it is decoded."""

from dataclasses import replace

import requests

from ebpages.files import download
from ebpages.files.cannot_fetch import TooLarge
from ebpages.files.download import Limits, Progress, host_of, silent
from ebpages.limits import PastLimit, check

USUAL = Limits(remedy="Ask for a part with --filter.")
# Each begins a value, an element or an attribute, in JSON or XML, and so an object that takes a hundred bytes or more.
_SIGNS = (b",", b"[", b"{", b"<", b"=")


def send(
    request: requests.PreparedRequest, limits: Limits = USUAL, progress: Progress = silent
) -> requests.Response:
    """As `files.download.send`. Raises TooLarge also for an answer that would decode to too many values."""
    response = download.send(request, replace(limits, remedy=USUAL.remedy), progress)
    try:
        check("elements", sum(map(response.content.count, _SIGNS)), "it holds {amount} values")
    except PastLimit as past:
        host = host_of(response.url)
        raise TooLarge(
            f"{host}: the answer is too large to be read: {past.problem}. {USUAL.remedy} {past.remedy}."
        ) from None
    return response
