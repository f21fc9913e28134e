"""A daily file of the Trade Register becomes whitelisted changes, in either format; what is no such file is refused in words."""

from pathlib import Path

import pytest

from ebpages.files.data_of_persons import tells_of_person, tells_of_person_or_contact
from ebpages.sources.edition import UnusableEdition, as_line, edition_of, unpacked
from ebpages.sources.trade_register_daily.reader import read
from tests.samples.register_days import (
    HASH,
    PLANTED,
    as_json,
    deed,
    field,
    new_body,
    number,
    part,
    seat,
    sole_trader,
    with_persons,
    xml,
)

DAY = "2026-01-02"
SAMPLE = Path(__file__).parents[5] / "shared/data/living/tr-xml-shape/tr-2026-01-02.synthetic.xml"
ONE = new_body(number(1), "КЛЪСТЕР РОЗА", DAY)


def values(content: bytes) -> dict[str, object]:
    (row,) = read(content, f"{DAY}.xml").rows
    return {change["field"]: change["value"] for change in row["changes"]}


def test_names_forms_and_seats_are_read_with_identifiers_as_text() -> None:
    edition = read(xml(DAY, new_body("000123455", "КЛЪСТЕР РОЗА", DAY)), "x.xml")
    (row,) = edition.rows
    assert (edition.made_on, row["identifier"], row["name"], row["status"]) == (DAY, "000123455", "КЛЪСТЕР РОЗА", "N")  # fmt: skip
    told = values(xml(DAY, ONE))
    assert told["legal_form"] == {"text": "Дружество с ограничена отговорност", "code": "4"}
    assert told["seat"] == {
        "country": "БЪЛГАРИЯ", "district": "PER", "municipality": "Перник", "ekatte": "55871", "settlement": "гр. Перник", "post_code": "2300",
    }  # fmt: skip


def test_xml_and_the_json_made_of_it_give_the_same_rows() -> None:
    content = xml(DAY, ONE, with_persons(number(2), DAY), sole_trader(number(3), DAY))
    first, second = read(content, "a.xml"), read(as_json(content), "a.json")
    assert first.lines == second.lines and first.left_out == second.left_out


def test_an_object_in_place_of_a_list_is_one() -> None:
    import json

    document = json.loads(as_json(xml(DAY, ONE)))
    body = document["Message"][0]["Body"][0]
    body["Deeds"][0]["Deed"] = body["Deeds"][0]["Deed"][0]
    document["Message"] = document["Message"][0]
    assert read(json.dumps(document).encode(), "a.json").lines == read(xml(DAY, ONE), "a.xml").lines


def test_control_characters_a_byte_order_mark_and_xml_of_1_1_do_not_stop_it() -> None:
    ill = deed(number(1), "РО&#x2;ЗА\x03", field("00020", "РОЗА")).replace("&amp;#x2;", "&#x2;")
    edition = read(b"\xef\xbb\xbf" + xml(DAY, ill, head='<?xml version="1.1" encoding="utf-8"?>'), "x.xml")
    assert edition.rows[0]["name"] == "РОЗА"
    assert edition.notices == ["2 control characters were removed, which no XML may hold"]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2026-01-02T09:00:00", DAY),
        ("2026-01-02T09:00:00.000+0200", DAY),
        ("2.1.2026", DAY),
        ("20260102090000", DAY),
        ("2 January 2026", DAY),
        ("2026-02-30T09:00:00", ""),
        ("14.05.2029", ""),
    ],
)
def test_days_in_every_shape_are_read_and_impossible_ones_left_out(printed: str, day: str) -> None:
    edition = read(xml(DAY, deed(number(1), "РОЗА", field("00020", "РОЗА", day=printed))), "x.xml")
    assert edition.rows[0]["changes"][0]["day"] == day
    assert bool(edition.notices) is not bool(day)


def test_signs_that_cannot_be_stored_are_left_out_of_json_too() -> None:
    ill = as_json(xml(DAY, ONE)).replace("РОЗА".encode(), rb"\u0000" + "РОЗА".encode() + rb"\n")
    assert read(ill, "a.json").rows[0]["name"] == "КЛЪСТЕР РОЗА"


def test_no_person_passes_in_whatever_place() -> None:
    content = xml(DAY, with_persons(number(1), DAY), sole_trader(number(2), DAY))
    for given in (content, as_json(content)):
        edition = read(given, "x")
        kept = " ".join([*edition.lines, *edition.notices, str(edition.left_out)]).casefold()
        assert [each for each in PLANTED if each.casefold() in kept] == []
        assert edition.left_out["sole_traders"] == 1 and edition.left_out["texts_of_persons"] == 3
        (row,) = edition.rows
        kinds = [change["field"] for change in row["changes"]]
        assert kinds.count("liquidation") == 1 and kinds.count("branch") == 1, (
            "that it happened is kept, not who"
        )


HIDDEN = (
    "Износ. Контакти: Петя Тайнова, тел. 0888 123 456, ул. Тайна 5, ап. 7",
    "гр. Перник, ул. Тайна 5, ап. 7",
    "Клон при Мария Тайнова",
    "КЛЪСТЕР 75 01 02 00 18",
    "ИВАН\u00a0ПЕТРОВ\u200bТАЙНОВ",
    "ИВ\u200bАН ПЕТ\u00adРОВ ТАЙНОВ",
    "КЛЪСТЕР 750102-0018",
    "КЛЪСТЕР 7501 020018",
    "КЛЪСТЕР ７５０１０２００１８",
    "Износ +359888123456",
    "Износ (02) 981-23-45",
    "собственик Мария Тайнова",
    "СОБСТВЕНИК: МАРИЯ ТАЙНОВА",
    "ликвидатор: Петър Танев",
    "представляван от Петър Танев",
    "КЛЪСТЕР РОЗА, Мария Тайнова",
    "КЛЪСТЕР РОЗА - МАРИЯ ТАЙНОВА",
    "КЛЪСТЕР РОЗА, Тайна 5",
    "BG80 BNBG 9661 1020 3456 78",
    "ivan [at] tain.bg",
    "ivan @ tain.bg",
)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_tells_of_a_person_is_left_out_whole_wherever_it_is_written(hidden: str) -> None:
    fields = [field(ident, hidden, record=n) for n, ident in enumerate(("00020", "00040", "00060"), 1)]
    form = field("00030", "", record=5, Text=hidden, Code="4")
    places = seat(settlement=hidden).replace("<Municipality>Перник", f"<Municipality>{hidden}")
    places = places.replace("БЪЛГАРИЯ", hidden).replace("2300", hidden)
    branch = part("B2_Branch", field("00020", hidden, record=12), sub="0003")
    content = xml(DAY, deed(number(1), hidden, part("MainCircumstances", *fields, form, places), branch))
    for given in (content, as_json(content)):
        (row,) = read(given, "x").rows
        texts = [row["name"], *(value for change in row["changes"] for value in change["value"].values())]
        assert sorted({text for text in texts if text}) == ["4", "55871", "PER"]


@pytest.mark.parametrize(
    "prose", ["Износ, Мария Тайнова", "Търговия с Петър Танев", "Кабинет на д-р Тайнова"]
)
def test_two_capital_words_like_a_persons_name_give_an_activity_away(prose: str) -> None:
    assert tells_of_person_or_contact(prose, is_prose=True)


@pytest.mark.parametrize(
    "name",
    [
        "КЛЪСТЕР ПОДЕМНА ТЕХНИКА", "ФОНДАЦИЯ ИВАН ВАЗОВ", "АСОЦИАЦИЯ ЗА НАУКА, ТЕХНИКА И ИНОВАЦИИ", "КЛЪСТЕР „ЕЛЕКТРОМОБИЛИ“ 2014-2020",
        "СДРУЖЕНИЕ НА СОБСТВЕНИЦИТЕ НА ГОРИ", "ЦЕНТЪР ПРИ БЪЛГАРСКА ТЪРГОВСКА КАМАРА", "КЛЪСТЕР - НАЦИОНАЛЕН БЪЛГАРСКИ ЦЕНТЪР", "ЧЕРНОМОРСКИ КЛЪСТЕР - ВАРНА", "Дружество с ограничена отговорност",
    ],
)  # fmt: skip
def test_names_of_bodies_are_kept(name: str) -> None:
    assert not tells_of_person_or_contact(name)


@pytest.mark.parametrize(
    "prose",
    [
        "Търговия, внос и износ; консултантски услуги, управление на проекти", "ВНОС, ИЗНОС, ТЪРГОВСКА ПОСРЕДНИЧЕСКА ДЕЙНОСТ; РЕКЛАМА.",
        "Всяка дейност, незабранена от закона. Производство на софтуер за етажи и улуци.",
    ],
)  # fmt: skip
def test_activities_are_kept(prose: str) -> None:
    assert not tells_of_person_or_contact(prose, is_prose=True)


def test_a_name_with_more_behind_a_semicolon_is_left_out() -> None:
    assert tells_of_person_or_contact("КЛЪСТЕР РОЗА; Перник")


@pytest.mark.parametrize(
    ("place", "is_kept"),
    [("гр. Гоце Делчев", True), ("ГР.СОФИЯ", True), ("Столична", True), ("община Перник", True), ("с. Мария Тайнова", False)],
)  # fmt: skip
def test_a_seat_is_a_settlement_and_nothing_else(place: str, is_kept: bool) -> None:
    assert values(xml(DAY, deed(number(1), "РОЗА", seat(settlement=place))))["seat"]["settlement"] == (  # type: ignore[index]
        place if is_kept else ""
    )


def test_a_sole_trader_is_kept_only_who_asked_for_a_page() -> None:
    content = xml(DAY, sole_trader(number(2), DAY))
    assert read(content, "x").rows == []
    assert len(read(content, "x", frozenset({number(2)})).rows) == 1


@pytest.mark.parametrize(
    "text",
    ["ул. Роза, тел. на управителя", "Иван Петров Стоянов - търговия", "0123456789", HASH, "a@b.example", "търговия, ЕГН"],
)  # fmt: skip
def test_in_doubt_a_text_tells_of_a_person(text: str) -> None:
    assert tells_of_person(text)


@pytest.mark.parametrize(
    "text", ["Разработка на софтуер", "БЪЛГАРСКИ МЕБЕЛЕН КЛЪСТЕР", "Черноморски клъстер 2020"]
)
def test_what_tells_of_no_person_is_kept(text: str) -> None:
    assert not tells_of_person(text)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the answer is empty"),
        (b"\n <!DOCTYPE html><html></html>", "a page of HTML where data should be"),
        (b"PK\x03\x04broken", "the zip is broken"),
        (xml(DAY, ONE)[:-200], "the XML cannot be read"),
        (as_json(xml(DAY, ONE))[:-20], "the JSON cannot be read"),
        (b'{"Message": {"Body": {}}}', "Header: it is not where it should be|Deeds"),
        (b"<Other/>", "the file does not begin with Message"),
        (xml(DAY), "it holds no deed"),
        (
            b'<!DOCTYPE a [<!ENTITY b "c">]><Message/>',
            "declares a document type",
        ),
    ],
)
def test_what_is_no_day_is_refused_with_place_and_remedy(content: bytes, says: str) -> None:
    with pytest.raises(UnusableEdition, match=says) as refused:
        for name, inside in unpacked(content, "02.01.2026", (".xml", ".json")):
            read(inside, name)
    assert refused.value.remedy and str(refused.value).startswith("02.01.2026")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Търговски регистър 02.01.2026", "2026-01-02"),
        ("Търговски регистър 05..10.2024", "2024-10-05"),
        ("Търговски регистър 12.12 2023", "2023-12-12"),
        ("20220901", "2022-09-01"),
        ("2026-01-02.xml", "2026-01-02"),
    ],
)
def test_the_day_of_a_file_is_read_from_its_name(name: str, day: str) -> None:
    assert edition_of(name, "") == day


def test_a_file_of_another_day_is_refused() -> None:
    for named in ("02.03.2026", "03.01.2026", "31.12.2025"):
        with pytest.raises(UnusableEdition, match="and it says itself"):
            edition_of(f"Търговски регистър {named}", DAY)
    assert edition_of("Търговски регистър 01.01.2026", DAY) == "2026-01-01", "closed after midnight"
    with pytest.raises(UnusableEdition, match="neither its name nor the file says"):
        edition_of("list.xml", "")


def test_one_row_is_one_line_whatever_the_order_of_its_keys() -> None:
    assert as_line({"b": 1, "a": "я"}) == as_line({"a": "я", "b": 1}) == '{"a":"я","b":1}'


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of the register's XML is not part of the product")
def test_the_sample_of_the_registers_own_shape_is_read() -> None:
    edition = read(SAMPLE.read_bytes(), SAMPLE.name)
    assert [(row["identifier"], row["status"]) for row in edition.rows] == [("999999010", "N"), ("999999027", "L")]  # fmt: skip
    assert "ТЕСТОВ" not in str(edition)
