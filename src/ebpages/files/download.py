"""One question over HTTP with everything bounded: size, time, retries, redirects."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from urllib.parse import urlsplit

import requests
import urllib3
from requests.structures import CaseInsensitiveDict

import ebpages
from ebpages.files.cannot_fetch import CannotFetch, TooLarge, TooSlow, Unreachable

USER_AGENT = f"E-Business-Pages/{ebpages.__version__}"
Progress = Callable[[int, int], None]
_AGAIN = (429, 500, 502, 503, 504)
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts. total: for all tries together; longest_wait: what a provider may ask between two.

    remedy: a sentence, for an answer that is too large or too slow.
    """

    connect: float = 10
    read: float = 60
    total: float = 300
    size: int = 64 * 1024 * 1024
    tries: int = 4
    backoff: float = 1
    longest_wait: float = 60
    redirects: int = 5
    remedy: str = "Ask again later."


USUAL = Limits()


def silent(done: int, total: int) -> None:
    """A progress that nobody looks at. done, total: bytes; total is 0 where it is not known."""


def send(
    request: requests.PreparedRequest, limits: Limits = USUAL, progress: Progress = silent
) -> requests.Response:
    """The whole answer, whatever its status; asked again where the provider is busy or the connection breaks.

    Raises Unreachable, TooSlow, TooLarge or, for a request that cannot be sent, CannotFetch.
    """
    until = time.monotonic() + limits.total
    with requests.Session() as session:
        session.max_redirects = limits.redirects
        for attempt in range(1, limits.tries + 1):
            last = attempt == limits.tries
            try:
                response = _try(session, request, limits, until, progress)
            except Unreachable:
                wait = limits.backoff * 2 ** (attempt - 1)
                if last or time.monotonic() + wait > until:
                    raise
            else:
                if last or response.status_code not in _AGAIN:
                    return response
                wait = asked_wait(response) or limits.backoff * 2 ** (attempt - 1)
                if wait > limits.longest_wait or time.monotonic() + wait > until:
                    return response
            time.sleep(wait)
    raise AssertionError("the last try returns or raises")


def _try(
    session: requests.Session,
    request: requests.PreparedRequest,
    limits: Limits,
    until: float,
    progress: Progress,
) -> requests.Response:
    settings = session.merge_environment_settings(request.url or "", {}, True, None, None)
    try:
        with session.send(request, timeout=(limits.connect, limits.read), **settings) as response:
            return _whole(response, _body(response, limits, until, progress))
    except (requests.RequestException, urllib3.exceptions.HTTPError) as problem:
        raise _explained(problem, host_of(request.url or ""), limits) from None


def _explained(problem: Exception, host: str, limits: Limits) -> CannotFetch:
    """What went wrong on the way, for the operator; a timeout while connecting is a connection that failed."""
    if isinstance(problem, requests.exceptions.SSLError):
        return Unreachable(f"{host}: its certificate does not hold ({_reason(problem)}).")
    if isinstance(problem, requests.ConnectionError):
        return Unreachable(
            f"{host} cannot be reached ({_reason(problem)}). See whether this machine is online."
        )
    if isinstance(problem, requests.Timeout | urllib3.exceptions.TimeoutError):
        return TooSlow(f"{host} did not answer within {limits.read:g} s. Ask again later.")
    if isinstance(problem, requests.TooManyRedirects):
        return CannotFetch(f"{host} leads on more than {limits.redirects} times. Tell the provider.")
    if isinstance(problem, requests.exceptions.InvalidSchema | requests.exceptions.InvalidURL):
        return CannotFetch(f"{host} leads to an address that is not http or https. Tell the provider.")
    return Unreachable(f"{host}: the answer broke off ({_reason(problem)}). Ask again.")


def _body(response: requests.Response, limits: Limits, until: float, progress: Progress) -> bytes:
    """Read as it comes, so that an answer which trickles is seen to be late; decoded, so that size means what it says."""
    declared = response.headers.get("Content-Length", "")
    total = int(declared) if declared.isdecimal() and len(declared) < 16 else 0
    body = bytearray()
    while part := response.raw.read1(_CHUNK, decode_content=True):
        body += part
        if len(body) > limits.size:
            raise TooLarge(
                f"{host_of(response.url)} sends more than {limits.size // 1024} KiB. {limits.remedy}"
            )
        if time.monotonic() > until:
            raise TooSlow(f"{host_of(response.url)} was not done within {limits.total:g} s. {limits.remedy}")
        progress(len(body), total)
    return bytes(body)


def _whole(response: requests.Response, body: bytes) -> requests.Response:
    """The response with its body read, decoded and closed."""
    kept = requests.Response()
    kept.status_code, kept.reason, kept.url = response.status_code, response.reason, response.url
    kept.headers = CaseInsensitiveDict(
        (name, value) for name, value in response.headers.items() if name.lower() != "content-encoding"
    )
    kept.request, kept.raw = response.request, BytesIO(body)
    return kept


def asked_wait(response: requests.Response) -> float:
    """Seconds of a Retry-After, which is a number or a date; 0 without."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def host_of(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or url


def _reason(problem: BaseException) -> str:
    """The innermost cause, in a line: "Connection refused", not the chain of classes around it."""
    while problem.args and isinstance(inner := problem.args[-1], BaseException):
        problem = inner
    cause = getattr(problem, "reason", None)
    if isinstance(cause, BaseException):
        return _reason(cause)
    text = re.sub(r"^HTTPS?Connection\(.*?\): ", "", str(getattr(problem, "strerror", None) or problem))
    return " ".join(text.split())[:200]
