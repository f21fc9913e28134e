"""An identifier is cleaned, never repaired."""

import pytest

from ebpages.sources.cells.identifier import read_identifier


@pytest.mark.parametrize(
    ("pieces", "value", "codes"),
    [
        (("104691139",), "104691139", []),
        (("11764309 40012",), "1176430940012", ["spaces_removed"]),
        (("17643055 <u>7</u>",), "176430557", ["markup_removed", "spaces_removed"]),
        (("17648835", "0"), "176488350", ["carried_over_joined"]),
        (("1764 8835", "<u>0</u>"), "176488350", ["markup_removed", "spaces_removed", "carried_over_joined"]),
        (("176-488-350.",), "176488350", ["signs_removed"]),
        (("BG17648835O",), "BG17648835O", []),
    ],
)
def test_an_identifier_is_only_joined_and_cleaned(
    pieces: tuple[str, ...], value: str, codes: list[str]
) -> None:
    field = read_identifier(pieces, "BULSTAT")
    assert (field.value, [step.code for step in field.steps]) == (value, codes)
    assert field.original == "\n".join(pieces)
