"""What holds for any lists: the order of records does not matter, people overrule, an entity has one identifier."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.measures import false_merges, groups_by, pairs_of, score
from bench.noise import make_world
from bench.resolution import measure_guide
from ebpages.registry.judgements import Judgement, Relation
from ebpages.registry.resolution.cascade import resolve
from tests.samples.examples import examples
from tests.samples.records import OTHERS, record

SEED = 7001  # a world of its own: neither a development nor a held-out seed


@pytest.fixture(scope="module")
def world():
    return make_world(SEED, 700)


@pytest.fixture(scope="module")
def result(world):
    return resolve(world.mentions)


def groups_of(result) -> set[frozenset[str]]:
    return {frozenset(mention.record for mention in group) for group in result.organisations}


@pytest.mark.parametrize("shuffle", [1, 2, 3])
def test_the_order_of_the_records_changes_nothing(world, result, shuffle):
    mentions = list(world.mentions)
    random.Random(shuffle).shuffle(mentions)
    assert resolve(mentions) == result


@examples(9)
@given(st.integers(0, 10_000))
def test_a_legal_entity_never_has_two_identifiers(seed):
    for entity in resolve(make_world(seed, 60).mentions).entities:
        assert len({mention.entity for mention in entity if mention.entity}) <= 1


@examples(9)
@given(st.integers(0, 10_000))
def test_every_record_is_in_one_entity_and_that_within_one_organisation(seed):
    mentions = make_world(seed, 60).mentions
    resolution = resolve(mentions)
    home = {m.record: n for n, group in enumerate(resolution.organisations) for m in group}
    assert sorted(home) == sorted(m.record for m in mentions)
    for entity in resolution.entities:
        assert len({home[mention.record] for mention in entity}) == 1


def judged(a: str, b: str, relation: Relation) -> Judgement:
    return Judgement(
        a, b, relation, "human", 1.0, (), "an analyst", datetime.now(UTC).date().isoformat(), "They said so."
    )


def test_a_person_overrules_and_the_automatic_result_stays_to_be_had():
    mentions = [
        record("b:26", 'СДРУЖЕНИЕ "БЪЛГАРСКИ МЕБЕЛЕН КЛЪСТЕР"', "175796345"),
        record("c:1", "Български мебелен клъстер"),
        record("c:2", "Столове и маси"),
        *OTHERS,
    ]
    human = (judged("c:1", "b:26", Relation.DIFFERENT), judged("c:2", "b:26", Relation.SAME))
    assert frozenset({"b:26", "c:1"}) in groups_of(resolve(mentions))
    overruled = groups_of(resolve(mentions, human))
    assert frozenset({"b:26", "c:2"}) in overruled
    assert frozenset({"c:1"}) in overruled


def test_two_organisations_that_a_person_keeps_apart_are_not_joined_by_a_detour():
    mentions = [
        record("b:1", "Клъстер Белмонтекс", "175796345"),
        record("c:1", "Клъстер Белмонтекс"),
        record("e:1", "Belmonteks Cluster"),
        *OTHERS,
    ]
    apart = resolve(mentions, (judged("e:1", "b:1", Relation.DIFFERENT),))
    assert not any({"b:1", "e:1"} <= group for group in groups_of(apart))


def test_every_join_says_why(result):
    assert all(judgement.reasons for judgement in result.judgements)


def test_precision_and_recall_hold_on_a_noise_world(world, result):
    organisations = groups_of(result)
    reached = score(pairs_of(organisations), pairs_of(groups_by(world.organisation)))
    assert reached.precision >= 0.99
    assert reached.recall >= 0.85
    assert false_merges(organisations, world.organisation) <= 2


def test_the_lists_of_the_guide_resolve_without_a_false_merge():
    reached = measure_guide()
    assert reached.organisation.false_pairs == 0
    assert reached.entity.false_pairs == 0
    assert reached.organisation.f1 >= 0.97
    assert reached.entity.f1 >= 0.97
