"""Result tables and the files that they are written to."""

from dataclasses import replace

import pytest

from ebpages.mapping.result_table import result_table
from tests.samples.mapped import codes, mapped


def test_there_is_a_row_for_each_region_and_category() -> None:
    table = result_table(mapped())
    cells = list(zip(*(table[name].to_pylist() for name in ("region", "industry", "year")), strict=True))
    assert cells == [
        ("BG41", "C10", 2014),
        ("BG41", "J62", 2014),
        ("BG42", "C10", 2014),
        ("BG42", "J62", 2014),
    ]


def test_the_columns_are_those_that_are_documented() -> None:
    assert result_table(mapped()).column_names == [
        "region", "industry", "year", "lq", "lq_low", "lq_high", "high_lq", "size", "answer", "answer_at_estimate",
        "value", "value_low", "value_high", "state", "totals", "contradicted", "not_assessable",
        "rule_set", "rule_set_version", "parameters", "certainty", "panel", "vintage", "replicate",
    ]  # fmt: skip


def test_answers_and_states_are_words() -> None:
    table = result_table(mapped())
    assert table["high_lq"].to_pylist() == ["yes", "cannot_be_told", "no", "cannot_be_told"]
    assert table["answer"].to_pylist() == ["yes", "no", "no", "no"]
    assert table["state"].to_pylist() == ["value", "suppressed", "zero", "value"]


def test_a_bound_that_nothing_limits_and_an_unknown_estimate_are_empty() -> None:
    table = result_table(mapped())
    assert table["lq"].to_pylist() == [1.5, None, 0, None]
    assert table["lq_low"].to_pylist() == [1.1, 0, 0, None]
    assert table["lq_high"].to_pylist() == [2, None, 0, None]
    assert table["value_high"].to_pylist() == [90, None, 0, 5]


def test_stars_are_columns_where_a_rule_set_gives_them() -> None:
    starred = replace(mapped(), stars_low=codes([2, 0], [0, 0]), stars_high=codes([2, 1], [0, 1]))
    table = result_table(starred)
    assert table["stars_low"].to_pylist() == [2, 0, 0, 0]
    assert table["stars_high"].to_pylist() == [2, 1, 0, 1]


def test_a_test_may_not_take_the_place_of_another_column() -> None:
    with pytest.raises(ValueError, match="may not be called 'lq_low'"):
        result_table(replace(mapped(), tests={"lq-low": codes([1, 1], [1, 1])}))
