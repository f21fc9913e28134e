"""Asks the publisher of a living source: politely, conditionally, and never for more than is taken."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from ebpages.files.cannot_fetch import CannotFetch
from ebpages.files.download import USER_AGENT, Limits, asked_wait, host_of, send
from ebpages.limits import MEGABYTE
from ebpages.sources.connector import Connector
from ebpages.sources.edition import UnusableEdition, refuse_what_is_no_data

_OWN_HOSTS = ("127.0.0.1", "localhost", "::1")
_BUSY = (429, 503)
_USUAL_WAIT = 3600.0


class MustWait(CannotFetch):
    """The publisher asks to come back later. seconds: after how many."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            f"{host} asks to wait {seconds:.0f} s. What was fetched is kept; the next run after that goes on where this one stopped."
        )
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """content: None where nothing has changed since `etag` or `last_modified`."""

    content: bytes | None
    url: str
    etag: str
    last_modified: str


@dataclass(slots=True)
class Asker:
    """A publisher who is asked one question after the other, with a pause between two."""

    connector: Connector
    limits: Limits = field(default_factory=Limits)
    address: str = ""
    _last: float = 0.0

    def __post_init__(self) -> None:
        self.address = self.connector.asked_at()
        self.limits = replace(
            self.limits, longest_wait=0, size=self.connector.largest * MEGABYTE,
            remedy="See whether it is the right file, then raise `largest` of its connector.",
        )  # fmt: skip

    def get(self, path: str, *, etag: str = "", last_modified: str = "") -> Answer:
        """A file, by its path below the address or by a whole address of the same host. Raises CannotFetch, MustWait, UnusableEdition."""
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        response = self._ask(
            requests.Request("GET", self._whole(path), {k: v for k, v in headers.items() if v})
        )
        if response.status_code == 304 and (etag or last_modified):
            return Answer(None, path, etag, last_modified)
        self._check(response, path)
        return Answer(
            response.content, response.url,
            response.headers.get("ETag", "")[:200], response.headers.get("Last-Modified", "")[:100],
        )  # fmt: skip

    def document(self, path: str) -> Any:
        """What a JSON interface answers. Raises CannotFetch, MustWait, UnusableEdition."""
        return self._json(self.get(path).content or b"", path)

    def post(self, path: str, document: Mapping[str, Any]) -> Any:
        """What a JSON interface answers. Raises CannotFetch, MustWait, UnusableEdition."""
        key = self.connector.key()
        asked = {**document, "api_key": key} if key else document
        response = self._ask(requests.Request("POST", self._whole(path), json=asked))
        self._check(response, path)
        return self._json(response.content, path)

    def _json(self, content: bytes, path: str) -> Any:
        try:
            return json.loads(content)
        except ValueError:
            raise UnusableEdition(
                self._whole(path),
                "",
                "the answer is no JSON",
                "It may be maintenance: the next run asks again",
            ) from None

    def _whole(self, path: str) -> str:
        """Never another host: a list of files that was tampered with must not send us anywhere."""
        whole = urljoin(f"{self.address}/", path)
        if urlsplit(whole).netloc != urlsplit(self.address).netloc:
            raise CannotFetch(
                f"{self.connector.name}: the list of files leads to {host_of(whole)}, which is not asked. See {self.connector.setting}."
            )
        return whole

    def _ask(self, request: requests.Request) -> requests.Response:
        local = urlsplit(self.address).hostname in _OWN_HOSTS
        pause = 0.0 if local else self._last + self.connector.delay - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        request.headers = {"User-Agent": USER_AGENT, **request.headers}
        try:
            response = send(request.prepare(), self.limits)
        finally:
            self._last = time.monotonic()
        if response.status_code in _BUSY:
            raise MustWait(host_of(response.url), asked_wait(response) or _USUAL_WAIT)
        return response

    def _check(self, response: requests.Response, path: str) -> None:
        if response.status_code != 200:
            raise CannotFetch(
                f"{host_of(response.url)} answers {response.status_code} {response.reason} to {urlsplit(response.url).path}. "
                f"The next run asks again; if it stays so, see {self.connector.setting}."
            )
        refuse_what_is_no_data(response.content, path)
