"""A line for every request, and a number by which its answer, the page about its failure and the log find one another.

Addresses of visitors and what they search for are not written: the line has the path alone, and numbers that open a job are left out.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ebpages.site import metrics

logger = logging.getLogger("ebpages.access")

_REFERENCE: ContextVar[str] = ContextVar("reference", default="")
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
# What opens something to whoever knows it: numbers of jobs, and later of invitations.
_SECRET = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_-]{32,}")
_LONGEST_PATH = 200
_MEASURED = ("method", "path", "status", "ms", "bytes")

Answer = Callable[[HttpRequest], HttpResponseBase]


def access_log(get_response: Answer) -> Answer:
    """Middleware, the outermost: numbers the request, measures the answer, writes a line and counts it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.reference = _reference(request)  # type: ignore[attr-defined]
        before, start = _REFERENCE.set(request.reference), time.perf_counter()  # type: ignore[attr-defined]
        try:
            response = get_response(request)
            seconds = time.perf_counter() - start
            response.headers["X-Request-ID"] = request.reference  # type: ignore[attr-defined]
            metrics.count_answer(request.path_info, response.status_code, seconds)
            _write_line(request, response, seconds)
            if response.status_code == 503:
                # Said once above; Django would log each again, as an error of the program.
                response._has_been_logged = True  # type: ignore[attr-defined]
            return response
        finally:
            _REFERENCE.reset(before)

    return answer


def _reference(request: HttpRequest) -> str:
    """That of our own proxy where there is one; a visitor could otherwise write into the log."""
    given = request.headers.get("X-Request-ID", "") if settings.EBPAGES_PROXIES else ""
    return given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


def _write_line(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    path = _SECRET.sub("…", quote(request.path_info)[:_LONGEST_PATH])
    size = response.headers.get("Content-Length", "")
    if not size and not response.streaming:
        size = str(len(response.content))  # type: ignore[attr-defined]
    measured = (request.method, path, response.status_code, round(seconds * 1000), size or "-")
    logger.info("%s %s %s %s ms %s bytes", *measured, extra=dict(zip(_MEASURED, measured, strict=True)))


class WithReference(logging.Filter):
    """Gives every line that is written while a request is answered the number of the request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = _REFERENCE.get() or "-"
        return True


class JsonLines(logging.Formatter):
    """One object of JSON a line, for programs that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "reference": getattr(record, "reference", "-"),
            "message": record.getMessage(),
            **{name: getattr(record, name) for name in _MEASURED if hasattr(record, name)},
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
