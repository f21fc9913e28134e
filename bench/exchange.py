"""The exchange over 100,000 published profiles in a database: its list as the page asks for it, and how soon a publication is seen."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

EBPAGES = str(Path(sys.executable).with_name("ebpages"))
PROFILES = 100_000
_ASKED = 200
_PUBLISHED = 5
_WORD = "влагомерен"  # stands in no other profile
_TYPES, _COUNTRIES = ("TO", "TR", "BO", "BR", "RDR"), ("BG", "GR", "MK", "AL", "RO", "RS")


def measure_exchange() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {
            **os.environ,
            "EBPAGES_HOME": folder,
            "EBPAGES_HOSTS": "testserver",
            "EBPAGES_RATE": "0",
        }
        subprocess.run(
            [EBPAGES, "manage", "migrate", "--verbosity", "0"],
            env=surroundings,
            check=True,
            capture_output=True,
        )
        surroundings["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        ended = subprocess.run(
            [sys.executable, "-m", "bench.exchange"],
            env=surroundings,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return {
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count() or 1,
        "load": round(os.getloadavg()[0], 1),
        **json.loads(ended.stdout.splitlines()[-1]),
    }  # fmt: skip


def _measure() -> dict[str, Any]:
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.test import Client

    from ebpages.exchange import queries

    _publish_many()
    began = time.perf_counter()
    queries.profiles(queries.ProfileQuestion(words="pump"))
    read = time.perf_counter() - began
    questions, visitor = list(_questions()), Client()
    pages = iter([f"/en/exchange/?{question}" for question in questions])
    return {
        "profiles": PROFILES,
        "read_seconds": round(read, 1),
        "list": _latency(lambda question: queries.profiles(question), [_read(each) for each in questions]),
        "page": _latency(lambda _question: _open(visitor, next(pages)), questions),
        "seen": _seen_after_publication(),
    }


def _publish_many() -> None:
    """As they are stored once published, without their reviews."""
    from django.db import transaction
    from django.utils import timezone

    from bench.matching import invented_profiles
    from ebpages.exchange.facets import facets_of
    from ebpages.exchange.lifecycle import PUBLISHED
    from ebpages.exchange.models import KIND, Profile, ShownProfile
    from ebpages.exchange.profile import Content, Protection, Texts
    from ebpages.exchange.technology_keywords import keywords
    from ebpages.exchange.terms import terms
    from ebpages.faces.bulk_insert import insert
    from ebpages.search.actions import record_changes
    from tests.samples.people import organisation

    random = np.random.default_rng(11)
    owner, now = organisation(), timezone.now()
    later = now.date().replace(year=now.year + 1)
    fields, forms, statuses = list(keywords()), list(terms("forms")), list(terms("protection"))

    def contents() -> Iterator[tuple[str, Content]]:
        for number, each in enumerate(invented_profiles(random, PROFILES)):
            kind, country = random.choice(_TYPES), str(random.choice(_COUNTRIES))
            yield (
                f"{kind}{country}20261101{number:06}"[:20],
                Content(
                    type=str(kind),
                    original=each.language,
                    texts={each.language: Texts(title=each.title, summary=each.summary)},
                    country=country,
                    trl=int(random.integers(1, 10)) if kind == "TO" else None,
                    ipr=(Protection(status=str(random.choice(statuses)), country=country),)
                    if kind == "TO"
                    else (),
                    partnership_types=(str(random.choice(forms)),),
                    technology_keywords=(str(random.choice(fields)),),
                    nace=tuple(code.removeprefix("nace:") for code in each.codes[:1]),
                ),
            )

    made = list(contents())
    with transaction.atomic():
        insert(
            Profile,
            (
                {
                    "id": number, "code": f"{number:016x}", "reference": reference, "organisation_id": owner, "type": content.type,
                    "state": PUBLISHED, "version": 1, "published_version": 1, "published_at": now, "expires_on": later,
                    "is_example": False, "at": now,
                }
                for number, (reference, content) in enumerate(made, 1)
            ),
        )  # fmt: skip
        insert(
            ShownProfile,
            (
                {
                    "profile_id": number, "reference": reference, "content": content.model_dump(mode="json"), "organisation": owner,
                    "facets": facets_of(content), "published_at": now, "expires_on": later, "is_example": False,
                }
                for number, (reference, content) in enumerate(made, 1)
            ),
        )  # fmt: skip
        record_changes(kind=KIND, ids=[str(number) for number in range(1, PROFILES + 1)])


def _questions() -> Iterator[str]:
    """A quarter facets alone, the others one to three words, with up to two facets."""
    from urllib.parse import urlencode

    from bench.matching import invented_profiles

    random = np.random.default_rng(12)
    for number, each in enumerate(invented_profiles(random, _ASKED)):
        words = " ".join(each.title.split()[: number % 4])
        country, kind = str(random.choice(_COUNTRIES)), str(random.choice(_TYPES))
        asked = [("q", words), ("country", country), ("type", kind)][: 2 + number % 2]
        yield urlencode([pair for pair in asked if pair[1]])


def _read(question: str) -> Any:
    from django.http import QueryDict

    from ebpages.exchange.questions import read_question

    return read_question(QueryDict(question))


def _open(visitor: Any, path: str) -> None:
    if visitor.get(path).status_code != 200:
        raise SystemExit(f"{path} is not 200")


def _seen_after_publication() -> dict[str, float]:
    """Where a profile is seen -> seconds since the reviewer decided, the longest of several publications."""
    from ebpages.accounts.readers import reader_for
    from ebpages.exchange import actions
    from ebpages.exchange.models import Profile, Watch
    from ebpages.exchange.queries import listing, matches, watches
    from tests.samples.people import OTHER, organisation, person
    from tests.samples.profiles import GOOD_TEXTS, offer, with_text

    seeks = organisation("bbbbbbb", "Сушилни")
    officer = reader_for(
        person("officer@bench.example", "transfer_officer", of=organisation(OTHER, "Център"))
    )
    company = reader_for(person("company@bench.example", "editor", of=seeks))
    reviewer = reader_for(person("reviewer@bench.example", "reviewer"))

    def handed_in(owner: str, by: Any, content: Any) -> Any:
        profile = actions.start_profile(by=by, organisation=owner, content=content)
        actions.hand_in(by=by, profile=profile, version=1)
        return profile

    def decide(profile: Any) -> Any:
        scores = dict.fromkeys(("advantages", "clarity", "cooperation", "language"), 4)
        actions.decide(by=reviewer, profile=profile, version=1, scores=scores, reasons={})
        return Profile.objects.for_writing().get(pk=profile.pk)

    said = {
        "title": f"Търси се {_WORD} сензор за сушилни",
        "summary": f"Сушилня търси {_WORD} сензор за дъски, който измерва без пробиване.",
        "technical": "Влага от 6 до 40 %, грешка под 2 %.",
        "advantages": "",
    }
    wanted = offer(GOOD_TEXTS.model_copy(update=said), type="TR", trl=None, ipr=())
    request = decide(handed_in(seeks, company, wanted))
    matches.public_matches(request.reference)  # the index of all is made
    by_words = actions.start_watch(by=company, every=Watch.DAILY, question=f"q={_WORD}")
    by_profile = actions.start_watch(by=company, every=Watch.DAILY, profile=request)
    seen: dict[str, list[float]] = {}
    for number in range(_PUBLISHED):
        content = with_text(title=f"Нов {_WORD} сензор {number} за дъски в сушилни")
        profile = handed_in(OTHER, officer, content)
        began = time.perf_counter()
        reference = decide(profile).reference

        def note(where: str, is_there: bool, began: float = began) -> None:
            if not is_there:
                raise SystemExit(f"{where}: the profile is not there")
            seen.setdefault(where, []).append(round(time.perf_counter() - began, 2))

        note("published", True)
        found = listing.profiles(listing.ProfileQuestion(words=_WORD, sort="newest"))
        note("in the list and its search", reference in [card.reference for card in found.results])
        fitting = matches.public_matches(request.reference)
        note("among the matches", reference in [each.card.reference for each in fitting.results])
        note("in the watch of a search", profile.pk in watches.news_of(company, by_words))
        note("in the watch of a profile", profile.pk in watches.news_of(company, by_profile))
        actions.withdraw(by=officer, profile=profile)  # of one owner three at most are among the matches
    return {where: max(times) for where, times in seen.items()}


def _latency(ask: Callable[[Any], object], asked: list[Any]) -> tuple[float, float]:
    """Milliseconds of a processor, the median and the 95th of a hundred."""
    times = []
    for each in asked:
        began = time.process_time()
        ask(each)
        times.append(1000 * (time.process_time() - began))
    return round(float(np.percentile(times, 50)), 1), round(float(np.percentile(times, 95)), 1)


def exchange_section(measured: dict[str, Any]) -> Iterator[str]:
    yield from (
        "",
        f"The list of {measured['profiles']:,} invented profiles in a database (SQLite), {_ASKED} questions of none to three words and one or two facets, with counts of all facets,",
        f"measured on {measured['on']} ({measured['cores']} cores, load {measured['load']}), milliseconds of a processor. List and index are read in {measured['read_seconds']:.0f} s once by a process.",
        "",
        "| | p50 ms | p95 ms |",
        "| --- | --- | --- |",
        "| search, facets and cards, as the page asks for them | {:g} | {:g} |".format(*measured["list"]),
        "| the whole page | {:g} | {:g} |".format(*measured["page"]),
        "",
        f"A publication beside them, seconds since the reviewer decided, one look after the other, the longest of {_PUBLISHED}; its meaning follows in the background:",
        "",
        "| seen | s |",
        "| --- | --- |",
        *(f"| {where} | {seconds:.2f} |" for where, seconds in measured["seen"].items()),
    )


if __name__ == "__main__":
    print(json.dumps(_measure()))
