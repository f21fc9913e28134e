import pytest

from ebpages.exchange.matching.measures import ndcg, recall


def test_the_gain_is_the_grade_discounted_by_place() -> None:
    # (1/log2(2) + 3/log2(4)) / (3/log2(2) + 1/log2(3)), by hand
    assert ndcg(["b", "x", "a"], {"a": 3, "b": 1}) == pytest.approx((1 + 1.5) / (3 + 0.6309298))


def test_a_grade_below_zero_counts_as_nothing() -> None:
    assert ndcg(["bad", "good"], {"good": 1, "bad": -1}) == pytest.approx(0.6309298)


def test_nothing_is_measured_where_nothing_fits() -> None:
    assert ndcg(["a"], {"a": 0}) is None
    assert ndcg(["a"], {}) is None


def test_what_stands_after_the_tenth_is_not_found() -> None:
    ranking = [str(number) for number in range(20)]
    assert ndcg(ranking, {"10": 1}) == 0
    assert recall(ranking, {"9", "10"}, 10) == 0.5
    assert recall(ranking, {"0", "10"}, 1) == 0.5
