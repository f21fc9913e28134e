import pytest

from ebpages.search.transliteration import latin_spellings, to_cyrillic, to_latin


@pytest.mark.parametrize(
    ("bulgarian", "latin"),
    [
        ("клъстер", "klaster"),
        ("Железница", "Zheleznitsa"),
        ("Йовковци", "Yovkovtsi"),
        ("Хасково", "Haskovo"),
        ("Чепеларе", "Chepelare"),
        ("Шумен", "Shumen"),
        ("Щръклево", "Shtraklevo"),
        ("Кьосево", "Kyosevo"),
        ("Юндола", "Yundola"),
        ("Ямбол", "Yambol"),
        ("Велико Търново", "Veliko Tarnovo"),
    ],
)
def test_the_official_table_is_followed(bulgarian: str, latin: str) -> None:
    assert to_latin(bulgarian) == latin


def test_a_final_iya_is_shortened_and_an_inner_one_is_not() -> None:
    assert to_latin("София") == "Sofia"
    assert to_latin("Медия и печат") == "Media i pechat"
    assert to_latin("Марияна") == "Mariyana"


def test_bulgaria_has_its_own_spelling() -> None:
    assert to_latin("България") == "Bulgaria"
    assert to_latin("БЪЛГАРИЯ") == "BULGARIA"
    assert to_latin("българска") == "balgarska"


def test_capitals_stay_capitals() -> None:
    assert to_latin("ЩЪРК") == "SHTARK"
    assert to_latin("Щърк") == "Shtark"
    assert to_latin("ЮГ ЕНЕРДЖИ Ю") == "YUG ENERDZHI Yu"
    assert to_latin("СИНЕРГИЯ") == "SINERGIA"


def test_what_is_not_bulgarian_stays() -> None:
    assert to_latin("ИКТ Cluster 2018!") == "IKT Cluster 2018!"


def test_common_spellings_are_known() -> None:
    assert {"klaster", "kluster", "cluster"} <= latin_spellings("клъстер")
    assert {"sinergia", "sinergiya", "sinergiq"} <= latin_spellings("Синергия")
    assert {"zheleznitsa", "jeleznica"} <= latin_spellings("Железница")
    assert {"bulgaria", "balgaria"} <= latin_spellings("България")


def test_spellings_of_a_long_word_stay_few_and_hold_the_official_one() -> None:
    word = "щжцчшъюяйхвьк" * 4
    assert to_latin(word) in latin_spellings(word)
    assert len(latin_spellings(word)) <= 512


@pytest.mark.parametrize(
    ("latin", "bulgarian"),
    [("mebel", "мебел"), ("klaster", "клъстер"), ("Kluster", "клъстер"), ("sinergiq", "синергия"), ("sofia", "софия"),
     ("jeleznica", "железница"), ("shtastie", "щастие"), ("6umen", "шумен"), ("zdravosloven", "здравословен")],
)  # fmt: skip
def test_a_latin_word_may_be_read_as_the_bulgarian_one(latin: str, bulgarian: str) -> None:
    assert bulgarian in to_cyrillic(latin)


def test_the_likeliest_reading_comes_first() -> None:
    assert to_cyrillic("mebel") == ("мебел",)
    assert to_cyrillic("varna")[0] == "варна"


def test_readings_of_a_long_word_stay_few() -> None:
    assert 0 < len(to_cyrillic("ay" * 30_000)) <= 16
