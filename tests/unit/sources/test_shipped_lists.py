"""The lists as shipped: how many rows, what each page says, and that nothing of them is lost."""

import pytest

from ebpages.sources.catalogue import UnknownSource, read_source, source, sources
from ebpages.sources.layouts.printed_lines import is_table_row, read_lines
from ebpages.sources.record import Record
from ebpages.sources.source_description import ROOM

ROWS = {
    "bulstat": 243,
    "trade_register": 74,
    "bsmepa": 53,
    "ecei_bronze": 10,
    "abc_members": 12,
    "transfer_centres": 8,
    "gis_network": 29,
    "support_bodies": 14,
    "cluster_websites": 60,
}
TABLES = [slug for slug in ROWS if source(slug).headers]


def printed(slug: str) -> str:
    return (ROOM / slug / "list.txt").read_text(encoding="utf-8")


def records(slug: str) -> dict[str, Record]:
    return {record.key: record for record in read_source(slug).records}


def values(record: Record, name: str) -> list[str]:
    return [field.value for field in record.all(name)]


def notices(slug: str, code: str) -> list[dict[str, str]]:
    return [dict(notice.params) for notice in read_source(slug).notices if notice.code == code]


def test_the_lists_stand_in_their_order() -> None:
    assert [source.slug for source in sources()] == list(ROWS)


@pytest.mark.parametrize("slug", ROWS)
def test_every_row_of_a_list_is_found(slug: str) -> None:
    assert len(read_source(slug).records) == ROWS[slug] == source(slug).expected_rows


@pytest.mark.parametrize("slug", ROWS)
def test_keys_are_unique_and_rows_are_counted_from_one(slug: str) -> None:
    found = read_source(slug).records
    assert len({record.key for record in found}) == len(found)
    assert [record.locator.row for record in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("slug", ROWS)
def test_the_text_of_a_record_stands_untouched_at_its_lines(slug: str) -> None:
    lines = printed(slug).split("\n")
    for record in read_source(slug).records:
        text = record.text.split("\n")
        span = lines[record.locator.line - 1 : record.locator.last_line]
        assert (span[0], span[-1]) == (text[0], text[-1])
        assert set(text) <= set(span)


@pytest.mark.parametrize("slug", ROWS)
def test_every_printed_line_is_accounted_for(slug: str) -> None:
    is_row = is_table_row if slug in TABLES else bool
    lines = read_lines(printed(slug), source(slug), is_row)
    rows = [line.text for line in lines if line.kind == "row"]
    recorded = [line for record in read_source(slug).records for line in record.text.split("\n")]
    left_out = [notice["line"] for notice in notices(slug, "not_an_organisations_site")]
    texts = printed(slug).split("\n")
    continued = {"s=The+advantages+and+disadvantages+of+technology+transfer"}
    rest = [row for row in rows if row not in recorded]
    assert sorted(rest) == sorted(
        [*(texts[int(line) - 1] for line in left_out), *(continued if left_out else ())]
    )
    assert not [line for line in lines if line.kind == "stray"]
    assert len(rows) == len(recorded) + len(rest)


@pytest.mark.parametrize("slug", ROWS)
def test_the_printed_text_of_a_field_stands_in_its_record(slug: str) -> None:
    for record in read_source(slug).records:
        for field in record.fields:
            assert all(piece in record.text for piece in field.original.split("\n")), field


@pytest.mark.parametrize("slug", ["bulstat", "trade_register"])
def test_every_identifier_has_nine_or_thirteen_digits(slug: str) -> None:
    for record in read_source(slug).records:
        (identifier,) = values(record, "identifier")
        assert identifier.isdigit()
        assert len(identifier) in (9, 13)
        assert not record.notices


def test_bulstat_has_the_damage_that_was_counted() -> None:
    steps = [
        step.code for record in read_source("bulstat").records for step in record.all("identifier")[0].steps
    ]
    assert steps.count("markup_removed") == 16
    assert steps.count("spaces_removed") == 132
    assert steps.count("carried_over_joined") == 2


@pytest.mark.parametrize(
    ("key", "identifier"), [("133", "176488350"), ("223", "175900146"), ("81", "176480720")]
)
def test_a_bulstat_identifier_is_made_whole(key: str, identifier: str) -> None:
    assert values(records("bulstat")[key], "identifier") == [identifier]


def test_branches_keep_their_thirteen_digits() -> None:
    branches = [
        record.key for record in read_source("bulstat").records if len(values(record, "identifier")[0]) == 13
    ]
    assert branches == ["3", "4", "34", "228"]


def test_a_firm_printed_inside_a_word_is_taken_out_of_the_name() -> None:
    record = records("bulstat")["210"]
    assert values(record, "name") == ["КЛЪСТЕР ЗА РАЗВИТИЕ НА ХАРТИЕНОТО ПРОИЗВОДСТВО В БЪЛГАРИЯ"]
    assert values(record, "foreign_text") == ['ДЗЗД "КОМУНАЛНА ТЕХТИКА - АЛЕКС"']


def test_pages_are_counted_by_the_breaks() -> None:
    pages = {key: record.locator.page for key, record in records("bulstat").items()}
    assert [pages[key] for key in ("1", "24", "25", "44", "45", "133", "134", "243")] == [
        54,
        54,
        55,
        55,
        56,
        59,
        60,
        64,
    ]
    assert {record.locator.page for record in read_source("trade_register").records} == {65, 66, 67}
    assert {record.locator.page for record in read_source("bsmepa").records} == set(range(1, 9))


def test_a_trade_register_cell_is_split() -> None:
    record = records("trade_register")["3"]
    assert values(record, "name") == ['"КЛЪСТЪР КОНСУЛТ" ЕООД']
    assert values(record, "identifier") == ["160062299"]
    assert values(record, "registry_state") == ["in_liquidation"]
    assert values(records("trade_register")["59"], "registry_state") == ["insolvent"]
    assert (
        sum(bool(values(record, "registry_state")) for record in read_source("trade_register").records) == 2
    )


def test_declared_totals_are_compared() -> None:
    assert notices("trade_register", "declared_total_differs") == [{"declared": "82", "found": "74"}]
    for slug in ROWS.keys() - {"trade_register"}:
        assert not notices(slug, "declared_total_differs")


def test_only_bsmepa_has_lost_rows() -> None:
    assert notices("bsmepa", "rows_lost") == [{"numbers": "12–18, 31–36, 59–64, 73–78", "count": "25"}]
    for slug in ROWS.keys() - {"bsmepa"}:
        assert not notices(slug, "rows_lost")


@pytest.mark.parametrize("slug", ["bulstat", "trade_register"])
def test_the_day_of_a_register_list_is_read_from_its_footnote(slug: str) -> None:
    assert [notice["date"] for notice in notices(slug, "dated")] == ["2018-04-22"]
    assert not notices(slug, "edition_differs")


def test_labels_have_the_day_they_last_until() -> None:
    found = [
        (values(record, "label"), record.all("label")[0].valid_until)
        for record in read_source("ecei_bronze").records
    ]
    assert {label[0] for label, _ in found} == {"ecei:bronze"}
    assert [day for _, day in found] == [
        "2016-07-15", "2015-03-15", "2015-04-27", "2015-06-05", "2018-07-01",
        "2019-02-17", "2016-11-04", "2015-04-01", "2015-04-28", "2015-10-04",
    ]  # fmt: skip


def test_a_label_row_broken_by_a_page_is_one_row() -> None:
    record = records("ecei_bronze")["9"]
    assert values(record, "name") == ["SCIAT - Specialized Cluster Institute for Apparel and Textile"]
    assert values(record, "sector") == ["Production and engineering"]
    assert values(record, "website") == ["http://www.sciat.eu"]


def test_members_of_the_association_have_region_town_and_label() -> None:
    found = read_source("abc_members").records
    assert sum(bool(values(record, "label")) for record in found) == 6
    assert [values(record, "seat") for record in found].count(["Varna"]) == 2
    assert {values(record, "planning_region")[0] for record in found} == {"BG41", "BG33", "BG42"}
    last = records("abc_members")["12"]
    assert values(last, "name") == ["Association “Cluster for Health Tourism – Bulgaria”"]


def test_the_network_goes_on_over_its_page_breaks() -> None:
    found = records("gis_network")
    assert list(found) == [str(number) for number in range(1, 30)]
    assert values(found["21"], "name") == ["TTO “VUABRR”"]
    assert values(found["26"], "name") == ["TTO “Information and Communication Technologies”, BAIT"]
    assert {found["19"].locator.page, found["20"].locator.page} == {40, 41}


def test_facts_reduced_from_prose_name_their_line_in_the_guide() -> None:
    for slug in ("transfer_centres", "support_bodies"):
        for record in read_source(slug).records:
            (notice,) = record.notices
            assert notice.code == "stands_in_guide"
            assert notice.param("line").isdigit()


def test_transfer_centres_keep_what_is_said_about_their_state() -> None:
    found = records("transfer_centres")
    assert values(found["5"], "status_remark") == ["no updates since June 2017"]
    assert values(found["6"], "activity") == ["in_establishment"]
    assert sum(bool(values(record, "website")) for record in found.values()) == 8


def test_references_that_are_no_organisations_site_are_said() -> None:
    left_out = notices("cluster_websites", "not_an_organisations_site")
    reasons = {notice["reason"] for notice in left_out}
    assert {"news", "encyclopedia", "literature", "document", "page_about_a_member"} <= reasons
    (broken,) = [notice["url"] for notice in left_out if "nunnovation" in notice["url"]]
    assert broken == "http://www.nunnovation.com/?s=The+advantages+and+disadvantages+of+technology+transfer"


def test_a_list_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownSource, match="bulstat, trade_register"):
        source("bulstad")
