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
    assert codes(result) == {"no_english"}
    assert (result.total, result.blocks) == (20, False)


@pytest.mark.parametrize(
    ("field", "text", "code", "sentence"),
    [
        ("title", "Иновативна технология", "title_says_nothing", "Иновативна технология"),
        ("title", "СЕНЗОР ЗА ВЛАГА В ДЪРВЕСИНА", "capitals", "СЕНЗОР ЗА ВЛАГА В ДЪРВЕСИНА"),
        ("description", "Служи за дъски. НАЙ-ЕВТИНИЯТ УРЕД НА ПАЗАРА!", "capitals", "НАЙ-ЕВТИНИЯТ УРЕД НА ПАЗАРА!"),
        ("advantages", "Водещ в света уред.", "praise", "Водещ в света уред."),
        ("advantages", "Гарантираме 100 % успех.", "promise", "Гарантираме 100 % успех."),
        ("description", "Точност 2 %. Лидер в сушенето.", "praise", "Лидер в сушенето."),
        ("description", "Lorem ipsum dolor sit amet.", "filler", "Lorem ipsum dolor sit amet."),
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


def test_a_title_of_two_telling_words_says_what_it_is_about() -> None:
    title = "Партньор за проект за рециклиране на текстил"
    assert "title_says_nothing" not in codes(check_profile(with_text(title=title), NOBODY))


def test_the_language_of_a_few_words_gets_no_full_points() -> None:
    draft = with_text(summary="Имаме уред.", description="Уред за влага.", advantages="", partner_role="")
    assert check_profile(draft, NOBODY).scores["language"] == 3


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


@pytest.mark.parametrize(
    "text",
    ["Chairs for dining rooms and conference halls.", "Bags of recycled paper.", "Packs articles of wood."],
)
def test_what_is_made_for_a_conference_hall_or_of_paper_is_no_publication(text: str) -> None:
    english = GOOD_TEXTS.model_copy(update={"description": text})
    bare: dict[str, object] = {
        "original": "en",
        "texts": {"en": english},
        "ipr": (Protection(status="none"),),
    }
    assert "published_before_protection" not in codes(check_profile(offer(**bare), NOBODY))
    presented = english.model_copy(update={"description": "It was presented at a conference in 2024."})
    bare["texts"] = {"en": presented}
    assert "published_before_protection" in codes(check_profile(offer(**bare), NOBODY))
    assert "published_before_protection" not in codes(check_profile(offer(type="BO", **bare), NOBODY))


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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("в Примерния технически университет", "names_owner"),
        ("Примерният технически университет", "names_owner"),
        ("от Primeren tehnicheski universitet", "names_owner"),
        ("на П р и м е р е н  т е х н и ч е с к и  у н и в е р с и т е т", "names_owner"),
        ("#ПримеренТехническиУниверситет", "names_owner"),
        ("уредът на Дендроса", "names_owner"),
        ("ЕИК 123456789", "names_owner"),
        ("№ 175 000 001", "names_owner"),
        ("066/12 34 56", "names_address"),
        ("0888 123 456", "names_address"),
        ("0888-123-456", "names_address"),
        ("(02) 981 23 45", "names_address"),
        ("тел. 123456", "names_address"),
        ("вижте уред.бг за повече", "names_address"),
        ("ivan (at) gmail com", "names_address"),
        ("ivan at gmail dot com", "names_address"),
        ("site[.]example[.]org", "names_address"),
    ],
)
def test_an_owner_is_recognised_in_every_spelling(text: str, code: str) -> None:
    names = ("Примерен технически университет", "Дендрос")
    owner = OwnerTraces(names=names, numbers=("175000001",))
    said = with_text(description=f"{GOOD_TEXTS.description} {text}").model_copy(update={"anonymous": True})
    assert code in codes(check_profile(said, owner))


@pytest.mark.parametrize(
    ("text", "reveals"),
    [
        ("Уредът на Влагомер работи.", True),
        ("Влагомер предлага уред.", True),
        ("Уредът „Vlagomer“ работи.", True),
        ("Обикновен влагомер оставя следи.", False),
    ],
)
def test_a_name_of_one_common_word_is_a_name_where_it_is_written_as_one(text: str, reveals: bool) -> None:
    said = with_text(description=f"{GOOD_TEXTS.description} {text}").model_copy(update={"anonymous": True})
    assert check_profile(said, OwnerTraces(words=("влагомер",))).blocks is reveals


@pytest.mark.parametrize(
    "text",
    [
        "Български технически университет предлага пример.",
        "Измерено от 01.02.2026 до 09.11.2026 върху 12 000 дъски.",
        "От 05 до 10, 20, 30 и 40 мин. по ISO 9001:2015, отклонение 0,123456789.",
        "Дендрологията е наука за дървесните растения.",
    ],
)
def test_what_only_resembles_an_owner_reveals_none(text: str) -> None:
    owner = OwnerTraces(names=("Примерен технически университет", "Дендрос"))
    said = with_text(description=f"{GOOD_TEXTS.description} {text}").model_copy(update={"anonymous": True})
    assert not check_profile(said, owner).blocks


def test_what_reveals_the_owner_outside_the_texts_is_told_once_and_in_the_language_of_the_original() -> None:
    owner = OwnerTraces(names=("Техника Плюс",), hosts=("technika-plus.bg",))
    said = offer(anonymous=True, market_keywords=("technika-plus.bg",), call_identifier="Техника Плюс")
    found = [
        (each.field, each.says) for each in check_profile(said, owner).findings if each.severity == "must"
    ]
    assert found == [
        ("market_keywords", "Профилът е анонимен, а в текста има адрес или телефон: „technika-plus.bg“."),
        ("call_identifier", "Профилът е анонимен, а текстът посочва собственика: „Техника Плюс“."),
    ]


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
