from typing import Any

import pytest

from ebpages.publish.alternative import describe
from ebpages.publish.chart import Mark
from ebpages.publish.chart_words import listed
from tests.samples import charts as samples


def test_it_opens_with_the_kind_the_question_and_the_unit() -> None:
    assert describe(samples.stages()).startswith(
        "Лентова диаграма. Колко са клъстерите? Мерна единица: Брой клъстери."
    )
    assert describe(samples.stages("en")).startswith("Bar chart. Колко са клъстерите? Unit: Брой клъстери.")


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("bg", "Показана е 1 стойност.", "Показани са 2 стойности."),
        ("en", "It shows 1 value.", "It shows 2 values."),
    ],
)
def test_one_value_and_several_are_counted_rightly(language: str, one: str, many: str) -> None:
    marks = Mark("а", 1), Mark("б", 2)
    assert one in describe(samples.chart("bar", marks[0], language=language))
    assert many in describe(samples.chart("bar", *marks, language=language))


@pytest.mark.parametrize(
    ("language", "largest", "smallest"),
    [
        ("bg", "Най-голяма стойност: а и б – по 3.", "Най-малка стойност: в – 1."),
        ("en", "Largest value: а and б, 3 each.", "Smallest value: в, 1."),
    ],
)
def test_the_largest_and_smallest_are_named_with_ties(language: str, largest: str, smallest: str) -> None:
    text = describe(samples.chart("bar", Mark("а", 3), Mark("б", 3), Mark("в", 1), language=language))
    assert largest in text
    assert smallest in text


def test_equal_values_are_said_to_be_equal() -> None:
    assert "Всички стойности са равни: 4." in describe(samples.chart("bar", Mark("а", 4), Mark("б", 4)))


def test_many_ties_are_counted() -> None:
    assert listed("bg", list("абвгдеж")) == "а, б, в, г и още 3"
    assert listed("en", list("abcdef")) == "a, b, c, d and 2 more"
    assert listed("bg", ["а", "б"]) == "а и б"
    assert listed("bg", ["а, 1", "б, 2"], apart=True) == "а, 1; б, 2"


def test_what_is_unknown_contradicted_or_lost_is_said_apart() -> None:
    text = describe(samples.stages())
    assert (
        "Отделно са показани: в два етапа – 1 (противоречиви данни); без етап – 6 (няма данни); "
        "изгубени редове – 25 (изгубени от списъка)." in text
    )
    assert "Няма данни: друг." in text
    assert "Shown apart: в два етапа – 1 (sources differ)" in describe(samples.stages("en"))
    assert "No data: друг." in describe(samples.stages("en"))


def test_what_is_unknown_is_never_the_largest() -> None:
    assert "Най-голяма стойност: начален етап – 29." in describe(samples.stages())
    lost = samples.chart("bar", Mark("а", 1), Mark("изгубени", 25, state="lost"))
    assert "Най-голяма стойност: а – 1." in describe(lost)


def test_a_line_is_told_from_its_first_to_its_last_value() -> None:
    text = describe(samples.expenditure())
    assert (
        "България: от 0,56 (2010) до 0,79 (2014); най-висока стойност 0,79 (2014), най-ниска 0,56 (2010)."
        in text
    )
    assert "Няма данни: България – 2011." in text
    assert "Бележка „предварителна стойност“: ЕС – 2014." in text
    english = describe(samples.expenditure("en"))
    assert "ЕС: from 1.93 (2010) to 2.03 (2014); highest 2.03 (2014), lowest 1.93 (2010)." in english


@pytest.mark.parametrize(
    ("count", "said"), [(5, "Показана е и още 1 редица."), (7, "Показани са и още 3 редици."), (4, None)]
)
def test_further_lines_are_counted(count: int, said: str | None) -> None:
    marks = [Mark(year, n, series=f"р{n}") for n in range(count) for year in ("2010", "2011")]
    text = describe(samples.chart("line", *marks))
    assert said in text if said else "още" not in text


def test_the_line_that_is_looked_for_comes_first() -> None:
    marks = [Mark(year, n, series=f"р{n}") for n in range(6) for year in ("2010", "2011")]
    text = describe(samples.chart("line", *marks, highlight=("р5",)))
    assert text.index("р5:") < text.index("р0:")


def test_a_stacked_chart_is_told_by_its_totals() -> None:
    marks = [
        Mark(at, n, series=name) for n, at in enumerate(("2016", "2017"), 1) for name in ("бронз", "сребро")
    ]
    text = describe(samples.chart("stacked_bar", *marks))
    assert "Редици: бронз и сребро." in text
    assert "Най-голям сбор: 2017 – 4. Най-малък сбор: 2016 – 2." in text


@pytest.mark.parametrize("kind", ["bar", "line", "stacked_bar", "dot", "bubble", "choropleth", "table"])
@pytest.mark.parametrize("language", ["bg", "en"])
def test_even_an_empty_chart_is_described(kind: Any, language: str) -> None:
    assert describe(samples.chart(kind, language=language))
    assert describe(samples.chart(kind, Mark("{а}", None), language=language))


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("kind", list(samples.ALL))
def test_no_placeholder_is_left(kind: str, language: str) -> None:
    text = describe(samples.ALL[kind](language))
    assert "{" not in text
    assert "  " not in text


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="languages are bg and en"):
        describe(samples.stages("de"))
