import threading

import pytest

from ebpages.search.stemming import stem

FAMILIES = """
мебел мебели мебелен мебелна мебелни мебелния мебелният мебелната мебелните мебелите
клъстер клъстери клъстерът клъстера клъстерите клъстерен клъстерна
енергия енергии енергиен енергийна енергийни енергийното енергията
технология технологии технологичен технологични технологиите технологически
туризъм туризма туристически туристическа туристическият
индустрия индустриален индустриални индустриалната индустрията
морски морска морско морският море
България български българска българският
софия софийски софийска
бургас бургаски бургаска
варна варненски
промишленост промишлен промишлена промишлеността
информация информационни информационен информационна информационните
машиностроене машиностроителен машиностроенето машиностроителна
строителство строителен строителни строителството
производство производствен производствени
земеделие земеделски земеделска
здраве здравен здравна здравни
логистика логистичен логистични
център центрове центъра центърът
зеленчук зеленчуци
град градове градът
зелен зелена зелено зелени зеленият
регион региони регионален регионална
иновация иновации иновационен иновационни
област областта области областен
електроника електронен електронни
храна храни хранителна
вода води воден водна водни
наука научен научни науки
работа работи работата
текстил текстилен текстилна текстилната
"""


@pytest.mark.parametrize(
    "family", [line.split() for line in FAMILIES.split("\n") if line], ids=lambda line: line[0]
)
def test_the_forms_of_a_word_share_a_stem(family: list[str]) -> None:
    assert len({stem(word.casefold(), "bg") for word in family}) == 1


def test_different_words_keep_different_stems() -> None:
    nouns = "мебел метал море мода мед мляко дърво дизайн туризъм транспорт текстил технология техника телекомуникации"
    stems = [stem(word, "bg") for word in nouns.split()]
    assert len(set(stems)) == len(stems)


def test_short_words_and_other_scripts_are_left_alone() -> None:
    assert [stem(word, "bg") for word in ("еко", "икт", "веи", "2018", "cluster", "в2вта")] == [
        "еко", "икт", "веи", "2018", "cluster", "в2вта",
    ]  # fmt: skip


def test_english_words_are_stemmed_in_english() -> None:
    assert stem("clusters", "en") == stem("cluster", "en")
    assert stem("technologies", "en") == stem("technology", "en")


def test_other_languages_are_not_stemmed() -> None:
    assert stem("clusters", "el") == "clusters"


def test_threads_do_not_disturb_one_another() -> None:
    endings = ("s", "ing", "ed", "ation", "ational", "iveness")
    wanted = {f"{root}{ending}" for root in ("relat", "connect", "general", "organis") for ending in endings}
    alone = {word: stem.__wrapped__(word, "en") for word in wanted}
    differing: list[str] = []

    def work() -> None:
        differing.extend(
            word for _ in range(50) for word in wanted if stem.__wrapped__(word, "en") != alone[word]
        )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert differing == []
