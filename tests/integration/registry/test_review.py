"""Pairs that the rules left open: kept for one reviewer at a time, decided, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from ebpages.accounts.actions import Refused, make_token, take_role
from ebpages.accounts.models import AuditEntry, Notice, Person, RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import OPERATOR, Reader
from ebpages.registry.actions import build, contribute
from ebpages.registry.models import Finding, HumanJudgement, Judgement, Organisation, Record
from ebpages.registry.queries.organisation import reasons_of
from ebpages.review import actions, queries
from ebpages.review.models import Lease, Opinion, pair_key
from ebpages.review.queries.queue import offered, owners, speaks_against, undecided
from tests.samples.people import browser, person, reader


@pytest.fixture
def rada() -> Person:
    return person("rada@agency.example", "reviewer", name="Rada Reviewer")


@pytest.fixture
def boris() -> Person:
    return person("boris@agency.example", "analyst", name="Boris Analyst")


@pytest.fixture(autouse=True)
def _english(registry: Any) -> Any:
    with translation.override("en"):
        yield


def first(by: Reader) -> tuple[str, str]:
    pair = actions.take_next(by=by)
    assert pair
    return pair


def test_the_pair_that_touches_most_rows_comes_first(rada: Person) -> None:
    touched = [row.touched for row in undecided()]
    assert touched == sorted(touched, reverse=True) and len(touched) > 5
    assert {*first(reader(rada))} == {undecided()[0].a_id, undecided()[0].b_id}


def test_two_reviewers_get_two_pairs_until_the_time_of_one_has_run_out(rada: Person, boris: Person) -> None:
    mine = first(reader(rada))
    assert first(reader(boris)) != mine
    assert first(reader(rada)) == mine, "a pair stays with who has it"
    with pytest.raises(Refused, match="Rada Reviewer is looking at this pair"):
        actions.decide(by=reader(boris), a=mine[0], b=mine[1], relation="different")
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert first(reader(boris)) == mine


def test_a_decision_is_kept_followed_and_taken_back(rada: Person, boris: Person) -> None:
    a, b = first(reader(rada))
    left, view = undecided().count(), queries.pair(reader(rada), a, b)
    assert view is not None
    same = next(effect for effect in view.effects if effect.relation == "same")
    assert same.can_be_done and "keeps its address" in same.sentences[0]
    actions.decide(by=reader(rada), a=a, b=b, relation="same", why="One website.")
    of = owners((a, b))
    assert of[a] == of[b] and of[a] in same.sentences[0]
    assert undecided().count() == left - 1
    decision = queries.decisions()[0]
    assert (decision.by, decision.why, decision.title) == ("Rada Reviewer", "One website.", "the same")
    assert AuditEntry.objects.for_writing().filter(action="pair.decide").exists()
    with pytest.raises(Refused, match="Rada Reviewer has decided this pair already: the same"):
        actions.decide(by=reader(boris), a=a, b=b, relation="different")
    actions.take_back(by=reader(boris), judgement=decision.key)
    assert undecided().count() == left and owners((a, b))[a] != owners((a, b))[b]
    assert HumanJudgement.objects.get(pk=decision.key).withdrawn_by == f"person:{boris.code}"
    with pytest.raises(Refused, match="Boris Analyst has taken this decision back already"):
        actions.take_back(by=reader(rada), judgement=decision.key)


def test_what_is_foreseen_is_what_happens(rada: Person) -> None:
    """Every decision on the first pairs, as shown and as stored."""
    for a, b in list(offered(reader(rada)))[:3]:
        view = queries.pair(reader(rada), a, b)
        assert view is not None
        for effect in view.effects:
            before = set(Finding.objects.values_list("id", flat=True))
            try:
                made = actions.decide(by=reader(rada), a=a, b=b, relation=effect.relation)
            except Refused:
                assert not effect.can_be_done
                continue
            joined = owners((a, b))[a] == owners((a, b))[b]
            assert joined == (effect.relation != "different") and effect.can_be_done
            after = set(Finding.objects.values_list("id", flat=True))
            assert bool(effect.findings_come) <= bool(after - before)
            assert bool(effect.findings_gone) <= bool(before - after)
            actions.take_back(by=reader(rada), judgement=made.pk)
            assert set(Finding.objects.values_list("id", flat=True)) == before


def test_a_refused_pair_is_never_offered_again_whatever_is_built(rada: Person) -> None:
    a, b = first(reader(rada))
    actions.decide(by=reader(rada), a=a, b=b, relation="different")
    assert {a, b} not in [{*pair} for pair in offered(reader(rada))]
    build(force=True)
    assert {a, b} not in [{*pair} for pair in offered(reader(rada))]
    assert not Judgement.objects.filter(relation="undecided", a__in=(a, b), b__in=(a, b)).exists()


def test_a_pair_put_off_comes_after_all_others(rada: Person, boris: Person) -> None:
    a, b = first(reader(rada))
    actions.put_off(by=reader(rada), a=a, b=b)
    mine = list(offered(reader(rada)))
    assert {*mine[-1]} == {a, b} and len(mine) == undecided().count()
    assert {*first(reader(boris))} == {a, b}, "another reviewer gets it as before"


def test_the_whole_queue_can_be_decided(rada: Person) -> None:
    decided = 0
    while pair := actions.take_next(by=reader(rada)):
        actions.decide(by=reader(rada), a=pair[0], b=pair[1], relation="different")
        decided += 1
    assert decided > 5 and undecided().count() == 0
    page = browser(rada).get("/en/review/").content.decode()
    assert "No pair is left" in page and "Answer findings" in page


def test_a_second_opinion_goes_to_the_top_of_the_other_and_its_answer_back(
    rada: Person, boris: Person
) -> None:
    a, b = list(offered(reader(rada)))[4]
    actions.ask_opinion(by=reader(rada), a=a, b=b, of=boris.code, question="One seat?")
    (asked,) = Notice.objects.for_writing().filter(person=boris)
    assert (asked.kind, asked.path) == ("opinion.asked", f"/review/{a}/{b}/")
    assert {*first(reader(boris))} == {a, b}
    assert {a, b} not in [{*pair} for pair in offered(reader(rada))]
    with pytest.raises(Refused, match="asked for already"):
        actions.ask_opinion(by=reader(rada), a=a, b=b)
    actions.decide(by=reader(boris), a=a, b=b, relation="different", why="Two towns.")
    page = browser(rada).get("/en/my/notices/").content.decode()
    assert "Boris Analyst has decided the pair" in page and "different. Two towns." in page


def test_what_an_organisation_says_of_itself_is_no_row_of_a_pair(rada: Person, boris: Person) -> None:
    a, b = first(reader(rada))
    contribute(subject=owners((a,))[a], property="website", value="https://own.example", by="test")
    own = Record.objects.get(source="contributions").pk
    stored = HumanJudgement.objects.count()
    for act in (actions.ask_opinion, actions.put_off):
        with pytest.raises(Refused, match="in no list"):
            act(by=reader(rada), a=own, b=b)
    with pytest.raises(Refused, match="in no list"):
        actions.decide(by=reader(rada), a=own, b=b, relation="different")
    assert HumanJudgement.objects.count() == stored
    organisation = Organisation.objects.filter(record_count__gte=2).order_by("id")[0]
    held = [each.pk for each in organisation.records.order_by("id")]
    contribute(subject=organisation.id, property="website", value="https://own.example", by="test")
    assert {record for pair in actions.pairs_to_part(organisation.id, held[:1]) for record in pair} == {*held}
    one, other = pair_key(own, b)
    Opinion.objects.create(a=one, b=other, asked_by=rada)
    assert browser(boris).post("/en/review/next/", follow=True).status_code == 200


def test_a_second_opinion_that_is_put_off_comes_last(rada: Person, boris: Person) -> None:
    a, b = list(offered(reader(rada)))[4]
    actions.ask_opinion(by=reader(rada), a=a, b=b)
    client = browser(boris)
    here = client.post("/en/review/next/").headers["Location"]
    assert here.endswith(f"/{a}/{b}/")
    assert client.post(here, {"decision": "later"}).headers["Location"] != here
    assert list(offered(reader(boris)))[-1] == (a, b)


def test_an_opinion_asked_of_who_reviews_no_more_hides_no_pair(rada: Person, boris: Person) -> None:
    a, b = first(reader(rada))
    actions.ask_opinion(by=reader(rada), a=a, b=b, of=boris.code)
    assert first(reader(rada)) != (a, b)
    RoleGrant.objects.for_writing().filter(person=boris).update(ended_at=timezone.now())
    assert next(offered(reader(rada))) == (a, b)


def test_an_opinion_is_not_asked_on_a_pair_kept_for_another(rada: Person, boris: Person) -> None:
    a, b = first(reader(rada))
    with pytest.raises(Refused, match="Rada Reviewer is looking at this pair"):
        actions.ask_opinion(by=reader(boris), a=a, b=b)


def test_parting_ends_second_opinions_and_what_is_decided_is_asked_of_nobody(
    rada: Person, boris: Person
) -> None:
    organisation = Organisation.objects.filter(record_count__gte=2).order_by("id")[0]
    pairs = actions.pairs_to_part(organisation.id, [organisation.records.all()[0].pk])
    one, other = pair_key(*pairs[0])
    asked = Opinion.objects.create(a=one, b=other, asked_by=boris)
    actions.part(by=reader(rada), organisation=organisation.id, records=[pairs[0][0]])
    assert Opinion.objects.for_writing().get(pk=asked.pk).ended_at
    assert Notice.objects.for_writing().filter(person=boris, kind="opinion.given").count() == 1
    Opinion.objects.create(a=one, b=other, asked_by=boris)
    assert {one, other} not in [{*pair} for pair in offered(reader(rada))]


def test_rows_that_stay_one_through_a_third_are_not_decided_different(rada: Person) -> None:
    a, b = first(reader(rada))
    third = Record.objects.exclude(organisation__in=owners((a, b)).values()).exclude(organisation=None)
    c = third.filter(identifier="").order_by("id")[0].pk
    for one, other in ((a, b), (b, c)):
        actions.decide(by=reader(rada), a=one, b=other, relation="same")
    with pytest.raises(Refused, match="A person joined these rows"):
        actions.decide(by=reader(rada), a=a, b=c, relation="different")
    assert HumanJudgement.objects.filter(relation="different", a=a, b=c).count() == 0


def test_taking_back_a_decision_on_a_row_that_is_gone_leads_to_those_decided(rada: Person) -> None:
    made = HumanJudgement.objects.create(
        a=first(reader(rada))[0],
        b="bsmepa:gone",
        relation="different",
        by=f"person:{rada.code}",
        at=timezone.now(),
    )
    back = browser(rada).post(f"/en/review/decided/{made.pk}/", follow=True)
    assert back.redirect_chain[-1][0] == "/en/review/decided/" and back.status_code == 200


def test_rows_are_parted_from_an_organisation_and_come_back(rada: Person) -> None:
    organisation = Organisation.objects.filter(record_count__gte=3).order_by("id")[0]
    held = list(organisation.records.exclude(source="own").values_list("id", flat=True))
    pairs = actions.pairs_to_part(organisation.id, held[:1])
    shown = queries.part_effect(organisation.id, pairs)
    assert "A new organisation comes of it" in shown.effect.sentences[0]
    made = actions.part(by=reader(rada), organisation=organisation.id, records=held[:1])
    of = owners(held)
    assert len(made) == len(held) - 1 and of[held[0]] not in {of[each] for each in held[1:]}
    (decision,) = [each for each in queries.decisions() if each.key in {row.pk for row in made}]
    assert decision.pairs == len(made)
    actions.take_back(by=reader(rada), judgement=decision.key)
    assert len({*owners(held).values()}) == 1
    with pytest.raises(Refused, match="Choose at least one row"):
        actions.part(by=reader(rada), organisation=organisation.id, records=held)


def test_an_opinion_asked_of_somebody_who_reviews_no_more_is_asked_of_the_others(
    rada: Person, boris: Person
) -> None:
    petya = reader(person("petya@agency.example", "reviewer", name="Petya Reviewer"))
    a, b = first(reader(rada))
    actions.ask_opinion(by=reader(rada), a=a, b=b, of=boris.code)
    assert (a, b) not in [(each.a, each.b) for each in queries.queue(petya).asked]
    take_role(by=OPERATOR, grant=RoleGrant.objects.seen_by(OPERATOR).get(person=boris))
    assert [(each.a, each.b) for each in queries.queue(petya).asked] == [(a, b)]
    assert next(offered(petya)) == (a, b)
    assert queries.queue(reader(rada)).asked == ()


def test_a_reason_against_is_not_shown_as_what_suggests_a_pair() -> None:
    for each in queries.queue(OPERATOR).pairs:
        judgement = Judgement.objects.filter(a__in=(each.a, each.b), b__in=(each.a, each.b)).get()
        against = {r.sentence for r in reasons_of(judgement) if speaks_against(r.code, r.score)}
        assert each.why and each.why not in against


def test_a_row_without_a_name_is_shown_by_its_text_where_rows_are_parted(rada: Person) -> None:
    organisation = Organisation.objects.filter(record_count__gte=2)[0]
    record = organisation.records.all()[0]
    Record.objects.filter(pk=record.pk).update(name="", text="17 Клъстер без име")
    shown = browser(rada).get(f"/en/review/organisations/{organisation.id}/").content.decode()
    assert "without a name: 17 Клъстер без име" in shown


def test_an_organisation_is_joined_from_its_page_in_one_step(rada: Person) -> None:
    pair = next(row for row in undecided() if row.method == "part_translation")
    one, other = pair.a.organisation, pair.b.organisation
    address, name = f"/en/review/organisations/{one.pk}/", other.name
    shown = browser(rada).get(address, {"q": name}).text
    assert other.heading[0] in shown and 'value="join"' in shown and "keeps its address" in shown
    record = queries.organisation_rows(other.pk).record
    joined = browser(rada).post(f"{address}?q={name}", {"step": "join", "other": record})
    assert joined.status_code == 302
    assert (
        Record.objects.get(pk=pair.a_id).organisation_id == Record.objects.get(pk=pair.b_id).organisation_id
    )


def test_the_queue_has_pages(rada: Person) -> None:
    whole = [(each.a, each.b) for each in queries.queue(reader(rada)).pairs]
    assert [(each.a, each.b) for each in queries.queue(reader(rada), 2, 3).pairs] == whole[2:5]


def test_what_a_decision_teaches_is_proposed(rada: Person) -> None:
    pair = next(row for row in undecided() if row.method == "part_translation")
    actions.decide(by=reader(rada), a=pair.a_id, b=pair.b_id, relation="same")
    lessons = queries.lessons()
    assert lessons and lessons[0].decision.by == "Rada Reviewer"


def test_pages_show_a_pair_and_lead_from_one_to_the_next(rada: Person) -> None:
    client = browser(rada)
    page = client.post("/en/review/next/", follow=True)
    shown = page.content.decode()
    assert "<mark>" in shown and "Switch the keys off" in shown and 'data-key="1"' in shown
    here = page.redirect_chain[-1][0]
    after = client.post(here, {"decision": "different", "why": "Two towns."}, follow=True)
    assert after.redirect_chain[-1][0] != here and "Your last decision:" in after.content.decode()
    again = client.post(here, {"decision": "same", "why": "No, one."})
    assert again.status_code == 409 and "has decided this pair already" in again.content.decode()
    back = client.post(f"/en/review/decided/{HumanJudgement.objects.last().pk}/", follow=True)  # type: ignore[union-attr]
    assert back.redirect_chain[-1][0] == here
    for path in ("", "decided/", "findings/", "learnt/", f"letters/{queries.lists_with_findings()[0][0]}/"):
        for language in ("bg", "en"):
            assert client.get(f"/{language}/review/{path}").status_code == 200
    organisation = Organisation.objects.filter(record_count__gte=2)[0]
    parted = f"/en/review/organisations/{organisation.id}/"
    record = organisation.records.all()[0].id
    assert (
        "A new organisation comes of it"
        in client.post(parted, {"step": "preview", "record": record}).content.decode()
    )
    assert client.post(parted, {"step": "find", "q": "клъстер"}).status_code == 200
    finding = Finding.objects.all()[0].pk
    assert client.get(f"/en/review/findings/{finding}/").status_code == 200


def test_programs_do_the_same(rada: Person) -> None:
    key = make_token(by=reader(rada), name="a program", scopes=[Permission.REVIEW_DATA], days=1)[1]
    program = Client(headers={"Authorization": f"Bearer {key}"})
    left_open = next(row for row in undecided() if row.reasons)
    page = browser(rada).get(f"/en/review/{left_open.a_id}/{left_open.b_id}/")
    assert page.status_code == 200 and page.context["pair"].reasons_for
    answer = program.post("/api/review/next?language=en")
    assert answer.status_code == 200 and answer.json()["reasons_for"]
    pair = answer.json()
    address = f"/api/review/pairs/{pair['a']}/{pair['b']}"
    sent = {"data": {"relation": "different", "why": ""}, "content_type": "application/json"}
    made = program.post(f"{address}/decision?language=en", **sent)
    assert (made.status_code, made.json()["title"]) == (201, "different")
    told = program.post(f"{address}/decision?language=en", **sent)
    assert told.status_code == 409 and "already" in told.json()["detail"]
    assert program.get("/api/review/decisions").json()[0]["key"] == made.json()["key"]
    assert program.delete(f"/api/review/decisions/{made.json()['key']}").status_code == 204
    assert program.get(address).json()["decision"] is None
    assert program.get("/api/review").json()["left"] == undecided().count()
    assert program.post(f"{address}/later").status_code == 204
    finding = Finding.objects.exclude(severity="note").order_by("place")[0].pk
    answer = {"data": {"answer": "mended"}, "content_type": "application/json"}
    assert program.put(f"/api/review/findings/{finding}/answer", **answer).status_code == 204
    assert [each["finding"]["id"] for each in program.get("/api/review/findings/answered").json()] == [
        finding
    ]


def test_the_queue_is_listed_by_a_command(ebpages: Any) -> None:
    said = ebpages("review", "--format", "csv")
    assert said.status == 0 and len(said.text.splitlines()) == undecided().count() + 1


def test_the_operator_cannot_keep_a_pair() -> None:
    with pytest.raises(Refused, match="Sign in"):
        actions.take_next(by=OPERATOR)
