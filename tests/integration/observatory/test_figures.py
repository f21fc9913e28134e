"""Every figure in both languages: sums, coverage, answers, chart, downloads, and what filters and days do to it."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from ebpages.faces import pictures as drawn
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.queries.figures import figure, figure_ids, figure_records
from ebpages.observatory.shapes import FigureView
from ebpages.publish.vega_lite import specification

pytestmark = pytest.mark.usefixtures("registry")

DAY = date(2018, 4, 30)
COUNTED = [name for name, declared in figures().items() if declared.counts]


def view(name: str, language: str = "en", **asked: object) -> FigureView:
    with translation.override(language):
        return figure(figures()[name], FigureQuestion(**{"on": DAY, **asked}))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("name", figure_ids())
def test_a_figure_answers_its_question_in_each_language(name: str, language: str) -> None:
    found = view(name, language)
    assert found.question.endswith("?")
    assert found.answer and found.coverage_note and found.citation
    assert found.coverage.known + found.coverage.unknown + found.coverage.lost == found.coverage.total > 0
    assert found.rows
    other = "бвгджзийклмнопрстуфхцчшщъьюя" if language == "en" else ""
    assert not set(other) & set(f"{found.title} {found.answer} {found.coverage_note} {found.method}".lower())


@pytest.mark.parametrize("name", figure_ids())
def test_a_figure_is_drawn_or_is_a_table(name: str) -> None:
    chart = view(name).chart
    if drawn.can_be_drawn(chart):
        assert specification(chart)["$schema"]
        assert drawn.on_page(chart).startswith("<svg ")
    else:
        assert chart.kind == "table" or all(mark.value is None for mark in chart.marks)


@pytest.mark.parametrize("name", COUNTED)
def test_classes_unknown_and_lost_add_up_to_the_coverage(name: str) -> None:
    found = view(name)
    values = {
        state: sum(int(r.value or 0) for r in found.rows if r.state == state)
        for state in ("known", "several", "unknown", "lost")
    }
    assert (values["unknown"], values["lost"]) == (found.coverage.unknown, found.coverage.lost)
    classes = values["known"] + values["several"]
    counts = figures()[name].counts
    assert counts is not None
    assert classes >= found.coverage.known if counts.several == "each" else classes == found.coverage.known
    said = f"are counted in each, so the numbers add up to {classes}." in found.coverage_note
    assert said == (classes > found.coverage.known)


@pytest.mark.parametrize("name", figure_ids())
def test_every_number_leads_somewhere(name: str) -> None:
    for row in view(name).rows:
        assert row.url or not row.value, row


def test_diagram_2_counts_what_survives_and_says_what_does_not() -> None:
    found = view("stage")
    assert found.printed_as == "Diagram 2"
    assert [(r.code, r.value, r.low, r.high) for r in found.rows[:4]] == [
        ("start-up", 28, 28, 54), ("developing", 16, 16, 42), ("developed", 2, 2, 27), ("not-categorised", 6, 6, 31),
    ]  # fmt: skip
    assert [(r.state, r.value) for r in found.rows[4:]] == [("several", 1), ("lost", 25)]


def test_values_that_findings_doubt_count_as_printed_within_bounds_that_hold_both(client: Client) -> None:
    found = view("founded")
    bounds = {r.code: (r.value, r.low, r.high) for r in found.rows}
    assert (bounds["2011"], bounds["2013"], bounds["2012"]) == ((2, 1, 48), (4, 3, 50), (3, 3, 50))
    assert found.notes[-1].startswith("What 2 rows state is doubted by findings.")
    page = client.get("/en/observatory/figures/founded/").content.decode()
    assert f'href="{found.doubts_url.replace("&", "&amp;")}"' in page
    behind = client.get(found.doubts_url).context["findings"]
    assert {each.kind for each in behind} == {"row_copied", "year_against_identifiers"}
    assert not view("stage").doubts_url


def test_diagram_8_keeps_flags_and_vintage() -> None:
    found = view("gerd")
    assert found.coverage.known == 34
    european = {r.code: r for r in found.rows if r.series_code == "EU28"}
    assert (european["2016"].value, european["2016"].note) == (2.03, "provisional")
    assert found.sources[0].edition == "2018-03-19"
    assert "Bulgaria: from 0.50 (2000) to 0.78 (2016)" in found.answer


def test_another_vintage_gives_its_own_values_and_says_what_it_lacks() -> None:
    found = view("gerd", vintage="2019-01")
    known = {(r.series_code, r.code): r.value for r in found.rows if r.value is not None}
    assert known == {("BG", "2015"): 0.95, ("EU28", "2016"): 2.04}
    assert found.coverage.lost == 32
    assert view("gerd", vintage="1999-01-01").rows == ()


def test_other_countries_may_be_asked_for() -> None:
    found = view("gerd", select={"geo": ("RO", "BG")})
    assert {r.series for r in found.rows} == {"Romania", "Bulgaria"}
    assert [r.value for r in found.rows if r.series_code == "RO" and r.value is not None] == [0.48]


def test_diagram_9_ranks_bulgaria() -> None:
    found = view("gerd-countries")
    assert found.answer == "Bulgaria: 0.78, place 24 of 28."
    assert [r.code for r in found.rows[-4:]] == ["MT", "CY", "RO", "LV"]


def test_diagram_11_is_not_known_and_says_why() -> None:
    found = view("innovators-by-size")
    assert found.coverage.known == 0
    assert not drawn.can_be_drawn(found.chart)
    assert any("10 or more persons" in note for note in found.notes)


def test_table_2_adds_up_to_its_published_total() -> None:
    found = view("budgets")
    assert sum(r.value or 0 for r in found.rows) == 187465
    assert "The rows add up to the published total of 187,465." in found.notes


def test_table_1_shows_the_state_on_the_day_and_on_a_second_one() -> None:
    states = [r.cells[-1] for r in view("labels").rows]
    assert states.count("valid") == 2
    assert view("labels", "bg").answer == "Към 30 април 2018 г. са валидни 2 от 10 знака."
    compared = view("labels", compared=date(2015, 1, 1))
    assert compared.columns[-2:] == ("State on 30 April 2018", "State on 1 January 2015")
    assert {r.cells[-1] for r in compared.rows} == {"valid"}


def test_labels_over_time_add_up_on_every_day() -> None:
    days: dict[str, float] = {}
    for row in view("labels-over-time", on=date(2026, 11, 24)).rows:
        days[row.code] = days.get(row.code, 0) + (row.value or 0)
    assert set(days.values()) == {10}


def test_labels_of_a_state_are_listed_with_their_rows() -> None:
    with translation.override("en"):
        declared = figures()["labels-over-time"]
        found = figure_records(declared, "valid", FigureQuestion(DAY), start=0, size=25)
    assert found is not None
    label, members, total = found
    assert (label, total) == ("valid", 2)
    assert {m.name for m in members} == {
        "Foundation Cluster Information and Communication Technologies",
        "Green Synergy Cluster",
    }


def test_a_state_that_labels_do_not_have_has_no_records(client: Client) -> None:
    answer = client.get("/api/observatory/figures/labels/records?class=2014-12-31").json()
    assert (answer["label"], answer["total"]) == ("2014-12-31", 0)


def test_filters_narrow_a_figure_and_stay_in_its_links() -> None:
    found = view("stage", filters={"region": ("BG411",)})
    assert found.coverage.known < view("stage").coverage.known
    assert all("region=BG411" in row.url for row in found.rows if row.state == "known" and row.value)
    assert any("lost rows" in note for note in found.notes)


def test_a_figure_is_worked_out_anew_when_the_registry_changes() -> None:
    from ebpages.registry import models

    before = view("lists")
    models.Organisation.objects.filter(source_count=5).update(source_count=4)
    models.Build.objects.create(finished_at="2026-01-01T00:00:00Z", as_of=DAY, digest="x")
    assert view("lists").rows != before.rows


@pytest.mark.parametrize("page", ["", "records/", "embed/", "chart.json", "download.csv"])
def test_nobody_knows_a_figure_that_is_not_declared(client: Client, page: str) -> None:
    assert client.get(f"/en/observatory/figures/nothing/{page}").status_code == 404


def test_numbers_of_statistics_lead_to_their_data_set_and_to_no_records() -> None:
    assert figure_records(figures()["gerd"], "x", FigureQuestion(DAY), start=0, size=5) is None


def test_a_question_is_written_back_into_its_address() -> None:
    asked = FigureQuestion(
        DAY, date(2015, 1, 1), {"region": ("BG411", "BG421")}, {"geo": ("RO",)}, "2019-01", day_given=True
    )
    assert asked.query() == "?region=BG411&region=BG421&geo=RO&vintage=2019-01&on=2018-04-30&and=2015-01-01"
    assert FigureQuestion(DAY).query() == ""


def test_data_of_another_shape_than_declared_are_missing_and_break_no_page(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.yaml"
    texts = "title: {bg: а, en: a}, question: {bg: а?, en: 'a?'}, unit: {bg: а, en: a}, axis: {bg: а, en: a}"
    cells = "{dataset: rd_e_gerdtot, select: {nace: [A, B], geo: [BG]}, across: nace, series: geo, unit: {bg: а, en: a}}"
    own.write_text(
        f"figures: [{{id: mine, theme: research, chart: line, {texts.replace('а?', 'а')}, statistics: {cells}}}]"
    )
    monkeypatch.setenv("EBPAGES_FIGURES", str(own))
    found = view("mine")
    assert (found.coverage.known, found.coverage.lost, found.coverage.total) == (0, 2, 2)
    assert client.get("/en/observatory/figures/mine/").status_code == 200


def test_a_figure_of_one_list_bears_the_date_of_that_list() -> None:
    assert view("stage").coverage_note.endswith("by the list of 2018.")
    assert view("ict-labels").coverage_note.endswith("by the list of April\N{NO-BREAK SPACE}2018.")
    assert view("legal-form").coverage_note.endswith("by lists up to April\N{NO-BREAK SPACE}2018.")


def test_a_vintage_that_there_is_not_is_named() -> None:
    assert (
        view("gerd", vintage="1999-01-01").coverage_note
        == "The data set rd_e_gerdtot has no vintage 1999-01-01."
    )


@pytest.mark.parametrize(
    "page",
    [
        "figures/stage/",
        f"figures/{next(name for name, declared in figures().items() if declared.statistics)}/",
        "claims/",
    ],
)
def test_a_figure_and_the_claims_are_cited_with_the_state_of_their_data(client: Client, page: str) -> None:
    shown = client.get(f"/en/observatory/{page}").content.decode()
    assert f"/en/observatory/{page}citation.ris" in shown
    bibtex = client.get(f"/en/observatory/{page}citation.bib").content.decode()
    url = bibtex.partition("url = {")[2].partition("}")[0]
    assert f"/en/observatory/{page}?state=" in url and not url.endswith("state=")
    assert "no longer kept" not in client.get(url).content.decode()
    assert "no longer kept" in client.get(f"/en/observatory/{page}?state=0").content.decode()
