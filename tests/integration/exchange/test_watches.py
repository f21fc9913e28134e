"""A watch tells its person once of what is new, with reasons, and of nothing that they may not read."""

import re
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from ebpages.accounts.actions import Refused, take_role
from ebpages.accounts.models import Notice, OutgoingMail, Person, RoleGrant
from ebpages.accounts.reader import OPERATOR
from ebpages.exchange import actions
from ebpages.exchange.actions.watching import send_watches
from ebpages.exchange.models import Profile, Watch
from ebpages.exchange.queries.watches import address_to_stop, clean_question, watches
from tests.integration.exchange.test_life import published
from tests.integration.exchange.test_matches import request
from tests.samples.people import OTHER, browser, organisation, person, reader
from tests.samples.profiles import GOOD_TEXTS, offer, with_text

START = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/Sofia"))


@pytest.fixture
def company(db: None) -> Person:
    return person("anna@kilns.example", "editor", of=organisation(OTHER, "Kilns of Drama"), name="Anna")


@pytest.fixture
def wanted(company: Person, reviewer: Person) -> Profile:
    with after(hours=-1):
        return published(company, reviewer, request())


def after(**passed: float) -> Any:
    """The clock of the site stands so long after the start."""
    return mock.patch("django.utils.timezone.now", return_value=START + timedelta(**passed))


def mails(someone: Person) -> list[OutgoingMail]:
    rows = OutgoingMail.objects.for_writing().filter(person=someone, key__startswith="watch:")
    return list(rows.order_by("pk"))


def test_a_better_one_comes_and_is_told_of_once_with_reasons(
    wanted: Profile, company: Person, officer: Person, reviewer: Person
) -> None:
    with after():
        actions.start_watch(by=reader(company), every="day", profile=wanted)
    with after(hours=1):
        offered = published(officer, reviewer)
        send_watches.call()
        assert mails(company) == [], "at most once a day"
    with after(days=1):
        send_watches.call()
        send_watches.call()
    with after(days=2):
        send_watches.call()
    (mail,) = mails(company)
    assert GOOD_TEXTS.title in mail.text and "Words that mean the same" in mail.text
    assert f"/en/my/profiles/{wanted.code}/matches/{offered.reference}/" in mail.text
    assert "List-Unsubscribe" in mail.headers
    assert "Център за трансфер" not in mail.text and "wood-centre" not in mail.text


def test_a_search_tells_what_has_all_its_words_in_any_language_and_not_what_has_one_of_them(
    company: Person, officer: Person, reviewer: Person
) -> None:
    with after():
        actions.start_watch(by=reader(company), every="day", question="q=moisture+algae")
    with after(hours=1):
        published(officer, reviewer)
        published(officer, reviewer, with_text(title="Водорасли, които обичат влага"))
    with after(days=2):
        send_watches.call()
    (mail,) = mails(company)
    assert "Водорасли" in mail.text and GOOD_TEXTS.title not in mail.text


def test_a_search_is_watched_from_now_on(company: Person, officer: Person, reviewer: Person) -> None:
    with after(hours=-1):
        published(officer, reviewer, with_text(title="Стар сензор за влага"))
    with after():
        actions.start_watch(by=reader(company), every="week", question="type=TO&q=влага&page=3&junk=1")
    with after(days=1):
        published(officer, reviewer)
        published(officer, reviewer, request())
        send_watches.call()
        assert mails(company) == []
    with after(days=7):
        send_watches.call()
    (mail,) = mails(company)
    assert GOOD_TEXTS.title in mail.text and "Стар сензор" not in mail.text and "Moisture" not in mail.text


def test_nothing_is_told_early_in_the_morning(wanted: Profile, company: Person, officer: Person, reviewer: Person) -> None:  # fmt: skip
    with after():
        actions.start_watch(by=reader(company), every="day", profile=wanted)
        published(officer, reviewer)
    with after(hours=20):
        send_watches.call()
    assert mails(company) == []


def test_what_was_judged_not_to_fit_is_not_told_of(wanted: Profile, company: Person, officer: Person, reviewer: Person) -> None:  # fmt: skip
    with after():
        actions.start_watch(by=reader(company), every="day", profile=wanted)
    with after(hours=1):
        offered = published(officer, reviewer)
        actions.judge_match(by=reader(company), profile=wanted, reference=str(offered.reference), verdict="not_for_me", reason="known")  # fmt: skip
    with after(days=1):
        send_watches.call()
    assert mails(company) == []


def test_a_watch_ends_with_the_role_and_with_the_profile(
    wanted: Profile, company: Person, officer: Person, reviewer: Person
) -> None:
    colleague = person("boris@kilns.example", "member", of=OTHER)
    with after():
        actions.start_watch(by=reader(company), every="day", profile=wanted)
        actions.start_watch(by=reader(colleague), every="day", profile=wanted)
    take_role(by=OPERATOR, grant=RoleGrant.objects.for_writing().get(person=colleague))
    assert watches(reader(colleague)) == ()
    with after(days=1):
        published(officer, reviewer)
        send_watches.call()
    assert mails(colleague) == [] and len(mails(company)) == 1
    assert Watch.objects.for_writing().get(person=colleague).ended_at is not None
    actions.withdraw(by=reader(company), profile=wanted)
    with after(days=2):
        send_watches.call()
    assert Watch.objects.for_writing().get(person=company).ended_at is not None


def test_who_wants_no_e_mails_finds_it_among_the_notices(wanted: Profile, company: Person, officer: Person, reviewer: Person) -> None:  # fmt: skip
    Person.objects.filter(pk=company.pk).update(delivery="never")
    with after():
        actions.start_watch(by=reader(company), every="day", profile=wanted)
    with after(days=1):
        published(officer, reviewer)
        send_watches.call()
        assert mails(company) == []
        notice = Notice.objects.seen_by(reader(company)).get(kind="watch.found")
        assert notice.path == f"/my/profiles/{wanted.code}/matches/"
        assert "fit what you watch" in browser(company).get("/en/my/notices/").content.decode()


def test_one_click_stops_it_and_opening_the_link_does_not(wanted: Profile, company: Person) -> None:
    watch = actions.start_watch(by=reader(company), every="day", profile=wanted)
    link, anybody = address_to_stop(watch), Client(enforce_csrf_checks=True)
    assert anybody.get(link).status_code == 200
    assert watches(reader(company))
    assert anybody.get(link.replace(watch.code, "0" * 16)).status_code == 404
    assert anybody.post(link).status_code == 200
    assert watches(reader(company)) == ()


def test_a_watch_is_begun_and_stopped_on_its_page_and_by_its_person_alone(wanted: Profile, company: Person) -> None:  # fmt: skip
    anna, page = browser(company), f"/en/my/profiles/{wanted.code}/matches/"
    assert re.search(r'name="profile" value="\w+"', anna.get(page).content.decode())
    anna.post("/en/my/watches/", {"profile": wanted.code, "every": "week"})
    anna.post("/en/my/watches/", {"profile": wanted.code, "every": "day"})
    (watch,) = watches(reader(company))
    assert (watch.every, watch.url) == ("day", page)
    listed = anna.get("/en/my/watches/").content.decode()
    assert "once a day" in listed and "after 7:00" in listed
    assert watch.next_on > watch.since.date()
    stranger = person("sly@other.example", "editor", of=organisation("ccccccc", "Чужда"))
    sly = browser(stranger)
    assert sly.post("/en/my/watches/", {"profile": wanted.code, "every": "day"}).status_code == 404
    assert sly.post(f"/en/my/watches/{watch.code}/stop/").status_code == 404
    assert sly.delete(f"/api/my/watches/{watch.code}").status_code == 404
    with pytest.raises(Refused):
        actions.start_watch(by=reader(stranger), every="day", profile=wanted)
    with pytest.raises(Refused):
        actions.stop_watch(by=reader(stranger), watch=Watch.objects.for_writing().get())
    assert anna.delete(f"/api/my/watches/{watch.code}").status_code == 204
    made = anna.post("/api/my/watches", {"question": "country=BG", "every": "week"}, "application/json")
    assert made.status_code == 201 and made.json()["about"]
    assert anna.post("/en/my/watches/", {"question": "", "every": "hourly"}).status_code == 400


def test_no_profile_is_told_to_everybody_in_one_round(wanted: Profile, company: Person, officer: Person, reviewer: Person) -> None:  # fmt: skip
    people = [person(f"p{n}@kilns.example", "member", of=OTHER) for n in range(3)]
    with after():
        for each in people:
            actions.start_watch(by=reader(each), every="day", profile=wanted)
    with after(days=1):
        published(officer, reviewer, offer())
        with mock.patch("ebpages.exchange.actions.watching.most_in_one_round", return_value=2):
            send_watches.call()
        assert [len(mails(each)) for each in people] == [1, 1, 0]
    with after(days=2):
        send_watches.call()
    assert [len(mails(each)) for each in people] == [1, 1, 1], "the next round tells the others"


def test_a_watched_question_is_what_the_list_knows_always_written_alike() -> None:
    assert clean_question("?type=TO&type=BO&page=2&sort=newest&junk=%27&q=") == "type=BO&type=TO"
    assert clean_question("") == ""
