"""The files that hold everything public: the same in both formats, with ids and sources, of one moment, kept until the register changes."""

import csv
import hashlib
import io
import json
from pathlib import Path

import pyarrow.parquet
import pytest
from django.test import Client

from ebpages.open_data import actions
from ebpages.open_data.bulk_files import FOLLOW_THE_MONEY, bulk_files
from ebpages.open_data.capability import CAPABILITY
from ebpages.open_data.edition import read_edition
from ebpages.open_data.follow_the_money import mapped
from ebpages.open_data.queries.editions import editions, folder_of_now
from ebpages.publish.whole_file import make_folder, take_lock
from ebpages.registry import models
from ebpages.registry.actions import BuildResult, contribute, make_examples

pytestmark = pytest.mark.usefixtures("home")
MODELS = {
    "statements": models.Statement,
    "organisations": models.Organisation,
    "records": models.Record,
    "judgements": models.Judgement,
    "lists": models.SourceList,
}


def content(client: Client, name: str) -> bytes:
    answer = client.get(f"/api/data/{name}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def table(client: Client, code: str) -> list[dict[str, object]]:
    return pyarrow.parquet.read_table(io.BytesIO(content(client, f"{code}.parquet"))).to_pylist()


def somebody() -> str:
    """An organisation of the few."""
    return models.Organisation.objects.order_by("id").values_list("id", flat=True)[0]


@pytest.mark.parametrize("file", bulk_files(), ids=lambda file: file.code)
def test_both_formats_hold_every_row_and_what_is_not_known_is_null(
    edition: None, client: Client, file: object
) -> None:
    code, columns = file.code, file.columns  # type: ignore[attr-defined]
    rows = table(client, code)
    printed = list(csv.reader(io.StringIO(content(client, f"{code}.csv").decode())))
    assert len(rows) == len(printed) - 1 == MODELS[code].objects.count()
    assert printed[0] == list(rows[0]) == [column.code for column in columns]
    assert all(value != "" and value != "not known" for row in rows for value in row.values())


def test_a_statement_stands_with_codes_words_and_the_row_it_was_read_from(
    edition: None, client: Client
) -> None:
    rows = {row["statement"]: row for row in table(client, "statements")}
    assert list(rows) == sorted(rows)  # type: ignore[type-var]
    (stage,) = (row for row in rows.values() if row["record"] == "bsmepa:24" and row["property"] == "stage")
    assert (stage["organisation"], stage["code"], stage["value_en"]) == (
        "45q98wt",
        "start_up",
        "start-up cluster",
    )
    assert (stage["list"], stage["edition"], stage["row"]) == ("bsmepa", "2018", 17)
    assert str(stage["text"]).startswith("24\tКлъстер\tмашиностроене\t2016")


def test_an_organisation_has_its_identifiers_and_the_year_of_its_activity(
    edition: None, client: Client
) -> None:
    (lift,) = (row for row in table(client, "organisations") if row["organisation"] == "45q98wt")
    assert (lift["identifiers"], lift["regions"]) == (["204244961"], ["BG322", "BG411"])
    assert (lift["activities"], lift["activity_edition"], lift["activity_year"]) == (["active"], "2018", 2018)
    assert lift["records"] == ["trade_register:48", "bsmepa:24", "cluster_websites:15"]


def test_no_spreadsheet_runs_what_a_file_holds(edition: None, client: Client) -> None:
    cells = csv.reader(io.StringIO(content(client, "statements.csv").decode()))
    assert not [cell for row in cells for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_files_are_made_once_for_each_state_and_a_checksum_is_their_etag(
    few: BuildResult, client: Client
) -> None:
    first = client.get("/api/data/organisations.csv")
    etag = first.headers["ETag"]
    assert etag.strip('"') == hashlib.sha256(b"".join(first.streaming_content)).hexdigest()  # type: ignore[attr-defined]
    assert client.get("/api/data/organisations.csv", headers={"If-None-Match": etag}).status_code == 304
    head = client.head("/api/data/organisations.csv")
    assert (head.status_code, head.headers["ETag"]) == (200, etag)
    assert b"".join(head.streaming_content) == b"" and int(head.headers["Content-Length"]) > 10_000  # type: ignore[attr-defined]
    assert client.get("/api/data/organisations.csv").headers["Access-Control-Allow-Origin"] == "*"
    contribute(subject=somebody(), property="founded", value="2015", by="person:0123456789")
    assert client.get("/api/data/organisations.csv").headers["ETag"] != etag
    contribute(subject=somebody(), property="members", value="9", by="person:0123456789")
    client.get("/api/data/organisations.csv")
    assert len(editions()) == 2, "the newest, and the one before"


def test_a_damaged_file_is_made_again(few: BuildResult, client: Client) -> None:
    whole = content(client, "lists.csv")
    file = folder_of_now() / "lists.csv"
    file.write_bytes(whole[:-1] + b"?")
    assert content(client, "lists.csv") == whole


def test_a_file_that_was_deleted_is_made_again(few: BuildResult, client: Client) -> None:
    whole = content(client, "lists.csv")
    (folder_of_now() / "lists.csv").unlink()
    assert content(client, "lists.csv") == whole


@pytest.mark.parametrize("manifest", [None, "5", "{"])
def test_an_edition_without_a_manifest_is_named_and_made_again(
    few: BuildResult, client: Client, manifest: str | None
) -> None:
    actions.make_edition()
    path = folder_of_now() / "manifest.json"
    path.unlink()
    if manifest:
        path.write_text(manifest)
    (found,) = (check for check in CAPABILITY.verify() if check.problem)
    assert str(path.parent) in found.what and "manifest" in found.problem
    assert client.get("/en/data/").status_code == client.get("/api/data").status_code == 200
    assert not [check for check in CAPABILITY.verify() if check.problem]


def test_who_finds_files_being_made_gets_the_former_ones_or_is_told_to_wait(
    few: BuildResult, client: Client
) -> None:
    folder = folder_of_now().parent
    make_folder(folder)
    with (folder / "lock").open("a") as file:
        assert take_lock(file.fileno())
        answer = client.get("/api/data/lists.csv")
        assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert client.get("/api/data").json()["is_latest"]
    contribute(subject=somebody(), property="founded", value="2015", by="person:0123456789")
    with (folder / "lock").open("a") as file:
        assert take_lock(file.fileno())
        assert client.get("/api/data").json()["is_latest"] is False
        assert content(client, "lists.csv")
        (editions()[0] / "lists.csv").unlink()
        assert client.get("/api/data/lists.csv").status_code == 503


@pytest.mark.parametrize("path", ["/en/data/", "/api/data?language=en", "/api/catalogue.jsonld?language=en"])
def test_what_cannot_be_stored_is_said(registry: BuildResult, client: Client, path: str) -> None:
    folder_of_now().parent.write_text("in the way")
    answer = client.get(path)
    assert answer.status_code == 503 and "cannot be stored" in answer.content.decode()


def test_invented_examples_are_in_no_file(few: BuildResult, client: Client, tmp_path: Path) -> None:
    ids = {public_id.encode() for public_id in make_examples().values()}
    actions.export_files(tmp_path)
    files = [file for file in tmp_path.iterdir() if file.suffix in (".csv", ".jsonl")]
    assert len(files) == len(bulk_files()) + 1
    assert not [file.name for file in files for public_id in ids if public_id in file.read_bytes()]


def test_the_same_register_gives_the_same_bytes(few: BuildResult, tmp_path: Path, settings: object) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        actions.export_files(tmp_path / name)
    one, two = (read_edition(tmp_path / name) for name in ("one", "two"))
    assert one is not None and two is not None and one.files == two.files


def test_a_large_register_gives_what_is_there_while_newer_files_are_made(
    few: BuildResult, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ebpages.open_data.actions.MOST_WHILE_WAITING", 10)
    assert client.get("/api/data").status_code == 503
    actions.make_edition()
    assert client.get("/api/data").json()["is_latest"]
    contribute(subject=somebody(), property="founded", value="2015", by="person:0123456789")
    assert not client.get("/api/data").json()["is_latest"]
    assert "within an hour" in client.get("/en/data/").content.decode()


def test_entities_to_follow_have_known_schemata_and_properties(edition: None, client: Client) -> None:
    entities = [json.loads(line) for line in content(client, FOLLOW_THE_MONEY).decode().splitlines()]
    assert len({each["id"] for each in entities}) == len(entities) == models.Organisation.objects.count()
    known = {name for names in mapped().properties.values() for name in names}
    assert set().union(*(each["properties"] for each in entities)) <= known
    assert {each["schema"] for each in entities} <= {"Company", "Organization", "PublicBody", "LegalEntity"}


def test_the_command_writes_all_files_with_their_checksums(
    few: BuildResult, ebpages: object, tmp_path: Path
) -> None:
    said = ebpages("export", "all", str(tmp_path / "new" / "folder"))  # type: ignore[operator]
    assert said.status == 0, said.errors
    folder = tmp_path / "new" / "folder"
    edition = read_edition(folder)
    assert edition is not None and edition.data_of == "2018-04-22"
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert {file.name: file.sha256 for file in edition.files} == sums
    assert all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items()
    )
    (tmp_path / "file").touch()
    assert "cannot be written" in ebpages("export", "all", str(tmp_path / "file" / "x")).errors  # type: ignore[operator]


@pytest.mark.parametrize("name", ["nothing.csv", "manifest.json", "statements.xlsx", "..", "%2e%2e%2fsecret"])
def test_only_the_files_of_the_manifest_are_given_out(edition: None, client: Client, name: str) -> None:
    assert client.get(f"/api/data/{name}").status_code == 404
