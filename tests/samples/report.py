"""A small report as the queries would hand it over: real questions of the guide, made-up counts."""

from datetime import date

from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.report.content import KeyNumber, Report, Step
from ebpages.observatory.shapes import ClaimView, FigureRow, FigureView, Reading, RecordBehind
from ebpages.publish.chart import Chart, ChartKind, Mark
from ebpages.registry.shapes import SourceView

DAY = date(2018, 4, 22)
WHOLE = Coverage(34, 0, 0, 34)
TEXTS = {
    "bg": {
        "stage": ("Клъстери по етап на развитие", "На какъв етап на развитие са клъстерите?"),
        "stage_answer": "Повечето клъстери са в начален етап: 38 от 53.",
        "gerd": ("Разходи за научни изследвания", "Колко се изразходва за наука в България и в ЕС?"),
        "gerd_answer": "През 2016 г. България изразходва 0,78 % от БВП, а ЕС 2,03 %.",
        "labels": ("Знаци за качество", "Кои български клъстери имат бронзов знак?"),
        "labels_answer": "На 22 април 2018 г. са валидни 2 от 10 знака.",
        "classes": ("начален етап", "развиващ се", "развит", "без данни", "изгубени"),
        "note": "Липсват редовете 12–18, 31–36, 43–51 и 67–69: цели страници ги няма в изданието.",
        "name": "Клъстер за развитие на енергийно ефективни решения и алтернативни енергоизточници за домакинства и сгради",
        "list": "Изследвани клъстери, категоризирани от ИАНМСП",
        "publisher": "Изпълнителна агенция за насърчаване на малките и средните предприятия",
        "claim": "В България има 66 категоризирани клъстера",
        "why": "В списъка са намерени 53 от обявените 78 реда; изгубените 25 могат да са във всеки етап.",
    },
    "en": {
        "stage": ("Clusters by stage of development", "At which stage of development are the clusters?"),
        "stage_answer": "Most clusters are start-ups: 38 of 53.",
        "gerd": ("Expenditure on research", "How much do Bulgaria and the EU spend on research?"),
        "gerd_answer": "In 2016 Bulgaria spent 0.78 % of GDP, the EU 2.03 %.",
        "labels": ("Labels of quality", "Which Bulgarian clusters hold the Bronze label?"),
        "labels_answer": "On 22 April 2018, 2 of 10 labels are valid.",
        "classes": ("start-up", "developing", "developed", "not stated", "lost"),
        "note": "Rows 12–18, 31–36, 43–51 and 67–69 are missing: whole pages are not in the copy.",
        "name": "SCIAT - Specialized Cluster Institute for Apparel and Textile",
        "list": "Studied clusters, categorised by BSMEPA",
        "publisher": "Bulgarian Small and Medium Enterprises Promotion Agency",
        "claim": "There are 66 categorised clusters in Bulgaria",
        "why": "53 of the 78 declared rows were found; the 25 lost ones may be at any stage.",
    },
}


def report(
    language: str,
    *,
    figures: tuple[FigureView, ...] | None = None,
    claims: tuple[ClaimView, ...] | None = None,
) -> Report:
    texts = TEXTS[language]
    return Report(
        language=language,
        as_of=DAY,
        version="0.2.0",
        address="https://pages.example.org/",
        key_numbers=(KeyNumber(str(texts["list"]), "1379", str(texts["note"])), KeyNumber("ECEI", "2")),
        figures=sample_figures(language) if figures is None else figures,
        claims=sample_claims(language) if claims is None else claims,
        lists=(sample_list(language),),
        steps=(Step("ЕИК", str(texts["why"])),),
    )


def sample_figures(language: str) -> tuple[FigureView, ...]:
    return stages(language), spending(language), labels(language)


def stages(language: str, rows: tuple[FigureRow, ...] = ()) -> FigureView:
    states = ("known", "known", "known", "unknown", "lost")
    classes = zip(TEXTS[language]["classes"], (38, 10, 5, 0, 25), states, strict=True)
    counted = tuple(
        FigureRow(
            str(number),
            label,
            count,
            state,  # type: ignore[arg-type]
            share=100 * count / 53 if state == "known" else None,
            low=count if state == "known" else None,
            high=count + 25 if state == "known" else None,
            url=f"/{language}/observatory/figures/stage/records/?class={number}",
        )
        for number, (label, count, state) in enumerate(classes)
    )
    return figure(
        language, "stage", "bar", rows or counted, printed_as="Diagram 2", coverage=Coverage(53, 0, 25, 78)
    )


def spending(language: str) -> FigureView:
    rows = tuple(
        FigureRow(f"{year}-{place}", str(year), value, series=place, series_code=place, note=note)
        for year in range(2000, 2017)
        for place, value, note in (("BG", 0.45 + (year - 2000) / 50, ""), ("EU28", 1.79, "e"))
    )
    return figure(language, "gerd", "line", rows, printed_as="Diagram 8", decimals=2, series_title="Country")


def labels(language: str) -> FigureView:
    name = str(TEXTS[language]["name"])
    rows = tuple(
        FigureRow(
            str(n),
            f"{name} {n}",
            None,
            url=f"/{language}/organisations/a{n}/",
            cells=("ICT", "Bronze", "2018-04-28"),
        )
        for n in range(10)
    )
    return figure(
        language,
        "labels",
        "table",
        rows,
        columns=("Field", "Label", "Until"),
        coverage=Coverage(10, 0, 0, 10),
    )


def figure(
    language: str,
    id: str,
    kind: ChartKind,
    rows: tuple[FigureRow, ...],
    *,
    printed_as: str = "",
    decimals: int = 0,
    series_title: str = "",
    columns: tuple[str, ...] = (),
    coverage: Coverage = WHOLE,
) -> FigureView:
    texts = TEXTS[language]
    title, question = texts[id]
    marks = tuple(Mark(row.label, row.value, row.series, row.code, row.state) for row in rows)
    return FigureView(
        id=id,
        title=title,
        question=question,
        answer=str(texts[f"{id}_answer"]),
        printed_as=printed_as,
        unit="%",
        category_title="Year" if series_title else "Class",
        series_title=series_title,
        rows=rows,
        decimals=decimals,
        coverage=coverage,
        coverage_note=str(texts["note"]),
        notes=(str(texts["note"]),),
        method=str(texts["why"]),
        sources=(SourceNote(str(texts["list"]), f"/{language}/sources/bsmepa/", "2018-04-22", "CC BY 4.0"),),
        citation="",
        as_of=DAY,
        chart=Chart(kind, question, "Class", "%", marks, language, decimals=decimals),
        url=f"/{language}/observatory/figures/{id}/",
        columns=columns,
    )


def sample_claims(language: str) -> tuple[ClaimView, ...]:
    texts = TEXTS[language]
    behind = (RecordBehind(str(texts["name"]), f"/{language}/organisations/a1/", ""),) * 8
    reading = Reading(str(texts["claim"]), "66", "66", "agrees", str(texts["why"]))
    return tuple(
        ClaimView(
            id=f"claim-{number}",
            text=str(texts["claim"]),
            page=f"section “Clusters”, p. {10 + number % 2}",
            date="2018-04",
            source=str(texts["list"]),
            expected="66",
            found="" if verdict == "cannot_be_told" else "53–78",
            verdict=verdict,
            why=str(texts["why"]),
            printed="42 of the 66 categorized clusters",
            quoted_in="en",
            settled_by=str(texts["list"]) if verdict == "cannot_be_told" else "",
            measured=reading if verdict == "differs" else None,
            supposed=reading if verdict == "cannot_be_told" else None,
            url=f"/{language}/observatory/claims/#claim-{number}",
            behind=behind if verdict == "differs" else (),
        )
        for number, verdict in enumerate(("agrees", "differs", "cannot_be_told") * 4)
    )


def sample_list(language: str) -> SourceView:
    texts = TEXTS[language]
    return SourceView(
        slug="bsmepa",
        title=str(texts["list"]),
        publisher=str(texts["publisher"]),
        edition="2018-04-22",
        language="bg",
        where="Annex, pp. 62–66",
        licence="Facts as printed.",
        declared=78,
        found=53,
        lost=25,
        coverage=Coverage(53, 0, 25, 78),
        url=f"/{language}/sources/bsmepa/",
        notices=(str(texts["note"]),) * 10,
    )
