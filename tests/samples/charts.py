"""Charts of every kind for the tests, in both languages."""

from dataclasses import replace

from ebpages.publish.chart import Chart, ChartKind, Mark
from ebpages.reference.regions import regions


def chart(kind: ChartKind, *marks: Mark, language: str = "bg", **more: object) -> Chart:
    plain = Chart(kind, "Колко са клъстерите?", "Етап", "Брой клъстери", tuple(marks), language)
    return replace(plain, **more)  # type: ignore[arg-type]


def stages(language: str = "bg") -> Chart:
    return chart(
        "bar",
        Mark("начален етап", 29),
        Mark("развит", 4),
        Mark("в два етапа", 1, state="several"),
        Mark("без етап", 6, state="unknown"),
        Mark("изгубени редове", 25, state="lost"),
        Mark("друг", None),
        language=language,
    )


def labels(language: str = "bg") -> Chart:
    half_years = [f"{half}/{year}" for year in (2016, 2017) for half in (1, 2)]
    marks = [
        Mark(at, 2 + index, series=name)
        for at in half_years
        for index, name in enumerate(("бронз", "сребро"))
    ]
    lost = [Mark(at, 1, series="изгубени", state="lost") for at in half_years]
    return chart("stacked_bar", *marks, *lost, language=language)


def expenditure(language: str = "bg") -> Chart:
    bulgaria = [
        Mark(str(2010 + n), v, series="България") for n, v in enumerate((0.56, None, 0.6, 0.63, 0.79))
    ]
    union = [Mark(str(2010 + n), v, series="ЕС") for n, v in enumerate((1.93, 1.97, 2.01, 2.02))]
    last = Mark("2014", 2.03, series="ЕС", note="предварителна стойност")
    return chart("line", *bulgaria, *union, last, language=language, highlight=("България",), decimals=2)


def countries(language: str = "bg") -> Chart:
    marks = (
        Mark("Швеция", 3.25, code="SE", note="оценка"),
        Mark("България", 0.78, code="BG"),
        Mark("Кипър", 0.5, code="CY"),
    )
    return chart("dot", *marks, language=language, highlight=("BG",), decimals=2)  # fmt: skip


def oblasts(language: str = "bg") -> Chart:
    marks = [
        Mark(region.name(language), count, code=region.code) for count, region in enumerate(regions(3)[:20])
    ]
    unknown = Mark("без седалище", 14, state="unknown")
    return chart("choropleth", *marks, unknown, language=language, highlight=("BG321",))


def portfolio(language: str = "bg") -> Chart:
    marks = (
        Mark("Производство на храни", 1.46, "силни", "C10", x=2.5, size=31_000),
        Mark("Производство на облекло", 2.31, "силни", "C14", x=-1.25, size=12_400, note="оценка"),
        Mark("Хотелиерство", 0.42, "други", "I55", x=6.0, size=4_300),
        Mark("Добив на руди", 3.1, "неясни", "B07", "unknown", low=0.8, high=4.0, x=0.4, size=900),
        Mark("Добив на въглища", None, "други", "B05", x=-3.0, size=100),
        Mark("Рибно стопанство", 0.9, "други", "A03"),
    )
    more = {"x_title": "Растеж, %", "size_title": "Заети лица", "thresholds": ((1.25, "праг"),)}
    return chart("bubble", *marks, language=language, highlight=("силни",), decimals=2, **more)


ALL = {
    "bar": stages,
    "stacked_bar": labels,
    "line": expenditure,
    "dot": countries,
    "choropleth": oblasts,
    "bubble": portfolio,
}
