from ebpages.sources.record import Step, step
from tests.samples.lists import field, of_kind, row, snapshot


def test_what_a_list_says_of_its_own_completeness_names_the_list():
    said = (step("rows_lost", numbers="2–4", count=3), step("declared_total_differs", declared=82, found=74))
    taken = snapshot({"bsmepa": [row("1", name="Клъстер Дунав")]}, notices={"bsmepa": said})
    (lost,), (differs,) = of_kind("rows_lost", taken), of_kind("declared_total_differs", taken)
    assert (lost.source, lost.param("numbers")) == ("bsmepa", "2–4")
    assert (differs.param("declared"), differs.param("found")) == ("82", "74")


def test_columns_shifted_on_a_page_name_its_rows():
    moved = (step("column_shifted", column="Етап", expected=9, printed=8),)
    rows = [row("1", field("stage", "start_up", "начален етап", moved), name="Авто"), row("2", name="Мода")]
    notice = step("columns_shifted", page=1, columns="Етап", numbers="1")
    (told,) = of_kind("columns_shifted", snapshot({"bsmepa": rows}, notices={"bsmepa": (notice,)}))
    assert told.records == ("bsmepa:1",)


def test_a_remark_in_a_cell_is_told_once():
    remark = (step("remark_separated", text="2 чужди фирми"),)
    fields = [
        field(about, value, "8 (2 чужди фирми)", remark)
        for about, value in (("members", "8"), ("member_remark", "2"))
    ]
    (told,) = of_kind("remark_in_cell", snapshot({"bsmepa": [row("1", *fields, name="Авто")]}))
    assert (told.statements, told.param("property")) == (("bsmepa:1/members/1",), "members")


def test_a_state_printed_behind_a_name_is_a_remark_in_the_cell_of_the_name():
    state = field(
        "registry_state", "in_liquidation", "в ликвидация", (step("remark_separated", text="в ликвидация"),)
    )
    (told,) = of_kind("remark_in_cell", snapshot({"trade_register": [row("1", state, name="Авто")]}))
    assert told.param("property") == "name"


def test_broken_words_and_rows_that_go_on_or_break_off_are_told():
    broken = (step("broken_word_joined", parts="Електромобилн + ост"),)
    continued = (step("cell_continued", parts="Клъстер + Подемна техника"),)
    notices = (
        step("maybe_cut", reason="last_before_lost_rows"),
        step("text_cut", column="Видове", text="едно две три четири пет шест седем"),
    )
    taken = snapshot(
        {
            "bsmepa": [
                row("1", field("name", "Електромобилност", steps=broken)),
                row("2", field("name", "Клъстер Подемна техника", steps=continued)),
                row("3", name="Здраве и стил", notices=notices),
            ]
        }
    )
    assert [f.records for f in of_kind("broken_word", taken)] == [("bsmepa:1",)]
    assert [f.statements for f in of_kind("row_continued", taken)] == [("bsmepa:2/name/1",)]
    assert [f.records for f in of_kind("maybe_cut", taken)] == [("bsmepa:3",)]
    assert of_kind("text_cut", taken)[0].param("text") == "две три четири пет шест седем"


def test_rows_without_a_name_and_cells_outside_the_table_are_told():
    outside = step("cell_not_read", column=11, text="?")
    rows = [row("1", notices=(step("name_missing"),)), row("2", name="Авто", notices=(outside,))]
    taken = snapshot({"bsmepa": rows})
    assert [f.records for f in of_kind("name_missing", taken)] == [("bsmepa:1",)]
    assert [f.records for f in of_kind("cell_not_read", taken)] == [("bsmepa:2",)]


def test_a_seat_that_is_no_known_settlement_is_told():
    taken = snapshot(
        {"abc_members": [row("1", name="Copper", seat="Srednogorie"), row("2", name="Sea", seat="Varna")]}
    )
    assert [f.records for f in of_kind("value_not_understood", taken)] == [("abc_members:1",)]


def test_letters_of_another_alphabet_foreign_text_and_spellings_are_told_of_names():
    spliced = (Step("foreign_text_separated", (("text", 'ДЗЗД "АЛЕКС"'),)),)
    taken = snapshot(
        {
            "bulstat": [
                row("1", name="КЛЪСТЕР ЗДРАВΟΣЛОВЕН ТУРИЗЪМ"),
                row("2", field("name", "КЛЪСТЕР ЗА ХАРТИЕНО ПРОИЗВОДСТВО", steps=spliced)),
                row("3", name="Индустриален кълстер Дунав"),
                row("4", name="Клъстърът на занаятите"),
            ]
        }
    )
    assert [(f.records, f.param("letters")) for f in of_kind("look_alike_letters", taken)] == [
        (("bulstat:1",), "Ο, Σ")
    ]
    assert [f.records for f in of_kind("foreign_text", taken)] == [("bulstat:2",)]
    spelt = [f.param("spelt") for f in of_kind("spelling_of_cluster", taken)]
    assert spelt == ["кълстер", "клъстърът"]
