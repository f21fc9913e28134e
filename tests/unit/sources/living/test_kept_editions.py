"""Editions are kept whole, with the same bytes for the same rows; a damaged one is told in words."""

from pathlib import Path

import pytest

from ebpages.sources.connector import connectors
from ebpages.sources.days import read_amount
from ebpages.sources.kept_editions import (
    DamagedEdition,
    Header,
    Resource,
    keep,
    kept,
    path_of,
    read_header,
    read_rows,
)

RESOURCE = Resource("a", "02.01.2026", "https://example.org", "2026-01-03T08:00:00+02:00", "0" * 64)
HEADER = Header("trade_register_daily", "2026-01-02", "2026-01-02", 2, ("900000016",), (RESOURCE,))


def test_rows_come_back_in_one_order_with_their_header(tmp_path: Path) -> None:
    path = keep(tmp_path, HEADER, ['{"a":2}', '{"a":1}'])
    first = path.read_bytes()
    keep(tmp_path, HEADER, ['{"a":1}', '{"a":2}'])
    assert path.read_bytes() == first
    assert read_header(path) == HEADER and list(read_rows(path)) == [{"a": 1}, {"a": 2}]
    assert kept(tmp_path, HEADER.connector) == ["2026-01-02"]


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b"", lambda b: b[:40] + b"x" + b[41:]])
def test_a_damaged_edition_says_which_file_and_what_mends_it(tmp_path: Path, damage: object) -> None:
    path = keep(tmp_path, HEADER, ['{"a":1}', '{"a":2}'])
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(DamagedEdition, match=r"2026-01-02\.jsonl\.gz: .*Restore a backup"):
        list(read_rows(path_of(tmp_path, HEADER.connector, HEADER.edition)))


def test_every_source_says_its_licence_and_attribution_in_both_languages() -> None:
    for each in connectors().values():
        assert each.attribution.bg != each.attribution.en and each.licence_url.startswith("https://")
        assert each.setting.startswith("EBPAGES_") and each.rhythm and each.fields


@pytest.mark.parametrize(
    ("text", "amount"), [("960619,95", "960619.95"), ("1 234,56", "1234.56"), ("1.234,56", "1234.56"), ("230000", "230000"), ("528340.97", "528340.97")]
)  # fmt: skip
def test_amounts_with_a_decimal_comma_beside_a_point(text: str, amount: str) -> None:
    assert str(read_amount(text)) == amount


def test_what_is_no_amount_is_none() -> None:
    assert read_amount("не се публикува") is read_amount("") is read_amount("NaN") is None
