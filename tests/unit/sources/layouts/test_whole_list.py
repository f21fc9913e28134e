"""What a list says of its own completeness."""

import pytest

from ebpages.sources.layouts.whole_list import lost_numbers, ranges


@pytest.mark.parametrize(
    ("printed", "declared", "lost"),
    [
        ([1, 2, 3], 3, ""),
        ([1, 2, 3], 9, ""),
        ([1, 4, 5], 0, "2–3"),
        ([1, 4, 5], 8, "2–3, 6–8"),
        ([3, 4], 4, "1–2"),
        ([1, 3, 5], 5, "2, 4"),
        ([], 5, ""),
    ],
)
def test_numbers_behind_the_last_row_are_lost_only_where_others_are(
    printed: list[int], declared: int, lost: str
) -> None:
    assert ranges(lost_numbers(printed, declared)) == lost
