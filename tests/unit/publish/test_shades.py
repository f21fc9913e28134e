"""Shades of maps."""

from ebpages.publish.shades import Shades


def test_zero_has_no_shade_and_the_largest_count_the_darkest() -> None:
    shades = Shades([0, 0, 1, 1, 2, 3, 6, 33])
    assert shades.shade(0) == 0
    assert shades.shade(1) == 1
    assert shades.shade(33) == 5


def test_a_map_with_one_count_only_is_not_pale() -> None:
    assert Shades([4, 4, 0]).shade(4) == 5


def test_a_class_says_its_smallest_and_largest_value() -> None:
    assert Shades([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).range_of(4) == (3, 4)
