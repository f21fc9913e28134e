"""What a profile must say and how much it may; its id, its year and its verdict; and how two people's changes come together."""

from datetime import date

import pytest

from ebpages.exchange.doubles import LIKELY, likeness
from ebpages.exchange.lifecycle import HOLD, PUBLISH, REJECT, reference, shown_until, verdict
from ebpages.exchange.merging import changes, merge
from ebpages.exchange.network_format import UnreadableRow, as_row, read_row
from ebpages.exchange.profile import Content, Problem, Protection, Texts, problems, review_rules
from ebpages.exchange.profile_file import UnreadableFile, read_profiles
from ebpages.exchange.profile_form import UnusableForm, read_form
from ebpages.exchange.technology_keywords import keywords, read_network_keywords, with_ancestors
from ebpages.exchange.wording import problem_sentence
from ebpages.reference.vocabulary import BrokenVocabulary
from tests.samples.profiles import GOOD_TEXTS, offer, with_text

TODAY = date(2026, 11, 30)


def said(content: Content) -> set[tuple[str, str]]:
    return {(each.code, each.field) for each in problems(content, TODAY)}


def test_the_good_offer_can_be_handed_in() -> None:
    assert said(offer()) == set()


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"sdg": ()}, ("missing", "sdg")),
        ({"written": GOOD_TEXTS.model_copy(update={"title": "Сензор \u202eза влага"})}, ("unseen", "title")),
        (
            {"written": GOOD_TEXTS.model_copy(update={"summary": "Сензор \x1b за\x07 влага"})},
            ("unseen", "summary"),
        ),
        ({"market_keywords": ("мебели\u2066",)}, ("unseen", "market_keywords")),
        ({"trl": None}, ("missing", "stage")),
        ({"ipr": ()}, ("missing", "ipr")),
        ({"market_keywords": tuple("abcdef")}, ("too_many", "market_keywords")),
        ({"partner_countries": ("GR", "BG")}, ("own_country", "partner_countries")),
        ({"partnership_types": ("supplier",)}, ("form_of_other_type", "partnership_types")),
        ({"technology_keywords": ("no-such",)}, ("unknown_code", "technology_keywords")),
        ({"ipr": (Protection(status="granted", country="XX"),)}, ("unknown_code", "ipr")),
        ({"stage": "concept"}, ("stage_not_of_level", "stage")),
        ({"nace": ("thirty",)}, ("no_nace", "nace")),
        ({"cpv": ("123",)}, ("no_cpv", "cpv")),
        ({"type": "XX"}, ("unknown_code", "type")),
    ],
)
def test_what_the_rules_ask_for(changed: dict[str, object], problem: tuple[str, str]) -> None:
    content = offer(**changed)
    assert problem in said(content)
    for language in ("bg", "en"):
        assert all(problem_sentence(each, language) for each in problems(content, TODAY))


def test_texts_have_the_limits_of_the_network() -> None:
    long = with_text(title="x" * 257, summary="x" * 501, description="x" * 4001, advantages="x" * 2001)
    assert said(long) == {("too_long", name) for name in ("title", "summary", "description", "advantages")}
    (first, *_rest) = problems(with_text(title="x" * 260), TODAY)
    assert problem_sentence(first, "en") == "Title (Bulgarian): 260 characters; at most 256. Cut 4."
    assert problem_sentence(Problem("missing", "summary", "bg"), "bg") == "Липсва: резюме (български)."


def test_a_research_request_has_deadlines_in_their_order() -> None:
    request = offer(
        type="RDR", partnership_types=("research_cooperation",), framework_program="H", call_identifier="C",
        eoi_deadline="2027-03-31", call_deadline="2027-01-31",
    )  # fmt: skip
    assert said(request) == {("deadlines_swapped", "eoi_deadline")}
    assert said(request.model_copy(update={"eoi_deadline": "31.12.2026"})) == {("no_day", "eoi_deadline")}


def test_an_id_names_type_country_and_day() -> None:
    assert reference("TO", "BG", TODAY, 1) == "TOBG20261130001"
    with pytest.raises(ValueError):
        reference("TO", "BG", TODAY, 1000)


@pytest.mark.parametrize(
    ("from_day", "until"),
    [((2026, 11, 30), (2027, 11, 30)), ((2028, 2, 29), (2029, 2, 28)), ((2027, 1, 1), (2028, 1, 1))],
)
def test_a_profile_is_shown_for_a_year(from_day: tuple[int, int, int], until: tuple[int, int, int]) -> None:
    assert shown_until(date(*from_day), 12) == date(*until)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((5, 5, 0, 0), HOLD), ((3, 3, 2, 2), PUBLISH), ((3, 2, 2, 2), HOLD), ((2, 1, 1, 1), HOLD), ((1, 1, 1, 1), REJECT), ((5, 5, 5, 0), HOLD), ((0, 0, 0, 4), REJECT)],
)  # fmt: skip
def test_scores_decide(scores: tuple[int, ...], expected: str) -> None:
    rules = review_rules(TODAY)
    assert verdict(dict(zip(rules.criteria, scores, strict=True)), rules) == expected


def test_changes_of_two_people_come_together_and_clash_only_in_one_field() -> None:
    base = offer()
    mine = base.model_copy(update={"sdg": ("9", "12"), "trl": 7})
    theirs = with_text(title="Друго заглавие на уреда").model_copy(update={"sdg": ("9", "3")})
    together, clashes = merge(base, mine, theirs)
    assert (together.trl, together.written.title, together.sdg) == (
        7,
        "Друго заглавие на уреда",
        ("9", "12", "3"),
    )
    assert clashes == ()
    _together, clashes = merge(base, with_text(title="Трето"), theirs)
    assert [(each.field, each.language, each.theirs) for each in clashes] == [
        ("title", "bg", "Друго заглавие на уреда")
    ]


def test_what_differs_is_told_field_by_field() -> None:
    assert changes(offer(), with_text(title="Ново").model_copy(update={"trl": 7})) == [
        ("title", "bg", GOOD_TEXTS.title, "Ново"),
        ("trl", "", 6, 7),
    ]


def test_a_row_with_the_words_of_the_network_is_read() -> None:
    row = {
        "type": "Technology offer", "original": "en", "title": "Sensor", "stage": "Lab tested", "ipr": "IPR granted; pending:DE",
        "partnership_types": "Investment agreement", "partner_size": ["SME 11-49"], "title_bg": "Сензор", "trl": "TRL 5",
    }  # fmt: skip
    content = read_row(row)
    assert (content.type, content.stage, content.trl) == ("TO", "lab_tested", 5)
    assert content.ipr == (Protection(status="granted"), Protection(status="pending", country="DE"))
    assert (content.partnership_types, content.partner_size) == (("investment",), ("small",))
    assert content.texts["bg"] == Texts(title="Сензор")


def test_what_goes_out_comes_back_the_same() -> None:
    content = offer(
        kets=("photonics",), anonymous=True, texts={"bg": GOOD_TEXTS, "en": Texts(title="A", summary="B")}
    )
    assert read_row(as_row(content)) == content


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"type": "TO", "titel": "x"}, "unknown_column"),
        ({"type": "XX"}, "no_type"),
        ({"type": "TO", "original": "de"}, "no_language"),
        ({"type": "TO", "trl": "12"}, "no_number"),
        ({"type": "TO", "anonymous": "maybe"}, "no_answer"),
        ({"type": "TO", "title": ["a"]}, "broken"),
        ({"type": "TO", "title": "x" * 20_001}, "too_long"),
        ({"type": "TO", "trl": "9" * 5000}, "no_number"),
        ({"type": "TO", "title": True}, "broken"),
        ({"type": "TO", "sdg": {"a": 1}}, "broken"),
        ({"type": "TO", "sdg": [["9"]]}, "broken"),
        ({"type": "TO", "ipr": [{"status": "granted"}]}, "no_protection"),
        ({"type": "TO", "ipr": {"status": "granted"}}, "no_protection"),
        ({"type": "TO", "ipr": "granted:Bulgaria"}, "no_protection"),
        ({"type": "TO", "Title": "a", "title": "b"}, "doubled"),
        ({"type": "TO", "original": "bg", "title": "a", "title_bg": "b"}, "doubled"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row: dict[str, object], code: str) -> None:
    with pytest.raises(UnreadableRow) as fault:
        read_row(row)
    assert [each.code for each in fault.value.faults] == [code]


def test_a_text_that_is_too_long_is_named_by_its_column() -> None:
    with pytest.raises(UnreadableRow) as unreadable:
        read_row({"type": "TO", "original": "bg", "title": "x" * 20_001, "summary_en": "x" * 20_001})
    assert {each.field for each in unreadable.value.faults} == {"title", "summary_en"}


def test_a_row_says_everything_that_is_wrong_with_it() -> None:
    row = {
        "type": "XX", "original": "de", "titel": "x", "trl": "12", "ipr": "granted:Bulgaria", "anonymous": "maybe",
        "summary_bg": "x" * 20_001, "sdg": [{}],
    }  # fmt: skip
    with pytest.raises(UnreadableRow) as unreadable:
        read_row(row)
    assert {(each.code, each.field) for each in unreadable.value.faults} == {
        ("unknown_column", "titel"), ("no_type", "type"), ("no_language", "original"), ("no_number", "trl"),
        ("no_protection", "ipr"), ("no_answer", "anonymous"), ("too_long", "summary_bg"), ("broken", "sdg"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code", "name"),
    [
        ("type;title;Title\nTO;a;b\n", "doubled_column", "title"),
        ('[{"type": "TO", "title": "a", "title": "b"}]', "doubled_name", "title"),
        ("[" * 100_000, "no_list", ""),
    ],
)
def test_a_file_in_which_something_stands_twice_is_refused(content: str, code: str, name: str) -> None:
    with pytest.raises(UnreadableFile) as fault:
        read_profiles(content.encode())
    assert (fault.value.code, fault.value.name) == (code, name)


def test_what_is_too_long_for_a_draft_is_left_to_the_row_to_say() -> None:
    (row,) = read_profiles(b'[{"type": "TO", "trl": %s}]' % (b"9" * 5000))
    assert row["trl"] == "9" * 5000
    (row,) = read_profiles(b"type,title\nTO,%s\n" % (b"x" * 300_000))
    assert len(row["title"]) == 300_000


def test_the_form_keeps_what_it_has_no_field_for_and_gives_back_what_is_too_long() -> None:
    before = offer(partner_countries=("GR",))
    read = read_form({"title-bg": ["Ново\r\nзаглавие"], "trl": ["7"], "began": ["1"]}, before)
    assert (read.written.title, read.trl, read.partner_countries) == ("Ново\nзаглавие", 7, ("GR",))
    with pytest.raises(UnusableForm) as fault:
        read_form({"title-bg": ["x" * 20_001]}, before)
    assert fault.value.fields == ("title-bg",)
    assert fault.value.typed.written.title == "x" * 20_001


def test_a_form_without_a_field_leaves_that_field_as_it_was() -> None:
    before = offer(anonymous=True, coordinator_required=True)
    assert read_form({"began": ["1"]}, before) == before
    emptied = read_form({"title-bg": [""], "trl": [""], "has-anonymous": ["1"]}, before)
    assert (emptied.written.title, emptied.trl, emptied.anonymous) == ("", None, False)
    assert emptied.written.summary == GOOD_TEXTS.summary


def test_profiles_that_say_the_same_are_alike() -> None:
    assert likeness(offer(), with_text(title="Сензор за влага в дървесина без пробиване")) >= LIKELY
    other = Texts(title="Столове от бук за ресторанти", summary="Производител предлага столове.")
    assert likeness(offer(), offer(other)) < LIKELY
    assert likeness(offer(), offer(type="TR")) == 0


def test_a_keyword_leads_to_its_wider_ones() -> None:
    assert with_ancestors(["materials-wood"]) == ("materials-wood", "materials")
    assert len(keywords()) > 50


def test_keywords_of_the_network_are_read_as_a_tree(tmp_path: object) -> None:
    file = tmp_path / "keywords.csv"  # type: ignore[operator]
    file.write_text(
        "code;name\n02;Industry\n02007;Materials\n02007010;Wood;Дървесина\n", encoding="utf-8-sig"
    )
    read = {each.code: each for each in read_network_keywords(file)}
    assert (read["02007010"].parent, read["02007010"].bg, read["02"].parent) == ("02007", "Дървесина", "")
    file.write_text("02;Industry\nwood;Wood\n", encoding="utf-8")
    with pytest.raises(BrokenVocabulary, match="row 2"):
        list(read_network_keywords(file))
