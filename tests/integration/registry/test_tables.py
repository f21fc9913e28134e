"""Files that are taken away equal what is shown, in codes and in words, and no spreadsheet runs what they hold."""

import csv
import io
import json

import openpyxl
import pyarrow.parquet
import pytest
from django.test import Client

from ebpages.registry import models
from ebpages.registry.actions import BuildResult


def read_file(raw: bytes, file_format: str) -> list[dict[str, object]]:
    if file_format == "csv":
        return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    if file_format == "json":
        return list(json.loads(raw))
    if file_format == "parquet":
        return list(pyarrow.parquet.read_table(io.BytesIO(raw)).to_pylist())
    head, *rows = openpyxl.load_workbook(io.BytesIO(raw), read_only=True).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


FORMATS = ("csv", "xlsx", "json", "parquet")


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("query", ["", "?q=туризъм", "?list=ecei_bronze&sort=findings", "?q=xyzzyqwv"])
def test_a_download_holds_what_the_page_shows(
    registry: BuildResult, client: Client, file_format: str, query: str
) -> None:
    page = client.get(f"/en/organisations/{query}").context
    address = dict(page["downloads"])[file_format.upper()]
    rows = read_file(client.get(address).content, file_format)
    assert len(rows) == page["page"].total
    assert [row["id"] for row in rows][:25] == [card.id for card in page["results"]]


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_lists_download_holds_every_row_as_printed(
    registry: BuildResult, client: Client, file_format: str
) -> None:
    page = client.get("/bg/sources/bsmepa/").context
    rows = read_file(client.get(dict(page["downloads"])[file_format.upper()]).content, file_format)
    texts = models.Record.objects.filter(source="bsmepa").order_by("row").values_list("text", flat=True)
    assert [str(row["text"]).lstrip("'") for row in rows] == [t.lstrip("'") for t in texts]


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_findings_download_holds_what_is_shown(
    registry: BuildResult, client: Client, file_format: str
) -> None:
    page = client.get("/en/findings/?severity=error").context
    rows = read_file(client.get(dict(page["downloads"])[file_format.upper()]).content, file_format)
    assert len(rows) == page["page"].total
    assert [row["id"] for row in rows][:25] == [finding.id for finding in page["findings"]]


@pytest.mark.parametrize("path", ["organisations", "findings", "sources/bulstat"])
def test_a_format_that_nobody_writes_is_not_found(registry: BuildResult, client: Client, path: str) -> None:
    assert client.get(f"/bg/{path}/download.exe").status_code == 404


FORMULAS = ("=1+1", "+cmd", "-2", "@SUM(A1)", "\tx", "=HYPERLINK(0)")


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_name_that_a_spreadsheet_would_run_is_only_text(
    registry: BuildResult, client: Client, file_format: str
) -> None:
    ids = models.Organisation.objects.order_by("id").values_list("id", flat=True)
    named = dict(zip(ids, FORMULAS, strict=False))
    for public_id, formula in named.items():
        models.Organisation.objects.filter(id=public_id).update(name=formula)
    rows = read_file(client.get(f"/en/organisations/download.{file_format}").content, file_format)
    names = {row["id"]: str(row["name"]) for row in rows}
    for public_id, formula in named.items():
        assert names[public_id] in ("'" + formula, "'" + formula.strip())
    assert not any(name.startswith(tuple("=+-@\t")) for name in names.values())


FILTERED = "?region=BG421&stage=developing"


def test_a_download_holds_what_was_filtered_on_in_codes_and_in_words(
    registry: BuildResult, client: Client
) -> None:
    rows = read_file(client.get(f"/en/organisations/download.json{FILTERED}").content, "json")
    assert rows
    for row in rows:
        assert "BG421" in row["regions"] and "Plovdiv" in row["region_names"]
        assert "developing" in row["stages"] and "Developing cluster".casefold() in row["stage"].casefold()
        assert row["as_of"] == models.SourceList.objects.get(slug="bsmepa").edition
        assert row["page"] == f"http://testserver/en/organisations/{row['id']}/"
        assert all(site.startswith("http") for site in row["websites"])


def test_semicolons_and_commas_are_for_bulgarian_spreadsheets(registry: BuildResult, client: Client) -> None:
    page = client.get(f"/bg/organisations/{FILTERED}")
    answer = client.get(dict(page.context["downloads"])["CSV (;)"])
    assert answer["Content-Disposition"].endswith('.semicolon.csv"')
    head = answer.content.decode("utf-8-sig").splitlines()[0].split(";")
    assert head[:2] == ["№", "наименование"] and "област" in head


def test_codes_and_names_of_a_download_stand_in_one_order(registry: BuildResult, client: Client) -> None:
    rows = read_file(client.get("/bg/organisations/download.json").content, "json")
    trakia = next(row for row in rows if row["name"] == "Клъстер Тракия икономическа зона")
    assert trakia["sector_codes"] == ["business_services", "ict"]
    assert trakia["sectors"] == [
        "консултантски и бизнес услуги",
        "информационни и комуникационни технологии",
    ]
    assert trakia["stages"] == ["developing", "start_up"]
    assert trakia["stage"] == "развиващ се клъстер / клъстер в начален етап на развитие"
    labelled = next(row for row in rows if row["label_states"] == ["lapsed"])
    assert labelled["label_state_names"] == ["изтекъл според списъка"]


def test_a_workbook_says_what_it_is_on_a_sheet_of_its_own(registry: BuildResult, client: Client) -> None:
    content = client.get(f"/bg/organisations/download.xlsx{FILTERED}").content
    _, about = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets
    said = dict(row[:2] for row in about.iter_rows(values_only=True))
    assert said["За този файл"] == "Организации (Етап на развитие: развиващ се клъстер; Област: Пловдив)"
    assert "state=" in said["Адрес"] and said["region_names"] == "област"


def test_every_statement_is_in_one_file_with_ids_and_source(registry: BuildResult, client: Client) -> None:
    rows = read_file(client.get("/en/sources/statements.csv").content, "csv")
    assert len(rows) == models.Statement.objects.count()
    (website,) = [row for row in rows if row["statement"] == "bsmepa:24/website/1"]
    assert (website["value"], website["source"]) == ("http://hoists-bulgaria.com/", "bsmepa")
    assert website["organisation"] and website["address"] == "http://testserver/en/sources/bsmepa/24/"
    assert website["steps"]
