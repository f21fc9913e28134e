"""The check before review: what is missing, vague, premature or revealing, each with its sentence and remedy."""

import pytest

from ebpages.exchange.check import CheckResult, OwnerTraces, check_profile
from ebpages.exchange.check.reading import sentences
from ebpages.exchange.profile import Content, Protection, Texts
from tests.samples.profiles import GOOD_TEXTS, offer, with_text

NOBODY = OwnerTraces()


def codes(result: CheckResult) -> set[str]:
    return {each.code for each in result.findings}


def sentence_of(result: CheckResult, code: str) -> str:
    return next(each.sentence for each in result.findings if each.code == code)


def test_a_good_offer_has_nothing_against_it_but_that_there_is_no_english() -> None:
    result = check_profile(offer(), NOBODY)
    assert codes(result) == {"no_english", "no_partner_countries"}
    assert (result.total, result.blocks) == (20, False)


@pytest.mark.parametrize(
    ("field", "text", "code", "sentence"),
    [
        ("title", "Иновативна технология", "title_says_nothing", "Иновативна технология"),
        ("title", "СЕНЗОР ЗА ВЛАГА В ДЪРВЕСИНА", "capitals", "СЕНЗОР ЗА ВЛАГА В ДЪРВЕСИНА"),
        ("summary", "Кратко.", "summary_short", ""),
        ("summary", "Сензор за влага в дървесина без пробиване. Търси се партньор.", "summary_repeats_title", "Сензор за влага в дървесина без пробиване."),
        ("advantages", "Много добро решение.", "no_figures", ""),
        ("advantages", "Точност 2 %. Уникален уред.", "praise", "Уникален уред."),
        ("advantages", "Точност 2 %. Планираме да изпитаме уреда.", "premature", "Планираме да изпитаме уреда."),
        ("partner_role", "Търсим кой да е, стига да проявява интерес към това, което правим, и да ни пише скоро.", "partner_kind_unclear", "Търсим кой да е, стига да проявява интерес към това, което правим, и да ни пише скоро."),
        ("description", "Ceнзорът е добър. Служи за дъски.", "mixed_alphabets", "Ceнзорът е добър."),
        ("description", "Вид\tВлага\tГрешка\nДъб\t12\t1", "table_pasted", "Вид\tВлага\tГрешка"),
        ("description", "The sensor sends weak radio waves through the board and works well.", "other_language", ""),
    ],
)  # fmt: skip
def test_what_a_reviewer_would_say_is_said_of_its_sentence(
    field: str, text: str, code: str, sentence: str
) -> None:
    result = check_profile(with_text(**{field: text}), NOBODY)
    assert code in codes(result)
    assert sentence_of(result, code) == sentence


def test_what_was_published_before_it_was_protected_is_named() -> None:
    published = with_text(
        description=GOOD_TEXTS.description + " Методът е публикуван в списание през 2024 г."
    )
    assert "published_before_protection" not in codes(check_profile(published, NOBODY))
    unprotected = published.model_copy(update={"ipr": (Protection(status="none"),)})
    result = check_profile(unprotected, NOBODY)
    assert (
        sentence_of(result, "published_before_protection") == "Методът е публикуван в списание през 2024 г."
    )


def test_a_concept_is_premature_unless_joint_research_is_sought() -> None:
    assert "early_stage" in codes(check_profile(offer(trl=2), NOBODY))
    assert "early_stage" not in codes(
        check_profile(offer(trl=2, partnership_types=("research_cooperation",)), NOBODY)
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Разработен от Техника Плюс.", "names_owner"),
        ("Разработен от ТЕХНИКА-ПЛЮС през 2020 г.", "names_owner"),
        ("Вижте technika-plus.bg/влага за повече.", "names_address"),
        ("Пишете на ivan@post.bg.", "names_address"),
        ("Обадете се на +359 2 812 3456.", "names_address"),
        ("Защитен с EP 1234567 B1.", "names_patent"),
        ("Защитен с BG 66789 B1.", "names_patent"),
        ("Заявка WO2019/123456.", "names_patent"),
        ("Уредът ВлагоМер® работи бързо.", "names_brand"),
    ],
)
def test_what_reveals_an_anonymous_owner_is_found_and_blocks(text: str, code: str) -> None:
    owner = OwnerTraces(names=("Техника Плюс", "„Техника Плюс“ ООД"), hosts=("technika-plus.bg",))
    said = with_text(description=f"{GOOD_TEXTS.description} {text}")
    hidden = check_profile(said.model_copy(update={"anonymous": True}), owner)
    assert code in codes(hidden) and hidden.blocks
    assert sentence_of(hidden, code) == text.split("Вижте")[0] or text in sentence_of(hidden, code)
    assert not check_profile(said, owner).blocks, "who is named may be named"


def test_figures_and_years_are_taken_for_no_patent_or_telephone() -> None:
    said = with_text(
        description=GOOD_TEXTS.description
        + " През 2019–2024 г. са измерени 12 000 дъски от 25,5 до 60 мм при 120 °C."
    )
    result = check_profile(said.model_copy(update={"anonymous": True}), NOBODY)
    assert not result.blocks


def test_remarks_are_in_the_language_of_the_text_and_else_in_english() -> None:
    greek = Texts(
        title="Νέα τεχνολογία", summary="Καινοτόμο προϊόν.", description="Λύση.", partner_role="Όλοι."
    )
    content = Content(
        type="TO", original="bg", texts={"bg": with_text(title="Нова технология").written, "el": greek}
    )
    told = {
        each.language: each.says
        for each in check_profile(content, NOBODY).findings
        if each.code == "title_says_nothing"
    }
    assert told == {
        "bg": "Заглавието не казва за какво става дума.",
        "el": "The title does not say what it is about.",
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "An innovative device."),
        ("el", "Μια καινοτόμος συσκευή."),
        ("mk", "Иновативен уред."),
        ("sq", "Një pajisje inovative."),
    ],
)
def test_praise_is_known_in_every_language(language: str, text: str) -> None:
    content = Content(type="TO", original=language, texts={language: Texts(title="x", advantages=text)})
    result = check_profile(content, NOBODY)
    assert sentence_of(result, "praise") == text


def test_a_number_with_a_dot_ends_no_sentence() -> None:
    assert sentences("Версия 1.5 е готова. Втора!") == ["Версия 1.5 е готова.", "Втора!"]


def test_nothing_written_has_no_points() -> None:
    assert check_profile(Content(type="TO", original="bg"), NOBODY).total == 0
