"""Questions that no page of ours asks: for every address of the site, made from its own description.

`python -m tests.hostile --requests 100000` asks the site of EBPAGES_HOME, in this process, and says what it answered.
"""

import logging
import os
import re
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import LocalePrefixPattern, URLPattern, get_resolver

STRANGE = (
  *(quote(text, safe="") for text in (
        "", "0", "-1", "٣", "²", "1e5", "9" * 30, "NaN", "и" * 5000, "'\"><script>", "%00", "../../x", "*", "\u202e\u200f",
        "()[]{}.*+?|^$\\", "AND OR NOT", 'name:x "a b"~2', "'; DROP TABLE x;--", "0001-01-01", "9999-12-31", "2026-02-30", "İ", "ﬁ",
        "\u0301" * 50, "🙂" * 30, "\r\nSet-Cookie: a=b", "\x1b[2J", "\t", "{}", "[]", "null", "true", "1", "2", "bg", "en", "de",
        "unknown", "valid", "map", "1850", "2014", "BG41", "10000000000000", "-9223372036854775809",
    )),
    "%00", "a%00b", "%ED%A0%80", "%FF", "%C0%80", "%", "%zz", "%u0000", "+",
)  # fmt: skip
UNKNOWN_KEY = "no_such_key"
METHODS = ("GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
HEADERS = {
    "accept-language": ("bg", "zz-ZZ;q=9", "\xff" * 300, "*"),
    "cookie": ("django_language=en", "django_language=%00", "a", "sessionid=x; csrftoken=y"),
    "if-none-match": ("*", '"', 'W/"x"', "\xff"),
    "x-forwarded-for": ("::", "1.2.3.4, x", "\xff" * 99),
    "hx-request": ("true",),
    "range": ("bytes=9-1",),
}


@dataclass(frozen=True, slots=True)
class Route:
    """An address with its parts that vary in braces. formats: what it may end in, where that is one of few. described: its place in
    the description of the API, empty for pages."""

    pattern: str
    formats: tuple[str, ...] = ()
    described: str = ""

    def parts(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.pattern)

    def at(self, parts: dict[str, str]) -> str:
        return re.sub(r"{(\w+)}", lambda part: parts[part[1]], self.pattern)


@dataclass(frozen=True, slots=True)
class Question:
    """One request. query: as it stands in the address."""

    route: Route
    path: str
    query: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()


def routes() -> tuple[Route, ...]:
    """Every address that Django resolves, the pages in both languages in turn."""
    described = {"/api" + _plain(path.removeprefix("/api")): path for path in description()["paths"]}
    languages = [code for code, _name in settings.LANGUAGES]
    found = sorted(set(_patterns(get_resolver().url_patterns, "/")))
    return tuple(
        Route(
            pattern.replace("{language}", languages[at % len(languages)]), formats, described.get(pattern, "")
        )
        for at, (pattern, formats) in enumerate(found)
    )


def _patterns(patterns: list[Any], before: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield before + _plain(str(each.pattern)), _formats(each)
        else:  # the prefix of a language, as text, is that of the active one
            is_language = isinstance(each.pattern, LocalePrefixPattern)
            prefix = "{language}/" if is_language else _plain(str(each.pattern))
            yield from _patterns(each.url_patterns, before + prefix)


def _formats(pattern: URLPattern) -> tuple[str, ...]:
    converter = pattern.pattern.converters.get("file_format")
    return tuple(each.replace("\\", "") for each in converter.regex.split("|")) if converter else ()


def _plain(pattern: str) -> str:
    """{name} for <slug:name> and for {slug:name}."""
    return re.sub(r"[<{](?:\w+:)?(\w+)[>}]", r"{\1}", pattern)


class _Environments(RequestFactory):
    """What a server hands over, rather than a request that was read from it."""

    def request(self, **request: Any) -> Any:
        return self._base_environ(**request)


class Asker:
    """Asks a site, in this process, whose registry is built."""

    def __init__(self) -> None:
        self.client = Client(headers={"host": "localhost"}, raise_request_exception=False)
        self._requests, self._site = _Environments(headers={"host": "localhost"}), WSGIHandler()
        self._real, self._keys = _real_parts(), dict[Route, tuple[str, ...]]()
        self._good = dict[Route, HttpResponse]()

    def real(self, route: Route) -> dict[str, str]:
        """What stands in the parts of an address where there is something."""
        unknown = dict.fromkeys(route.parts(), "1")
        return {**unknown, **self._real, "file_format": route.formats[0] if route.formats else ""}

    def keys(self, route: Route) -> tuple[str, ...]:
        """What is read behind the question mark: as the API describes it, and as is seen when a page is asked."""
        if route not in self._keys:
            self._keys[route] = tuple(sorted({UNKNOWN_KEY} | _described_keys(route) | self._read_keys(route)))
        return self._keys[route]

    def answer_to_a_good_question(self, route: Route) -> HttpResponse:
        self.keys(route)
        return self._good[route]

    def _read_keys(self, route: Route) -> set[str]:
        read: set[str] = set()
        read_one, read_all = QueryDict.__getitem__, QueryDict.getlist

        def one(self: QueryDict, key: str) -> Any:
            read.add(key)
            return read_one(self, key)

        def every(self: QueryDict, key: str, default: Any = None) -> Any:
            read.add(key)
            return read_all(self, key, default)

        with patch.object(QueryDict, "__getitem__", one), patch.object(QueryDict, "getlist", every):
            self._good[route] = self.ask(Question(route, route.at(self.real(route)), ""))
        return read

    def question(self, random: Random, route: Route) -> Question:
        return question(random, route, self.keys(route), self.real(route))

    def ask(self, question: Question) -> HttpResponse:
        """The answer to a question, whose address goes out as it stands."""
        extra = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in question.headers}
        environment = self._requests.generic(
            question.method, question.path, QUERY_STRING=question.query, **extra
        )
        # Not through the client: with each question it connects receivers of signals, of which something stays for good.
        with (
            _connection_of_the_test(),
            closing(self._site(environment, lambda _status, _headers: None)) as answer,
        ):
            for _part in answer:
                pass
        return answer


@contextmanager
def _connection_of_the_test() -> Iterator[None]:
    """The end of a request closes old connections, which within a test would end its transaction, and all after it fail."""
    if not connection.in_atomic_block:
        yield
        return
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@cache
def description() -> dict[str, Any]:
    """How the API describes itself."""
    from ebpages.site.api import api

    return dict(api.get_openapi_schema())


def _described_keys(route: Route) -> set[str]:
    operation = description()["paths"].get(route.described, {}).get("get", {})
    return {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}


def _real_parts() -> dict[str, str]:
    """By the names of parts of addresses; a new name is added here."""
    from ebpages.exchange.models import ShownProfile
    from ebpages.registry.models import Record

    profile = ShownProfile.objects.first()
    record = Record.objects.exclude(organisation=None).order_by("row")[0]
    return {
        "public_id": record.organisation_id, "slug": record.source_id, "key": record.key, "part": "1", "name": "lists.csv",
        "figure_id": "labels", "code": "rd_e_gerdtot", "panel": "bulgaria-2014", "region": "BG41", "industry": "B07", "call": "BG16RFOP002-2.009",
        "id": "00000000-0000-0000-0000-000000000000", "reference": profile.reference if profile else "1",
    }  # fmt: skip


def question(random: Random, route: Route, keys: tuple[str, ...], real: dict[str, str]) -> Question:
    """A question to a route: most parts of its address are real, most of what is asked is not."""
    parts = {part: real[part] if random.random() < 0.7 else _value(random) for part in route.parts()}
    asked = [(random.choice(keys), _value(random)) for _ in range(random.choice((0, 1, 1, 2, 3, 6)))]
    if random.random() < 0.02:
        asked = [(random.choice(keys), "x")] * 300  # more of them than are read
    headers = random.sample(sorted(HEADERS), random.choice((0, 0, 1, 2)))
    return Question(
        route,
        route.at(parts),
        "&".join(f"{key}={value}" for key, value in asked),
        random.choice(METHODS),
        tuple((name, random.choice(HEADERS[name])) for name in headers),
    )


def _value(random: Random) -> str:
    """As an address has it: what was thought of, any text, or bytes that are no text."""
    kind = random.random()
    if kind < 0.7:
        return random.choice(STRANGE)
    if kind < 0.85:
        return quote("".join(map(chr, random.choices(range(0xD800), k=random.randrange(40)))), safe="")
    return quote(random.randbytes(random.randrange(1, 12)), safe="")


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop asking then")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    settings.EBPAGES_RATE = 0
    random, asker, all_routes = Random(asked.seed), Asker(), routes()
    statuses, failed = Counter[int](), 0
    slowest: list[tuple[float, int, str]] = []
    memory = {0: _memory()}
    ends = time.monotonic() + 60 * asked.minutes
    for number in range(1, asked.requests + 1):
        question = asker.question(random, random.choice(all_routes))
        began = time.perf_counter()
        status = asker.ask(question).status_code
        slowest = sorted(
            [*slowest, (time.perf_counter() - began, status, f"{question.path}?{question.query}"[:150])],
            reverse=True,
        )[:10]
        statuses[status] += 1
        if status >= 500:
            failed += 1
            print("FAILED", question, flush=True)
        is_last = number == asked.requests or time.monotonic() > ends
        if number == 1000 or number % 10_000 == 0 or is_last:
            memory[number] = _memory()
            print(number, dict(sorted(statuses.items())), f"{memory[number]:.0f} MB", flush=True)
        if is_last:
            break
    for seconds, status, address in slowest:
        print(f"{seconds:.2f} s {status} {address}")
    return 1 if failed else 0


def _memory() -> float:
    """MB that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebpages.site.settings")
    django.setup()
    sys.exit(main())
