"""What is offered and sought, in numbers: those of others rounded or not at all, one's own exact and for oneself."""

import json
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from ebpages.exchange import actions
from ebpages.exchange.counted import counted_values
from ebpages.exchange.models import KIND, CountedProfile, Profile, ShownProfile
from ebpages.exchange.queries import technology_watch
from ebpages.exchange.technology_shapes import TechnologyQuestion
from ebpages.own_pages.actions import add_member, answer_membership
from ebpages.reference.sectors import find_sectors, sectors
from ebpages.registry.models import PublicId
from ebpages.search.actions import record_changes
from tests.integration.exchange.test_life import SOFIA, at, published
from tests.samples.people import CLUSTER, OTHER, browser, organisation, person, reader
from tests.samples.profiles import offer

PAGE = "/en/exchange/technology-watch/"
NOW = (2026, 11, 30, 12)


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> Iterator[None]:
    technology_watch._newest.clear()
    with at(*NOW):
        yield


def count(number: int, owner: str, on: date, **content: object) -> None:
    """Profiles of an owner, published on a day and withdrawn since."""
    made = Profile.objects.bulk_create(
        Profile(
            organisation_id=owner, type="TO", state="withdrawn", published_version=1, published_at=datetime(*NOW, tzinfo=SOFIA)
        )
        for _ in range(number)
    )  # fmt: skip
    values = counted_values(offer(**content))
    CountedProfile.objects.bulk_create(
        CountedProfile(profile=each, published_on=on, values=values) for each in made
    )
    record_changes(kind=KIND, ids=[str(each.pk) for each in made])


@pytest.fixture
def busy(centre: str) -> None:
    """Forty offers of furniture, twenty requests for food, and two offers of energy from Serbia; of ten owners, the centre among them."""
    others = [f"zz{each:05d}" for each in range(9)]
    PublicId.objects.bulk_create(PublicId(id=each, anchor=f"made:{each}") for each in others)
    for owner in (*others, centre):
        count(4, owner, date(2026, 10, 31))
        count(2, owner, date(2025, 3, 1), type="TR", market_keywords=("food",), country="GR")
    count(2, others[0], date(2026, 10, 2), market_keywords=("solar energy",), country="RS")


def test_the_gap_between_what_is_offered_and_sought_comes_first(busy: None) -> None:
    page = Client().get(PAGE).content.decode()
    figure = technology_watch.technology_figure(TechnologyQuestion())
    furniture, food = figure.rows
    assert (furniture.code, furniture.requests) == ("furniture_wood", None)
    assert furniture.offers and 20 <= furniture.offers <= 60 and furniture.offers % 5 == 0
    assert food.requests and food.gap == "sought; few or none offer it"
    assert [row.code for row in figure.unmet] == ["food"]
    assert f'<td class="number">{furniture.offers}</td>' in page and "few or none" in page
    assert "/en/my/profiles/?type=TO&amp;sector=food" in page
    assert json.loads(Client().get("/api/exchange/technology-watch?language=en").content)["rows"][0] == {
        "code": "furniture_wood", "label": "furniture and woodworking", "offers": furniture.offers, "requests": None,
        "gap": "offered; few or none seek it",
        "own_offers": None, "own_requests": None, "members_offers": None, "members_requests": None,
    }  # fmt: skip


def test_nothing_names_the_country_of_a_few(busy: None) -> None:
    for address in (
        PAGE,
        f"{PAGE}?by=country",
        f"{PAGE}download.json?by=country",
        "/api/exchange/technology-watch?by=country",
    ):
        shown = Client().get(address).content.decode()
        assert "Greece" in shown or "GR" in shown
        assert "Serbia" not in shown and '"RS"' not in shown, address


def test_months_that_are_over_are_counted_by_the_day_of_publication(busy: None, centre: str) -> None:
    before = {
        row.code: row.offers
        for row in technology_watch.technology_figure(TechnologyQuestion(by="month")).rows
    }
    assert len(before) == 24 and max(before) == "2026-10"
    assert before["2026-10"] and before["2026-09"] is None
    count(6, centre, date(2026, 11, 3))
    now = technology_watch.technology_figure(TechnologyQuestion(by="month"))
    assert {row.code: row.offers for row in now.rows} == before
    assert now.as_of == date(2026, 10, 31)


def test_filters_narrow_and_the_file_says_the_same(busy: None) -> None:
    asked = TechnologyQuestion(by="month", months=3, chosen={"sector": ("food",)})
    assert technology_watch.technology_figure(asked).counted is None
    assert (
        "Too little for numbers yet" in Client().get(f"{PAGE}?by=month&months=3&sector=food").content.decode()
    )
    file = Client().get(f"{PAGE}download.csv?by=sector").content.decode("utf-8-sig").splitlines()
    (food,) = technology_watch.technology_figure(TechnologyQuestion(chosen={"sector": ("food",)})).rows
    of_requests = technology_watch.technology_figure(TechnologyQuestion(chosen={"type": ("TR",)}))
    assert [(row.code, row.gap) for row in of_requests.rows] == [("food", "")] and not of_requests.unmet
    assert f"food,food and drink,,{food.requests},offers" in file
    cited = Client().get(f"{PAGE}citation.bib?by=sector").content.decode()
    assert (
        "version = {2026-10}" in cited
        and "by=sector" in cited
        and "Cite this page" in Client().get(PAGE).content.decode()
    )
    assert "is no value of" in Client().get(f"{PAGE}?by=moon&months=7").content.decode()
    assert Client().get("/api/exchange/technology-watch?sector=moon").status_code == 422


def test_a_filter_takes_one_value_so_that_no_sets_are_put_together(busy: None) -> None:
    page = Client().get(f"{PAGE}?type=TO&type=TR").content.decode()
    assert "“type” takes one value here" in page and "by=sector&amp;type=TO" in page
    refused = Client().get("/api/exchange/technology-watch?type=TO&type=TR")
    assert refused.status_code == 422 and "type" in refused.content.decode()
    file = Client().get(f"{PAGE}download.csv?type=TO&type=TR").content
    assert file == Client().get(f"{PAGE}download.csv?type=TO").content


def test_what_is_ones_own_is_exact_and_for_oneself(busy: None, officer: Person) -> None:
    page = browser(officer).get("/en/my/technology-watch/")
    assert "Own offers" in page.content.decode()
    own = technology_watch.technology_figure(TechnologyQuestion(), reader(officer))
    assert [(row.own_offers, row.own_requests) for row in own.rows] == [(4, 0), (0, 2)]
    anybody = technology_watch.technology_figure(TechnologyQuestion())
    assert [(row.offers, row.requests) for row in own.rows] == [
        (row.offers, row.requests) for row in anybody.rows
    ]
    assert Client().get("/en/my/technology-watch/").status_code == 302
    assert "Own offers" not in browser(officer).get(PAGE).content.decode()


def test_a_cluster_sees_what_its_members_publish_under_their_names(
    busy: None, officer: Person, reviewer: Person
) -> None:
    shown = [published(officer, reviewer), published(officer, reviewer, offer(anonymous=True))]
    CountedProfile.objects.for_writing().filter(profile__in=shown).update(published_on=date(2026, 10, 30))
    organisation(OTHER, "Клъстер Дървесина")
    said = add_member(by=OPERATOR, cluster=OTHER, member=CLUSTER, kind="company")
    manager = person("manager@cluster.example", "editor", of=OTHER)
    before = technology_watch.technology_figure(TechnologyQuestion(), reader(manager))
    assert (before.has_own, before.has_members) == (True, False)
    answer_membership(by=OPERATOR, membership=said, confirmed=True)
    furniture = technology_watch.technology_figure(TechnologyQuestion(), reader(manager)).rows[0]
    assert (furniture.own_offers, furniture.members_offers, furniture.members_requests) == (0, 1, 0)


def test_a_profile_is_counted_as_first_published_and_stays_when_it_is_withdrawn(
    officer: Person, reviewer: Person
) -> None:
    profile = published(officer, reviewer, offer(anonymous=True))
    counted = CountedProfile.objects.seen_by(OPERATOR).get()
    assert (counted.published_on, counted.values["sector"]) == (timezone.localdate(), ["furniture_wood"])
    actions.withdraw(by=reader(officer), profile=profile)
    assert not ShownProfile.objects.exists()
    assert CountedProfile.objects.seen_by(OPERATOR).get().values == counted.values


def test_examples_count_in_a_demonstration_alone(busy: None, settings) -> None:  # type: ignore[no-untyped-def]
    settings.EBPAGES_DEMONSTRATION = True
    Profile.objects.for_writing().filter(counted_row__values__country=["RS"]).update(is_example=True)
    technology_watch._newest.clear()
    figure = technology_watch.technology_figure(TechnologyQuestion())
    assert [(row.code, row.offers) for row in figure.rows] == [("energy", 2)]
    assert "invented example profiles" in Client().get(PAGE).content.decode()


def test_a_profile_begins_in_the_sector_where_something_is_missing(officer: Person) -> None:
    office = browser(officer)
    assert (
        "/profiles/new/?type=TO&amp;sector=food"
        in office.get("/en/my/profiles/?type=TO&sector=food").content.decode()
    )
    address = f"/en/my/organisations/{CLUSTER}/profiles/new/"
    begin = office.get(f"{address}?type=TO&sector=food").content.decode()
    assert 'value="TO" checked' in begin and 'name="sector" value="food"' in begin
    form = office.post(address, {"type": "TO", "original": "bg", "sector": "food"}, follow=True)
    assert "храни и напитки" in form.content.decode()


def test_every_sector_is_found_again_in_its_own_name() -> None:
    for each in sectors():
        for language in ("bg", "en"):
            assert [found.code for found in find_sectors(each.name(language))] == [each.code]
