import pytest

from ebpages.registry.judgements import Judgement, Relation
from ebpages.sources.record import Step
from tests.samples.lists import field, of_kind, row, snapshot

SPACES = (Step("spaces_removed"),)


def test_a_printed_space_makes_an_identifier_repaired_and_a_wrong_check_digit_invalid():
    taken = snapshot(
        {
            "bulstat": [
                row("1", field("identifier", "117643094", "11764309 4", SPACES), name="Клъстер Дунав"),
                row("2", identifier="117643095", name="Клъстер Мода"),
            ]
        }
    )
    (repaired,) = of_kind("identifier_repaired", taken)
    assert repaired.statements == ("bulstat:1/identifier/1",)
    assert (repaired.param("printed"), repaired.param("value")) == ("11764309 4", "117643094")
    (invalid,) = of_kind("identifier_invalid", taken)
    assert (invalid.records, invalid.param("problem")) == (("bulstat:2",), "check_digit")


def test_an_identifier_that_is_repaired_and_still_invalid_is_only_invalid():
    taken = snapshot(
        {"bulstat": [row("1", field("identifier", "117643095", "11764309 5", SPACES), name="Мода")]}
    )
    assert not of_kind("identifier_repaired", taken)
    assert of_kind("identifier_invalid", taken)


def test_a_row_without_an_identifier_is_told():
    taken = snapshot({"bulstat": [row("1", name="Клъстер Дунав", notices=(Step("identifier_missing"),))]})
    assert [f.records for f in of_kind("identifier_missing", taken)] == [("bulstat:1",)]


def test_one_identifier_under_unlike_names_is_told_and_under_two_spellings_is_not():
    taken = snapshot(
        {
            "bulstat": [
                row("1", identifier="176168560", name='СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА СИНЕРГИЯ"'),
                row("2", identifier="117643094", name="Клъстер Винарство"),
            ],
            "trade_register": [
                row("1", identifier="176168560", name='"Клъстър Зелена синергия" Сдружение'),
                row("2", identifier="117643094", name="Клъстер Металообработка"),
            ],
        }
    )
    (told,) = of_kind("one_identifier_two_names", taken)
    assert told.statements == ("bulstat:2/name/1", "trade_register:2/name/1")


def test_one_name_under_two_identifiers_says_whether_they_were_joined():
    name = 'СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА СИНЕРГИЯ"'
    rows = [row("1", identifier="176168560", name=name), row("2", identifier="177099882", name=name)]
    (told,) = of_kind("one_name_two_identifiers", snapshot({"bulstat": rows}))
    assert (told.param("case"), told.param("identifiers")) == ("re_registration", "176168560, 177099882")


def test_a_persons_word_that_two_bearers_of_a_name_differ_stands_in_the_finding():
    name = 'СДРУЖЕНИЕ "КЛЪСТЕР ЗЕЛЕНА СИНЕРГИЯ"'
    rows = [row("1", identifier="176168560", name=name), row("2", identifier="177099882", name=name)]
    apart = Judgement(
        "bulstat:1", "bulstat:2", Relation.DIFFERENT, "human", 1.0, by="A. B.", at="2018-05-01", why="w"
    )
    (told,) = of_kind("one_name_two_identifiers", snapshot({"bulstat": rows}, judgements=(apart,)))
    assert told.param("case") == "different"


def test_two_companies_of_one_name_are_left_undecided_and_told_once():
    rows = [
        row("1", identifier="202498861", name='"СИНЕРГИЯ КЛЪСТЕР" ООД'),
        row("2", identifier="204244961", name='"СИНЕРГИЯ КЛЪСТЕР" ООД'),
    ]
    taken = snapshot({"trade_register": rows})
    (told,) = of_kind("one_name_two_identifiers", taken)
    assert told.param("case") == "undecided"
    assert not of_kind("possible_duplicate", taken)


def test_a_branch_of_a_listed_parent_is_noted():
    rows = [
        row("1", identifier="117643094", name="СДРУЖЕНИЕ КЛЪСТЕР ДУНАВ"),
        row("2", identifier="1176430940012", name="СДРУЖЕНИЕ КЛЪСТЕР ДУНАВ - КЛОН"),
    ]
    taken = snapshot({"bulstat": rows})
    (told,) = of_kind("branch_of_listed", taken)
    assert (told.records, told.param("parent")) == (("bulstat:2", "bulstat:1"), "117643094")
    assert not of_kind("one_identifier_two_names", taken)


def test_a_name_of_nothing_but_the_word_cluster_is_noted():
    taken = snapshot({"trade_register": [row("2", identifier="123072967", name='"КЛЪСТЪР" ЕООД')]})
    assert [f.records for f in of_kind("name_tells_nothing", taken)] == [("trade_register:2",)]


def test_a_judgement_of_a_record_that_no_list_holds_is_told():
    lost = Judgement(
        "bulstat:1", "bulstat:99", Relation.SAME, "human", 1.0, by="A. B.", at="2018-05-01", why="w"
    )
    taken = snapshot({"bulstat": [row("1", name="Клъстер Дунав")]}, judgements=(lost,))
    (told,) = of_kind("judgement_unknown_record", taken)
    assert (told.records, told.param("record")) == (("bulstat:1",), "bulstat:99")


def test_a_judgement_that_two_numbers_are_one_legal_entity_is_told_and_not_applied():
    wrong = Judgement(
        "bulstat:1", "bulstat:2", Relation.SAME, "human", 1.0, by="A. B.", at="2018-05-01", why="w"
    )
    rows = [
        row("1", identifier="117643094", name="Клъстер Дунав"),
        row("2", identifier="175433917", name="Клъстер Рила"),
    ]
    taken = snapshot({"bulstat": rows}, judgements=(wrong,))
    (told,) = of_kind("judgement_not_applied", taken)
    assert told.records == ("bulstat:1", "bulstat:2") and len(taken.resolution.organisations) == 2


# Real numbers of the lists, with the years that their order suggests.
REGISTERED = {"175433917": 2008, "175621036": 2008, "175815607": 2009, "176168560": 2011, "176384639": 2012}
LATER = {"176952155": 2015, "177071751": 2015, "177087666": 2016, "177126952": 2016}


@pytest.mark.parametrize(("year", "expected"), [("2016", 1), ("2011", 0)])
def test_a_year_after_the_number_was_issued_is_told(year, expected):
    words = [
        "лозарство",
        "гъбарство",
        "пчеларство",
        "риболов",
        "коневъдство",
        "рибарство",
        "розопроизводство",
        "вятър",
        "керамика",
    ]
    known = {**REGISTERED, **LATER}
    years = {**{n: str(y) for n, y in known.items()}, "176168560": year}
    register = [row(str(i), identifier=n, name=f"Клъстер {words[i - 1]}") for i, n in enumerate(known, 1)]
    reviewed = [row(str(i), founded=years[n], name=f"Клъстер {words[i - 1]}") for i, n in enumerate(known, 1)]
    older = [
        row(str(20 + i), identifier=n, founded="2009", name=f"Клъстер {w}")
        for i, (n, w) in enumerate(
            [("176410056", "солници"), ("176412146", "мелници"), ("176418633", "тъкачество")]
        )
    ]
    taken = snapshot({"bulstat": [*register, *older], "bsmepa": reviewed})
    told = [f for f in of_kind("year_against_identifiers", taken) if f.param("year") == year]
    assert len(told) == expected


def test_one_number_under_names_that_share_no_word_is_told_as_a_question_with_both_sides():
    taken = snapshot(
        {
            "bulstat": [
                row("2", identifier="176465056", name='СДРУЖЕНИЕ "КЛЪСТЕР СИНЯ ЗВЕЗДА"'),
                row("3", identifier="176465056", name='ФОНДАЦИЯ "КЛЪСТЕР ЧЕРВЕНА РЕКА"'),
            ]
        }
    )
    (told,) = of_kind("one_identifier_two_names", taken)
    assert (told.param("case"), set(told.records)) == ("undecided", {"bulstat:2", "bulstat:3"})
    assert not of_kind("possible_duplicate", taken)
