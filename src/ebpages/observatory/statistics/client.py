"""Fetch a data set of Eurostat, or of anyone who speaks its JSON-stat."""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

import requests

from ebpages.declared.text import Text
from ebpages.files.cannot_fetch import CannotFetch, Refused
from ebpages.files.download import USER_AGENT, Limits, Progress, silent
from ebpages.observatory.statistics import json_stat
from ebpages.observatory.statistics.dataset import FIRST_TIME, Validators, Vintage
from ebpages.observatory.statistics.download import USUAL, send
from ebpages.observatory.statistics.fetch_problem import UnknownDataset, UnreadableStatistics
from ebpages.observatory.statistics.shipped import shipped

VARIABLE = "EBPAGES_EUROSTAT"
ADDRESS = "https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data/{code}"
Filters = Mapping[str, Sequence[str]]
_OWN_PARAMETERS = ("format", "lang")
_LONGEST_QUERY = 500
_CODE = re.compile(r"[A-Za-z0-9_$@.,:-]{1,100}")


def address(variables: Mapping[str, str] = os.environ) -> str:
    """Where Eurostat's data sets are asked for: EBPAGES_EUROSTAT, or Eurostat itself. Raises CannotFetch."""
    template = variables.get(VARIABLE) or ADDRESS
    parts = urlsplit(template)
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or "{code}" not in template:
        raise CannotFetch(
            f"{VARIABLE} is “{template}”. Write an http or https address with {{code}} for the data set "
            "and without a password: it is shown beside the data."
        )
    return template


def fetch(
    code: str,
    filters: Filters,
    *,
    address: str = ADDRESS,
    known: Validators = FIRST_TIME,
    limits: Limits = USUAL,
    progress: Progress = silent,
) -> Vintage | None:
    """The data set as the provider has it now; None where nothing has changed since the answer that `known` tells of.

    filters: dimension -> codes. Raises CannotFetch, whose message is for the operator.
    """
    check(code, filters)
    query = canonical(filters)
    response = send(_request(code, query, address, known), limits, progress)
    if response.status_code == 304 and known != FIRST_TIME:
        return None
    _check_answer(code, response)
    found = json_stat.read(
        response.content, code=code, query=query, url=response.url, fetched_at=datetime.now(UTC)
    )
    ours = next((vintage.title.bg for vintage in shipped(code.lower())), "")
    return replace(
        found,
        title=Text(ours, found.title.en),
        etag=response.headers.get("ETag", "")[:200],
        last_modified=response.headers.get("Last-Modified", "")[:100],
    )


def check(code: str, filters: Filters) -> None:
    """Raises UnknownDataset or CannotFetch for what can be no code or no filter."""
    if not _CODE.fullmatch(code):
        raise UnknownDataset(f"“{code[:100]}” can be no code of a data set; rd_e_gerdtot is one.")
    for name, codes in filters.items():
        if not _CODE.fullmatch(name) or name in _OWN_PARAMETERS or not all(map(_CODE.fullmatch, codes)):
            raise CannotFetch(f"the filter {name}={','.join(codes)} cannot be asked. Write it as geo=BG.")
    if len(canonical(filters)) > _LONGEST_QUERY:
        raise CannotFetch(
            "there are too many filters for one question. Leave some out, or ask several times."
        )


def canonical(filters: Filters) -> str:
    """The same text for the same filters: "geo=BG&geo=RO&unit=PC_GDP"."""
    return urlencode([(name, code) for name in sorted(filters) for code in sorted(set(filters[name]))])


def _request(code: str, query: str, address: str, known: Validators) -> requests.PreparedRequest:
    url = address.replace("{code}", quote(code, safe=""))
    joint = "&" if urlsplit(url).query else "?"
    whole = f"{url}{joint}format=JSON&lang=en" + (f"&{query}" if query else "")
    headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return requests.Request("GET", whole, headers=headers).prepare()


def _check_answer(code: str, response: requests.Response) -> None:
    """Raise what an answer without data says; Eurostat explains itself in JSON."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if response.status_code != 200 and "json" in kind:
        with suppress(UnreadableStatistics):
            json_stat.raise_error(json_stat.document(code, response.content), code)
    if response.status_code == 404:
        raise UnknownDataset(f"{code}: {response.url} does not exist. Look at the code, and at {VARIABLE}.")
    if response.status_code != 200:
        raise Refused(
            f"{code}: the provider answers {response.status_code} {response.reason}. Ask again later.",
            response.status_code,
        )
    if "json" not in kind:
        raise UnreadableStatistics(
            code,
            "Content-Type",
            f"the answer is {kind or 'of no kind'}, not JSON",
            "It may come from a proxy or a page of maintenance: ask again later",
        )
