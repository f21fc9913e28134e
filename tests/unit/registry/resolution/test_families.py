"""Families are what records may be compared with, whoever people join or keep apart: one can be derived alone."""

import random

import pytest

from ebpages.registry.judgements import Judgement, Relation
from ebpages.registry.mention import mentions_of
from ebpages.registry.resolution.cascade import resolve
from ebpages.sources.catalogue import read_source, sources

MENTIONS = [m for source in sources() for m in mentions_of(source, read_source(source.slug).records)]
RESOLVED = resolve(MENTIONS)
PAIRS = [(j.a, j.b) for j in RESOLVED.judgements]
RECORDS = [m.record for m in MENTIONS]


@pytest.mark.parametrize("seed", range(3))
def test_what_people_judge_changes_no_family(seed: int) -> None:
    chance = random.Random(seed)
    pairs = [*chance.sample(PAIRS, 40), *(tuple(chance.sample(RECORDS, 2)) for _ in range(40))]
    relations = [Relation.DIFFERENT, Relation.SAME, Relation.BRANCH_OF, Relation.RE_REGISTRATION]
    said = [
        Judgement(a, b, chance.choice(relations), "human", 1.0, (), "a clerk", "2026-11-29", "They told me.")
        for a, b in pairs
    ]
    assert resolve(MENTIONS, said).families == RESOLVED.families
