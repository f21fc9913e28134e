"""The produced guide as a PDF."""

import dataclasses
import json
import re
import string
from pathlib import Path
from typing import Any

import pytest
import typst

from ebpages.observatory.report.content import Report
from ebpages.observatory.report.pages import MOST_ROWS, pages, words
from ebpages.observatory.report.typeset import TEMPLATE, edition, lay_out, typeset
from ebpages.observatory.shapes import FigureRow
from ebpages.publish.chart import Chart
from ebpages.publish.typography import set_text
from tests.samples.report import (
    TEXTS,
    labels,
    report,
    sample_claims,
    sample_figures,
    spending,
    stages,
)

LANGUAGES = ("bg", "en")
HOSTILE = (
    '#panic("x")',
    "*bold* _it_ `raw` ~ \\ @label <label>",
    '$x$ $ #read("/etc/passwd") $',
    "<b>bold</b> & ]#[ // no comment /* nor here",
    "= heading\n- item",
    "Ж" * 500,
    "\x00\x1b[31m\u202eabc\ud800",
    "中文 😀",
)


def drawn(chart: Chart) -> str:
    """A picture of no particular chart."""
    return (
        "" if chart.kind == "table" else '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="200"/>'
    )


def silent(stage: str, done: int, total: int) -> None:
    pass


def pdf(made: Report) -> bytes:
    return typeset(made, silent, drawn)


def asked_of(made: Report, root: Path, selector: str, field: str) -> Any:
    lay_out(made, root, silent, drawn)
    answer = typst.query(root / TEMPLATE.name, selector, field=field, root=root, ignore_system_fonts=True)
    return json.loads(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_an_accessible_pdf_of_several_pages(language: str, tmp_path: Path) -> None:
    written = pdf(report(language))
    assert written.startswith(b"%PDF-") and b"pdfuaid" in written
    lay_out(report(language), tmp_path, silent, drawn)
    pictures = typst.compile(tmp_path / TEMPLATE.name, root=tmp_path, format="svg", ignore_system_fonts=True)
    assert isinstance(pictures, list) and len(pictures) > 3


def test_the_same_report_is_the_same_file() -> None:
    assert pdf(report("bg")) == pdf(report("bg"))
    assert pdf(report("bg")) != pdf(dataclasses.replace(report("bg"), version="9"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_are_the_headings_of_the_figures(language: str, tmp_path: Path) -> None:
    heads = [
        body.get("text") for body in asked_of(report(language), tmp_path, "heading.where(level: 2)", "body")
    ]
    questions = {set_text(TEXTS[language][name][1], language) for name in ("stage", "gerd", "labels")}
    assert questions <= set(heads)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_has_a_text_in_its_place(language: str, tmp_path: Path) -> None:
    told = asked_of(report(language), tmp_path, "image", "alt")
    assert len(told) == 2 and set_text(str(TEXTS[language]["stage_answer"]), language) in told[0]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
def test_no_text_is_taken_for_markup(text: str, tmp_path: Path) -> None:
    made = everywhere(text)
    assert pdf(made).startswith(b"%PDF-")
    heads = [body.get("text", "") for body in asked_of(made, tmp_path, "heading.where(level: 2)", "body")]
    assert pages(made, [""])["figures"][0]["question"] in heads
    assert not re.search(r"[\x00-\x08\x1b\u202e\ud800]", "".join(heads))


def test_an_address_that_leads_to_no_page_is_no_link() -> None:
    row = FigureRow("1", "a", 1, url="javascript:alert(1)")
    made = report("en", figures=(stages("en", (row,)),))
    assert pages(made, [""])["figures"][0]["table"]["rows"][0]["cells"][1]["url"] == ""


def test_every_number_leads_to_its_records_on_the_site() -> None:
    shown = pages(report("en"), [""] * 3)["figures"][0]["table"]["rows"]
    address = "https://pages.example.org/en/observatory/figures/stage/records/?class=0"
    assert shown[0]["cells"][1] == {"text": "38", "url": address, "note": ""}


def test_numbers_are_written_as_the_language_writes_them() -> None:
    shown = {language: pages(report(language), [""] * 3) for language in LANGUAGES}
    assert [shown[language]["key_numbers"][0]["value"] for language in LANGUAGES] == ["1\u00a0379", "1,379"]
    cells = [shown[language]["figures"][1]["table"]["rows"][0]["cells"][1]["text"] for language in LANGUAGES]
    assert cells == ["0,45", "0.45"]


def test_series_stand_side_by_side_with_what_must_be_known_of_a_value() -> None:
    table = pages(report("en", figures=(spending("en"),)), [""])["figures"][0]["table"]
    assert table["heads"] == ["Year", "BG", "EU28"] and len(table["rows"]) == 17
    assert table["rows"][0]["cells"][2]["note"] == "e"


def test_a_table_of_texts_keeps_its_columns() -> None:
    table = pages(report("en", figures=(labels("en"),)), [""])["figures"][0]["table"]
    assert table["heads"] == ["Class", "Field", "Label", "Until"] and not table["numeric"]


def test_a_long_table_says_how_much_is_left_out() -> None:
    rows = tuple(FigureRow(str(number), f"town {number}", number) for number in range(MOST_ROWS + 2000))
    made = report("en", figures=(stages("en", rows),))
    shown = pages(made, [""])["figures"][0]
    assert len(shown["table"]["rows"]) == MOST_ROWS and shown["left"].startswith("2,000 ")
    assert pdf(made).startswith(b"%PDF-")


def test_a_claim_says_what_would_settle_it_and_how_else_it_can_be_read() -> None:
    shown = pages(report("en"), [""] * 3)["claims"][0]["places"]
    claims = {claim["verdict"]: claim for place in shown for claim in place["rows"]}
    assert (
        claims["agrees"]["printed"] == "42 of the 66 categorized clusters" and not claims["agrees"]["further"]
    )
    heads = {verdict: [item["head"] for item in claim["further"]] for verdict, claim in claims.items()}
    assert heads["differs"] == ["As it can be measured:"]
    assert heads["cannot_be_told"] == ["What would settle it:", f"{TEXTS['en']['claim']}:"]


def test_claims_stand_under_the_report_and_the_place_that_make_them() -> None:
    other = dataclasses.replace(sample_claims("en")[1], source="A report", page="")
    shown = pages(report("en", claims=(other, *sample_claims("en"))), [""] * 3)
    assert [group["source"] for group in shown["claims"]] == ["A report", TEXTS["en"]["list"]]
    places = [part["place"] for part in shown["claims"][1]["places"]]
    assert places == ["Section “Clusters”, p.\u00a010", "Section “Clusters”, p.\u00a011"]
    assert shown["claims_summary"].startswith(
        "There are 13 claims: 4 agree, 5 differ, on 0 the sources conflict, and 4 cannot be told because"
    )
    assert shown["claims"][0]["places"][0]["rows"][0]["others"] == "and 2 more"


def test_a_report_without_anything_is_still_a_report() -> None:
    empty = dataclasses.replace(report("bg"), figures=(), claims=(), lists=(), steps=(), key_numbers=())
    assert pdf(empty).startswith(b"%PDF-")


def test_it_can_be_stopped_between_two_steps() -> None:
    told: list[tuple[str, int, int]] = []

    def stop_at_the_second(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))
        if len(told) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        typeset(report("bg"), stop_at_the_second, drawn)
    assert told == [("drawing the charts", 0, 3), ("drawing the charts", 1, 3)]


def test_every_word_of_the_template_is_there_in_both_languages() -> None:
    used = set(re.findall(r"\bw\.(\w+)", TEMPLATE.read_text()))
    fields = {
        language: {
            key: {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for key, text in words(language).items()
        }
        for language in LANGUAGES
    }
    assert used <= fields["bg"].keys()
    assert fields["bg"] == fields["en"]


def test_the_edition_is_known_by_template_and_words() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", edition())


def everywhere(text: str) -> Report:
    """A report in which one text stands wherever a text can stand."""
    figure = dataclasses.replace(
        sample_figures("bg")[0],
        title=text,
        question=text,
        answer=text,
        printed_as=text,
        unit=text,
        notes=(text,),
        method=text,
        coverage_note=text,
        rows=(FigureRow("1", text, 1, note=text, url="/bg/"),),
    )
    claims = tuple(
        dataclasses.replace(
            claim, text=text, printed=text, why=text, settled_by=text, expected=text, found=text, source=text
        )
        for claim in sample_claims("bg")[:3]
    )
    made = report("bg", figures=(figure,), claims=claims)
    shown = dataclasses.replace(made.lists[0], title=text, publisher=text, notices=(text,))
    return dataclasses.replace(made, lists=(shown,))
