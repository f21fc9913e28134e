"""A batch is read as the Reconciliation Service API 0.2 writes it, and refused in a sentence where it cannot be."""

import json
from pathlib import Path
from typing import Any

import pytest

from ebpages.reconciliation.question import MOST_QUERIES, Query, TooMuch, Unreadable, read_batch

EXAMPLES = Path(__file__).parents[4] / "shared" / "data" / "reconciliation-0.2" / "examples"
BATCHES = EXAMPLES / "reconciliation-query-batch"

examples = pytest.mark.skipif(not BATCHES.exists(), reason="the examples of the specification are not here")


def one(**asked: Any) -> Query:
    return read_batch(json.dumps({"q0": asked}))["q0"]


@examples
def test_every_valid_example_of_the_specification_is_read() -> None:
    read = {path.name: read_batch(path.read_text()) for path in sorted((BATCHES / "valid").glob("*.json"))}
    assert read and all(batch for batch in read.values())


@examples
@pytest.mark.parametrize("name", ["empty-properties", "empty-query", "misnamed-property"])
def test_every_invalid_example_of_the_specification_is_refused(name: str) -> None:
    with pytest.raises(Unreadable):
        read_batch((BATCHES / "invalid" / f"{name}.json").read_text())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (104691139, "104691139"),
        (104691139.0, "104691139"),
        (" a\x00b ", "a b"),
        ({"id": "k74gbny", "name": "x"}, "k74gbny"),
        (True, "True"),
    ],
)
def test_a_value_is_read_as_it_is_meant(value: Any, text: str) -> None:
    assert one(query="x", properties=[{"pid": "identifier", "v": value}]).said("identifier") == (text,)


def test_a_type_may_be_an_id_or_several_or_that_of_everybody() -> None:
    assert one(query="x", type="organisation").types == frozenset()
    assert one(query="x", type=["network", {"id": "company"}]).types == {"network", "company"}
    assert one(query="x", type={}).types == frozenset()


@pytest.mark.parametrize(
    "batch",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"q0": 1}',
        '{"q0": {}}',
        '{"q0": {"query": 1}}',
        '{"q0": {"query": "x", "limit": 0}}',
        '{"q0": {"query": "x", "limit": NaN}}',
        '{"q0": {"query": "x", "limit": true}}',
        '{"q0": {"query": "\\ud800x"}}',
        '{"q0": {"query": "x", "type": 1}}',
        '{"q0": {"query": "x", "type_strict": "no"}}',
        '{"q0": {"query": "x", "properties": [{"v": 1}]}}',
        '{"q0": {"query": "x", "properties": [{"pid": "seat", "v": null}]}}',
    ],
)
def test_what_is_no_batch_is_refused_in_a_sentence(batch: str) -> None:
    with pytest.raises(Unreadable, match=r"\w"):
        read_batch(batch)


def test_more_than_is_answered_at_once_is_refused() -> None:
    many = {f"q{n}": {"query": "x"} for n in range(MOST_QUERIES + 1)}
    with pytest.raises(TooMuch, match=f"send {MOST_QUERIES} at most"):
        read_batch(json.dumps(many))
    with pytest.raises(TooMuch):
        read_batch(json.dumps({"q0": {"query": "x" * 300_000}}))
    with pytest.raises(TooMuch, match="names"):
        one(query="x", properties=[{"pid": "name", "v": ["a", "b"]}] * 2)
