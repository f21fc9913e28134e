"""A profile from draft to its end: written by several people, reviewed, published, renewed, withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from ebpages.accounts.actions import Refused, give_role
from ebpages.accounts.models import Notice, Person
from ebpages.accounts.reader import OPERATOR
from ebpages.exchange import actions, queries
from ebpages.exchange.actions.showing import KIND, next_reference
from ebpages.exchange.models import Profile, ProfileVersion, Review, ShownProfile
from ebpages.exchange.profile import Content
from ebpages.search.actions import record_changes
from tests.samples.people import OTHER, browser, merge, organisation, person, reader
from tests.samples.profiles import GOOD_TEXTS, offer, with_text

GOOD = {"advantages": 4, "clarity": 4, "cooperation": 3, "language": 3}
SOFIA = ZoneInfo("Europe/Sofia")


def begun(officer: Person, content: Content | None = None) -> Profile:
    (owner,) = reader(officer).organisations
    return actions.start_profile(by=reader(officer), organisation=owner, content=content or offer())


def published(officer: Person, reviewer: Person, content: Content | None = None) -> Profile:
    profile = begun(officer, content)
    actions.hand_in(by=reader(officer), profile=profile, version=1)
    actions.decide(by=reader(reviewer), profile=profile, version=1, scores=GOOD, reasons={})
    return again(profile)


def again(profile: Profile) -> Profile:
    found: Profile = Profile.objects.seen_by(OPERATOR).get(pk=profile.pk)
    return found


@contextmanager
def at(*moment: int) -> Iterator[None]:
    """The clock of the site stands at a moment of Sofia."""
    with mock.patch("django.utils.timezone.now", return_value=datetime(*moment, tzinfo=SOFIA)):  # type: ignore[misc]
        yield


def told(someone: Person) -> list[str]:
    return list(Notice.objects.seen_by(reader(someone)).order_by("pk").values_list("kind", flat=True))


def test_a_published_profile_has_an_id_a_year_and_a_place_in_the_list(
    officer: Person, reviewer: Person
) -> None:
    with at(2026, 11, 30, 12):
        profile = published(officer, reviewer)
        assert (profile.reference, profile.expires_on) == ("TOBG20261130001", date(2027, 11, 30))
        listed = queries.profiles(queries.ProfileQuestion())
        assert [card.reference for card in listed.results] == ["TOBG20261130001"]
        assert told(officer) == ["profile.publish"]
        assert published(officer, reviewer, with_text(title="Друг уред за измерване на влага")).reference == (
            "TOBG20261130002"
        )


def test_a_draft_is_seen_by_nobody_else_and_by_reviewers_once_it_is_handed_in(
    officer: Person, reviewer: Person
) -> None:
    profile = begun(officer)
    stranger = person("stranger@example.org")
    assert queries.find_profile(reader(stranger), profile.code) is None
    assert queries.find_profile(reader(reviewer), profile.code) is None
    actions.hand_in(by=reader(officer), profile=profile, version=1)
    actions.save_draft(
        by=reader(officer), profile=profile, began=1, content=with_text(title="Още по-нов сензор за влага")
    )
    assert queries.find_profile(reader(reviewer), profile.code) is not None
    seen = ProfileVersion.objects.seen_by(reader(reviewer)).filter(profile=profile)
    assert [version.number for version in seen] == [1], "what was saved since is a draft again"


def test_nobody_reviews_a_profile_of_their_own_organisation(
    officer: Person, centre: str, reviewer: Person
) -> None:
    give_role(by=OPERATOR, person=reviewer, role="member", organisation=centre)
    profile = begun(officer)
    actions.hand_in(by=reader(officer), profile=profile, version=1)
    with pytest.raises(Refused, match="own organisation"):
        actions.decide(by=reader(reviewer), profile=profile, version=1, scores=GOOD, reasons={})
    by_hand = {
        "version": "1",
        "score-clarity": "5",
        "reason-clarity": "Съвсем ясно.",
        "remark": "Поздравления",
    }
    answer = browser(reviewer).post(f"/en/agency/profiles/{profile.code}/", by_hand)
    page = answer.content.decode()
    assert answer.status_code == 409 and "own organisation" in page
    assert "Съвсем ясно." in page and "Поздравления" in page, "what was typed can be copied"


def test_a_review_is_of_the_version_that_was_read(officer: Person, reviewer: Person) -> None:
    profile = begun(officer)
    actions.hand_in(by=reader(officer), profile=profile, version=1)
    actions.save_draft(
        by=reader(officer),
        profile=profile,
        began=1,
        content=with_text(summary=GOOD_TEXTS.summary + " Цена по договаряне."),
    )
    actions.hand_in(by=reader(officer), profile=profile, version=2)
    with pytest.raises(Refused, match="version 2; you read version 1"):
        actions.decide(by=reader(reviewer), profile=profile, version=1, scores=GOOD, reasons={})
    assert not Review.objects.seen_by(OPERATOR).exists()
    actions.decide(by=reader(reviewer), profile=profile, version=2, scores=GOOD, reasons={})
    other = person("boris@agency.example", "reviewer", name="Boris")
    with pytest.raises(Refused, match="Rada Reviewer has decided"):
        actions.decide(by=reader(other), profile=profile, version=2, scores=GOOD, reasons={})


def test_low_scores_put_on_hold_or_reject_with_reasons_that_the_owner_reads(
    officer: Person, reviewer: Person
) -> None:
    profile = begun(officer)
    actions.hand_in(by=reader(officer), profile=profile, version=1)
    low = {"advantages": 2, "clarity": 2, "cooperation": 2, "language": 2}
    with pytest.raises(Refused, match="reason"):
        actions.decide(by=reader(reviewer), profile=profile, version=1, scores=low, reasons={})
    reasons = dict.fromkeys(low, "Кажете повече.")
    actions.decide(by=reader(reviewer), profile=profile, version=1, scores=low, reasons=reasons)
    assert again(profile).state == "on_hold"
    (review,) = queries.draft_view(reader(officer), again(profile)).reviews
    assert (review.total, review.criteria[0][2], review.by) == (8, "Кажете повече.", "")
    assert told(officer) == ["profile.hold"]
    with pytest.raises(Refused, match="reviewed already"):
        actions.hand_in(by=reader(officer), profile=profile, version=1)


def test_two_people_at_one_profile_lose_nothing(officer: Person, centre: str) -> None:
    colleague = person("elena@wood-centre.bg", "editor", of=centre)
    profile = begun(officer)
    actions.save_draft(
        by=reader(officer), profile=profile, began=1, content=with_text(title="Заглавие на Олга за сензор")
    )
    together = actions.save_draft(
        by=reader(colleague), profile=profile, began=1, content=offer(sdg=("9", "12"))
    )
    assert together.together and not together.clashes
    newest = queries.draft_view(reader(officer), again(profile)).content
    assert (newest.written.title, newest.sdg) == ("Заглавие на Олга за сензор", ("9", "12"))
    clash = actions.save_draft(
        by=reader(colleague), profile=profile, began=1, content=with_text(title="Заглавие на Елена")
    )
    assert [(each.field, each.theirs) for each in clash.clashes] == [("title", "Заглавие на Олга за сензор")]
    assert again(profile).version == 3, "nothing was stored over the other's text"


def test_a_change_of_a_published_profile_waits_while_the_old_text_is_shown(
    officer: Person, reviewer: Person
) -> None:
    profile = published(officer, reviewer)
    actions.save_draft(
        by=reader(officer),
        profile=profile,
        began=1,
        content=with_text(title="Сензор за влага, второ поколение на уреда"),
    )
    actions.hand_in(by=reader(officer), profile=profile, version=2)
    assert again(profile).state == "published"
    view = queries.profile(str(profile.reference))
    assert view is not None and view.words.title == GOOD_TEXTS.title
    actions.decide(by=reader(reviewer), profile=profile, version=2, scores=GOOD, reasons={})
    view = queries.profile(str(profile.reference))
    assert view is not None and view.words.title == "Сензор за влага, второ поколение на уреда"


def test_the_id_of_a_published_profile_names_its_type_and_country_for_good(
    officer: Person, reviewer: Person
) -> None:
    profile = published(officer, reviewer)
    actions.save_draft(by=reader(officer), profile=profile, began=1, content=offer(country="GR"))
    with pytest.raises(Refused, match="its id names them"):
        actions.hand_in(by=reader(officer), profile=profile, version=2)


def test_an_incomplete_or_revealing_profile_cannot_be_handed_in(officer: Person) -> None:
    incomplete = begun(officer, offer(sdg=()))
    with pytest.raises(Refused, match="not complete"):
        actions.hand_in(by=reader(officer), profile=incomplete, version=1)
    named = with_text(description=GOOD_TEXTS.description + " Вижте www.wood-centre.bg.")
    revealing = begun(officer, named.model_copy(update={"anonymous": True}))
    with pytest.raises(Refused, match="anonymous"):
        actions.hand_in(by=reader(officer), profile=revealing, version=1)


def test_a_profile_ends_at_midnight_in_sofia_and_can_be_renewed(officer: Person, reviewer: Person) -> None:
    with at(2026, 11, 30, 12):
        profile = published(officer, reviewer)
    with at(2027, 11, 1, 12):
        actions.end_profiles.call()
        actions.end_profiles.call()
        assert told(officer) == ["profile.publish", "profile.expires_soon"], "told once"
        assert queries.draft_view(reader(officer), again(profile)).may_renew
    with at(2027, 11, 29, 23, 59):
        assert queries.profile(str(profile.reference)) is not None
    with at(2027, 11, 30, 0, 1):
        assert queries.profile(str(profile.reference)) is None, "also before the task has put it away"
        assert queries.profiles(queries.ProfileQuestion()).total == 0
        actions.end_profiles.call()
        assert again(profile).state == "expired"
        gone = Client().get(f"/en/exchange/{profile.reference}/").content.decode()
        assert "Its owner can renew it" in gone and "withdrawn" not in gone
        actions.renew(by=reader(officer), profile=profile)
        assert again(profile).expires_on == date(2028, 11, 30)
        assert queries.profiles(queries.ProfileQuestion()).total == 1


def test_a_withdrawn_profile_is_gone_for_everybody_else_and_keeps_its_id(
    officer: Person, reviewer: Person
) -> None:
    profile = published(officer, reviewer)
    actions.withdraw(by=reader(officer), profile=profile)
    assert Client().get(f"/en/exchange/{profile.reference}/").status_code == 410
    assert queries.find_profile(reader(officer), profile.code) is not None
    assert queries.find_profile(reader(reviewer), profile.code) is None
    assert not ShownProfile.objects.exists()
    with pytest.raises(Refused, match="withdrawn"):
        actions.save_draft(by=reader(officer), profile=profile, began=1, content=offer())


def test_a_merged_organisation_takes_its_profiles_along(
    officer: Person, reviewer: Person, centre: str
) -> None:
    profile = published(officer, reviewer)
    draft = begun(officer, with_text(title="Чернова за машина за рязане"))
    organisation(OTHER, "Наследник")
    merge(centre, OTHER)
    view = queries.profile(str(profile.reference))
    assert view is not None and view.owner == "Наследник"
    assert {each.code for each in queries.own_profiles(reader(officer))} == {profile.code, draft.code}
    actions.hand_in(by=reader(officer), profile=draft, version=1)


def test_likely_doubles_of_the_owner_are_shown(officer: Person, reviewer: Person) -> None:
    profile = begun(officer)
    double = begun(officer, with_text(title="Сензор за влага в дървесина без пробиване"))
    actions.hand_in(by=reader(officer), profile=double, version=1)
    assert [code for _title, code in queries.draft_view(reader(officer), again(double)).doubles] == [
        profile.code
    ]
    view = queries.to_review(reader(reviewer), again(double))
    assert view is not None and view.doubles == (), "the other is a draft, which reviewers do not see"


def test_a_reviewer_alone_is_told_of_the_same_text_of_another_owner(
    officer: Person, reviewer: Person
) -> None:
    first = published(officer, reviewer)
    stranger = person("stranger@example.org", "editor", of=organisation("bbbbbbb", "Друга организация"))
    copy = begun(stranger)
    actions.hand_in(by=reader(stranger), profile=copy, version=1)
    view = queries.to_review(reader(reviewer), again(copy))
    assert view is not None
    assert view.copies == ((GOOD_TEXTS.title, first.code, "Център за трансфер „Дървесина“"),)
    assert queries.draft_view(reader(stranger), again(copy)).doubles == ()


def test_who_becomes_anonymous_after_being_named_is_told_what_readers_may_have_kept(
    officer: Person, reviewer: Person
) -> None:
    with at(2026, 11, 30, 12):
        profile = published(officer, reviewer)
        actions.save_draft(by=reader(officer), profile=profile, began=1, content=offer(anonymous=True))
        actions.hand_in(by=reader(officer), profile=profile, version=2)
        view = queries.to_review(reader(reviewer), again(profile))
        assert view is not None and view.check.findings[0].code == "was_named"
    with at(2026, 12, 3, 12):
        actions.decide(by=reader(reviewer), profile=profile, version=2, scores=GOOD, reasons={})
    moment = datetime(2026, 12, 3, 12, tzinfo=SOFIA)
    Review.objects.for_writing().filter(profile=profile, number=2).update(at=moment)
    told_of = queries.draft_view(reader(officer), again(profile)).check.findings[0]
    assert "до 03.12.2026 г. беше публичен" in told_of.says


def test_ids_of_many_who_publish_are_given_once(officer: Person, reviewer: Person) -> None:
    given = [next_reference(offer(), date(2026, 11, 30)) for _ in range(3)]
    assert len(set(given)) == 3
    assert [each[-3:] for each in given] == ["001", "002", "003"]


def test_old_ones_are_found_by_age(officer: Person, reviewer: Person) -> None:
    profile = published(officer, reviewer)
    ShownProfile.objects.update(published_at=profile.published_at - timedelta(days=20))
    record_changes(kind=KIND, ids=[str(profile.pk)])
    assert queries.profiles(queries.ProfileQuestion()).counts["age"] == {"30": 1, "90": 1}
