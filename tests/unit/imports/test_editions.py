"""Days of editions, and the names that copies of files have."""

import pytest

from ebpages.files.table import ending_of
from ebpages.imports.editions import UnusableName, check_edition
from tests.unit.imports.trial import DAY


@pytest.mark.parametrize("text", ["2026", "2026-11", "2026-11-30", "2026-12-01", "1998-02"])
def test_a_year_a_month_and_a_day_that_have_begun_are_editions(text: str) -> None:
    check_edition(text, DAY)


@pytest.mark.parametrize(
    "text", ["9999-12-31", "2026-12-02", "2027", "2026-W48-1", "20261130", "2026-02-30", "2026-13", "٢٠٢٦", "2026-11-30\n", ""]
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(UnusableName, match="is no edition"):
        check_edition(text, DAY)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.CSV.gz", ".csv.gz"), ("Мрежа 30.11.xlsx", ".xlsx"), (f"a.{'я' * 190}.csv", ".csv"), ("a", "")],
)
def test_only_endings_of_formats_name_the_copy_of_a_file(name: str, ending: str) -> None:
    assert ending_of(name) == ending
