"""What stands in a cell where nothing is known."""

import pytest

from ebpages.reference.placeholders import says_nothing


@pytest.mark.parametrize("text", ["няма", "НЯМА.", "-", "—", "n/a", "N.A.", "не е известно", "?", "няма."])
def test_it_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["няма собствен сайт", "Няма АД", "a.bg", "0", "Без граници"])
def test_anything_more_says_something(text: str) -> None:
    assert not says_nothing(text)
