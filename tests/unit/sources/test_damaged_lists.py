"""Lists of the same layout read true whatever the damage: truth is generated, printed with damage, and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.sources.catalogue import read_list, source, sources
from ebpages.sources.layouts.whole_list import ranges
from ebpages.sources.record import Reading, Record, UnreadableList
from tests.samples.damage import (
    ACTIVITIES,
    STAGES,
    Reviewed,
    addresses,
    bsmepa_lists,
    bulstat_lists,
    label_lists,
    numbered_names,
    trade_register_lists,
)
from tests.samples.examples import examples

quick = examples(24)


def read(slug: str, text: str) -> Reading:
    return read_list(source(slug), text.encode(), "another-year.txt")


def value(record: Record, name: str) -> str:
    field = record.first(name)
    return field.value if field else ""


def assert_nothing_is_lost(text: str, reading: Reading) -> None:
    """Every line with a tab that is no header stands in exactly one record, untouched."""
    printed = [line for line in text.split("\n") if "\t" in line and not is_header(line)]
    recorded = [line for record in reading.records for line in record.text.split("\n")]
    assert recorded == printed
    assert not [notice for notice in reading.notices if notice.code == "line_not_read"]


def is_header(line: str) -> bool:
    return any(word in line for word in ("BULSTAT", "Legal entity", "Label valid until", "Име на клъстера"))


@quick
@given(bulstat_lists())
def test_a_damaged_bulstat_list_reads_true(printed: tuple[str, list[tuple[str, str]]]) -> None:
    text, truth = printed
    reading = read("bulstat", text)
    assert [(value(record, "identifier"), value(record, "name")) for record in reading.records] == truth
    assert_nothing_is_lost(text, reading)


@quick
@given(trade_register_lists())
def test_a_damaged_trade_register_list_reads_true(printed: tuple[str, list[tuple[str, str, str]]]) -> None:
    text, truth = printed
    reading = read("trade_register", text)
    names = ("identifier", "name", "registry_state")
    assert [tuple(value(record, name) for name in names) for record in reading.records] == truth
    assert_nothing_is_lost(text, reading)


@quick
@given(label_lists())
def test_a_damaged_list_of_labels_reads_true(printed: tuple[str, list[tuple[str, str, str, str]]]) -> None:
    text, truth = printed
    reading = read("ecei_bronze", text)
    found = [
        (
            value(record, "name"),
            value(record, "sector"),
            value(record, "website"),
            record.all("label")[0].valid_until,
        )
        for record in reading.records
    ]
    assert found == truth
    assert_nothing_is_lost(text, reading)


@quick
@given(numbered_names())
def test_a_damaged_list_of_numbered_names_reads_true(printed: tuple[str, list[str]]) -> None:
    text, truth = printed
    assert [value(record, "name") for record in read("gis_network", text).records] == truth


@quick
@given(addresses())
def test_a_damaged_list_of_addresses_reads_true(printed: tuple[str, list[str]]) -> None:
    text, truth = printed
    assert [value(record, "website") for record in read("cluster_websites", text).records] == truth


@examples(36)
@given(bsmepa_lists())
def test_a_damaged_bsmepa_list_reads_true(printed: tuple[str, list[Reviewed]]) -> None:
    text, truth = printed
    reading = read("bsmepa", text)
    assert len(reading.records) == len(truth)
    for record, row in zip(reading.records, truth, strict=True):
        assert_reads_true(record, row)
    assert_nothing_is_lost(text, reading)


def assert_reads_true(record: Record, row: Reviewed) -> None:
    absent = row.website == "няма собствен сайт"
    expected = {
        "name": row.name,
        "sector": row.sector,
        "founded": row.year,
        "seat": row.seat,
        "website": "" if absent else row.website,
        "website_absent": "true" if absent else "",
        "members": row.members,
        "member_remark": row.remark,
        "member_kinds": row.kinds,
        "activity": ACTIVITIES.get(row.activity, ""),
        "activity_remark": "" if row.activity in ACTIVITIES else row.activity,
    }
    assert {name: value(record, name) for name in expected} == expected
    assert [field.value for field in record.all("stage")] == [STAGES[stage] for stage in row.stages]


@quick
@given(st.sets(st.integers(2, 29), min_size=1, max_size=20))
def test_numbers_that_are_missing_are_said_to_be_lost(lost: set[int]) -> None:
    rows = [f"{number}\t{number:09d}\tКЛЪСТЕР" for number in range(1, 31) if number not in lost]
    reading = read("bulstat", "\n".join(["\tBULSTAT\tName", *rows, ""]))
    (notice,) = [notice for notice in reading.notices if notice.code == "rows_lost"]
    assert notice.param("numbers").startswith(ranges(sorted(lost)))


@pytest.mark.parametrize("cells", ["7\t1234567AB\tКЛЪСТЕР", "7\t12З456789\tКЛЪСТЕР"])
def test_an_identifier_with_letters_keeps_its_record_and_is_noticed(cells: str) -> None:
    (record,) = read("bulstat", f"\tBULSTAT\tName\n{cells}\n").records
    assert value(record, "identifier") == cells.split("\t")[1]
    assert [notice.code for notice in record.notices] == ["identifier_not_digits"]


scraps = st.sampled_from(
    ["\t", "\t", "\n", "\n", "1", "2.", "13+ (1 чужд)", "2016", "http://x.bg", "www.y.bg,", "(", "начален етап", "София",
     "; ", ", ЕИК/ПИК ", "- ", " planning region - ", "¹ 31 February 2018", "2016/02/30", "<u>", "\u2028", "ООД", "«x»", "/"]
)  # fmt: skip


@pytest.mark.parametrize("slug", [source.slug for source in sources()])
@examples(18)
@given(st.lists(scraps | st.text(max_size=4), max_size=40))
def test_any_text_is_read_or_refused_but_never_breaks_the_reader(slug: str, parts: list[str]) -> None:
    header = "\t".join(source(slug).headers)
    try:
        reading = read(slug, f"{header}\n1\t" + "".join(parts).replace("\r", "") + "\n")
    except UnreadableList as problem:
        assert problem.remedy
    else:
        assert reading.records
