"""A judgement or contribution is followed at once: the tables are those that a build of everything would leave."""

import random
from collections.abc import Callable

import pytest
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ebpages.registry import models
from ebpages.registry.actions import (
    BuildResult,
    build,
    contribute,
    judge,
    withdraw_contribution,
    withdraw_judgement,
)
from ebpages.registry.judgements import Relation
from ebpages.registry.own_properties import own_properties
from tests.samples.stored import stored

BY = {"by": "A. Person"}
OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["judge", "judge", "withdraw", "say", "take back"]), st.integers(0, 2**32)),
    min_size=1,
    max_size=4,
)


def judged(chance: random.Random) -> Model | None:
    """Mostly on records that resolution compared, or joined: there a judgement changes most."""
    pairs = list(models.Judgement.objects.order_by("place").values_list("a", "b"))
    records = list(models.Record.objects.order_by("id").values_list("id", flat=True))
    a, b = chance.choice(pairs) if pairs and chance.random() < 0.5 else chance.sample(records, 2)
    if chance.random() < 0.5:
        a, b = b, a
    return judge(a=a, b=b, relation=chance.choice([r.value for r in Relation]), why="they told me", **BY)


def judgement_withdrawn(chance: random.Random) -> Model | None:
    standing = list(models.HumanJudgement.objects.filter(withdrawn_at=None).values_list("pk", flat=True))
    return withdraw_judgement(judgement=chance.choice(standing), **BY) if standing else None


def said(chance: random.Random) -> Model | None:
    ids = list(models.PublicId.objects.order_by("id").values_list("id", flat=True))
    about = chance.choice(own_properties())
    terms = [term.code for term in about.terms()]
    examples = {
        **{key: [str(chance.randint(1990, 2020))] for key in ("number", "year")},
        "url": ["http://www.abclusters.org"],
        "organisation": ids,
        "certificate": ["ISO 9001", "ISO 14001 | 2027-05-31"],
        "contact": ["Sales | sales@example.org"],
        "file": ["logo.png"],
        **{key: ["Клъстер Мехатроника", "гр. Пловдив", "Mechatronics"] for key in ("text", "paragraphs")},
    }
    language = "bg" if about.languages == "required" else ""
    value = chance.choice(examples.get(about.kind) or terms)
    return contribute(
        subject=chance.choice(ids),
        property=about.code,
        value=value,
        language=language,
        source="our statute",
        **BY,
    )


def taken_back(chance: random.Random) -> Model | None:
    standing = list(models.Contribution.objects.filter(withdrawn_at=None).values_list("pk", flat=True))
    return withdraw_contribution(contribution=chance.choice(standing), **BY) if standing else None


STEPS: dict[str, Callable[[random.Random], Model | None]] = {
    "judge": judged,
    "withdraw": judgement_withdrawn,
    "say": said,
    "take back": taken_back,
}


def assert_followed_as_by_a_build(operation: str, seed: int) -> None:
    """Do it, look, undo it; then write the permanent row alone, build everything, and look again."""
    with transaction.atomic():
        row = STEPS[operation](random.Random(seed))
        followed = stored()
        transaction.set_rollback(True)
    if row is None:
        return
    row.save(force_insert=not type(row)._default_manager.filter(pk=row.pk).exists())
    assert build(as_of=models.Build.objects.latest("id").as_of).changed
    built = stored()
    for table, rows in built.items():
        assert followed[table] == rows, (operation, seed, table)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_any_sequence_leaves_what_builds_would_leave(
    few: BuildResult, operations: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        for operation, seed in operations:
            assert_followed_as_by_a_build(operation, seed)
        transaction.set_rollback(True)


def test_a_nameless_row_that_is_parted_takes_no_finding_along(few: BuildResult) -> None:
    """A website that a finding about another row proposes, and that belongs to nobody once it is told apart."""
    with transaction.atomic():
        assert_followed_as_by_a_build("judge", 608935198)
        transaction.set_rollback(True)


@pytest.mark.long
def test_a_sequence_over_the_whole_lists_leaves_what_builds_would_leave(registry: BuildResult) -> None:
    for operation, seed in (("judge", 1), ("say", 2), ("withdraw", 4)):
        assert_followed_as_by_a_build(operation, seed)
