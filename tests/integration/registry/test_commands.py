"""The command `ebpages` on the registry built from the shipped lists."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.queries import record_rows

Ebpages = Callable[..., "Said"]


class Said:
    """What the fixture `ebpages` gives back, see conftest.py."""

    status: int
    output: bytes
    errors: str
    text: str


def is_a_sentence_for_a_person(said: Said) -> bool:
    """One line on the error stream that begins with the command's name; status 2; nothing on the other stream."""
    lines = [line for line in said.errors.splitlines() if line.strip()]
    one = (
        len(lines) == 1
        and lines[0].startswith("ebpages: ")
        and lines[0].endswith((".", "ids", "parquet", "json"))
    )
    return one and said.status == 2 and not said.output and "Traceback" not in said.errors


class TestBuild:
    def test_it_tells_what_was_built_and_what_has_not_changed(
        self, registry: BuildResult, ebpages: Ebpages
    ) -> None:
        again, forced = ebpages("build"), ebpages("build", "--force")
        assert again.status == forced.status == 0
        assert "Nothing has changed: 9 sources, 503 records" in again.errors
        assert "Built: 9 sources, 503 records" in forced.errors

    @pytest.mark.parametrize(
        ("slug", "damage", "line"),
        [
            ("bulstat", lambda raw: raw.decode().encode("koi8-r", "ignore"), 7),
            ("trade_register", lambda raw: raw[: len(raw) // 2].rstrip(b"\n"), None),
            ("bsmepa", lambda raw: raw.replace("\tЕтап на развитие".encode(), b"", 1), None),
            ("bulstat", lambda raw: raw.replace("ЕКО ФЛОРА".encode(), "Я".encode() * 50_000, 1), 7),
            ("bulstat", lambda raw: raw.replace(b"104691139", b"1046\x0091139", 1), 7),
            ("cluster_websites", lambda raw: b"", None),
        ],
        ids=["encoding", "truncated", "column", "cell", "nul", "empty"],
    )
    def test_bad_input_is_told_with_file_line_and_remedy_and_changes_nothing(
        self,
        registry: BuildResult,
        ebpages: Ebpages,
        lists: Path,
        slug: str,
        damage: Callable[[bytes], bytes],
        line: int | None,
    ) -> None:
        file = lists / slug / "list.txt"
        file.write_bytes(damage(file.read_bytes()))
        before = list(record_rows())
        said = ebpages("build", "--force")
        assert is_a_sentence_for_a_person(said), said.errors
        assert said.errors.strip().startswith(f"ebpages: {slug}/list.txt")
        assert line is None or f"list.txt, line {line}: " in said.errors
        assert said.errors.count(". ") >= 1  # the remedy is a sentence of its own
        assert list(record_rows()) == before and models.Build.objects.count() == 1

    def test_an_identifier_with_letters_is_a_finding_with_its_line_and_remedy(
        self, registry: BuildResult, ebpages: Ebpages, lists: Path
    ) -> None:
        file = lists / "bulstat" / "list.txt"
        file.write_bytes(file.read_bytes().replace(b"104691139", b"10469II39", 1))
        assert ebpages("build", "--force").status == 0
        assert models.Record.objects.get(id="bulstat:1").identifier == ""
        said = ebpages("findings", "--kind", "identifier_invalid", "--format", "json", "--language", "en")
        (finding,) = json.loads(said.output)
        assert (
            "10469II39" in finding["sentence"] and finding["resolve"] and finding["evidence"] == ["bulstat:1"]
        )

    def test_judgements_that_cannot_be_read_are_told(
        self, registry: BuildResult, ebpages: Ebpages, judge: Callable[..., None]
    ) -> None:
        judge(("bulstat:1", "cousin_of", "bulstat:2"))
        said = ebpages("build", "--force")
        assert (
            said.status == 2
            and "relation 'cousin_of' is unknown" in said.errors
            and "Traceback" not in said.errors
        )


class TestFindings:
    def test_they_are_written_as_json_and_csv(self, registry: BuildResult, ebpages: Ebpages) -> None:
        as_json = json.loads(ebpages("findings", "-f", "json", "-l", "bg").output)
        as_csv = list(
            csv.DictReader(
                io.StringIO(ebpages("findings", "-f", "csv", "-l", "bg").output.decode("utf-8-sig"))
            )
        )
        assert len(as_json) == len(as_csv) == registry.counts["findings"]
        assert [f["id"] for f in as_json] == [f["id"] for f in as_csv]

    def test_they_are_chosen_by_kind_and_severity(self, registry: BuildResult, ebpages: Ebpages) -> None:
        found = json.loads(
            ebpages("findings", "-f", "json", "--severity", "error", "--severity", "warning").output
        )
        assert {f["severity"] for f in found} == {"error", "warning"}
        (kind,) = {
            f["kind"] for f in json.loads(ebpages("findings", "-f", "json", "--kind", "rows_lost").output)
        }
        assert kind == "rows_lost"

    def test_a_table_says_how_many(self, registry: BuildResult, ebpages: Ebpages) -> None:
        said = ebpages("findings")
        assert said.status == 0 and f"{registry.counts['findings']} findings" in said.errors

    @pytest.mark.parametrize("language", ["bg", "en"])
    def test_the_language_can_be_chosen(self, registry: BuildResult, ebpages: Ebpages, language: str) -> None:
        sentences = [
            f["sentence"] for f in json.loads(ebpages("findings", "-f", "json", "-l", language).output)
        ]
        cyrillic = sum(any("а" <= c <= "я" for c in s.split("“")[0].split("„")[0]) for s in sentences)
        assert (cyrillic > len(sentences) / 2) == (language == "bg")


class TestShow:
    @pytest.mark.parametrize(
        "text", ["{id}", "{ID}", "117643094", "11764309 4", "1176430940027", "BG117643094"]
    )
    def test_an_organisation_is_known_by_its_id_and_by_its_number(
        self, registry: BuildResult, ebpages: Ebpages, text: str
    ) -> None:
        public_id = str(models.Record.objects.get(id="bulstat:2").organisation_id)
        said = ebpages("show", text.format(id=public_id, ID=public_id.upper()), "-l", "en")
        assert said.status == 0
        assert public_id in said.text and "117643094" in said.text and "bulstat 2" in said.text

    def test_json_holds_the_evidence(self, registry: BuildResult, ebpages: Ebpages) -> None:
        found = json.loads(ebpages("show", "117643094", "--format", "json").output)
        assert all(value["evidence"] for value in found["names"]["values"])

    def test_an_old_id_shows_the_organisation_that_took_it_over(
        self, registry: BuildResult, ebpages: Ebpages
    ) -> None:
        public_id = str(models.Record.objects.get(id="bulstat:2").organisation_id)
        models.PublicId.objects.create(id="oldid07", heir_id=public_id, anchor="")
        assert public_id in ebpages("show", "oldid07").text

    @pytest.mark.parametrize("text", ["nobody1", "123456789", "", "11764309"])
    def test_an_unknown_id_is_told(self, registry: BuildResult, ebpages: Ebpages, text: str) -> None:
        said = ebpages("show", text)
        assert is_a_sentence_for_a_person(said), said.errors
        assert "ebpages search WORDS" in said.errors

    def test_one_organisation_is_no_table(self, registry: BuildResult, ebpages: Ebpages) -> None:
        assert is_a_sentence_for_a_person(ebpages("show", "117643094", "--format", "csv"))


class TestSearch:
    def test_words_find_organisations(self, registry: BuildResult, ebpages: Ebpages) -> None:
        first = json.loads(ebpages("search", "зелена", "синергия", "--format", "json").output)[0]
        assert first["id"] == models.Record.objects.get(id="ecei_bronze:6").organisation_id

    def test_nothing_found_is_no_error(self, registry: BuildResult, ebpages: Ebpages) -> None:
        said = ebpages("search", "xyzzyqwv")
        assert said.status == 0 and "0 organisations" in said.errors
        assert json.loads(ebpages("search", "xyzzyqwv", "-f", "json").output) == []


def rows_of(file: Path) -> list[dict[str, object]]:
    if file.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    if file.suffix == ".json":
        return list(json.loads(file.read_text()))
    if file.suffix == ".parquet":
        return list(pyarrow.parquet.read_table(file).to_pylist())
    head, *rows = openpyxl.load_workbook(file, read_only=True).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


class TestExport:
    @pytest.mark.parametrize(
        ("ending", "options"),
        [("csv", ["--automatic"]), ("xlsx", []), ("json", []), ("parquet", []), ("CSV", [])],
    )
    def test_every_row_is_written_with_what_it_was_resolved_to(
        self, registry: BuildResult, ebpages: Ebpages, tmp_path: Path, ending: str, options: list[str]
    ) -> None:
        file = tmp_path / f"records.{ending}"
        said = ebpages("export", "records", *options, "--output", str(file))
        assert said.status == 0, said.errors
        rows = rows_of(file.rename(file.with_suffix("." + ending.lower())))
        assert {"source", "number", "name", "identifier", "legal_entity", "organisation"} <= set(rows[0])
        assert len(rows) == registry.counts["records"] >= 443
        assert all(row["number"] and row["source"] for row in rows)
        assert all(row["organisation"] and row["legal_entity"] for row in rows if row["name"])
        assert not list(tmp_path.glob(".*"))

    @pytest.mark.parametrize("ending", ["csv", "json"])
    def test_organisations_are_written(
        self, registry: BuildResult, ebpages: Ebpages, tmp_path: Path, ending: str
    ) -> None:
        file = tmp_path / f"organisations.{ending}"
        assert ebpages("export", "organisations", "-o", str(file)).status == 0
        assert len(rows_of(file)) == registry.counts["organisations"]

    def test_human_judgements_can_be_left_out(
        self, registry: BuildResult, ebpages: Ebpages, tmp_path: Path, judge: Callable[..., None]
    ) -> None:
        judge(("bulstat:47", "different", "bsmepa:56"))
        assert ebpages("build", "--force").status == 0
        automatic, judged = tmp_path / "automatic.json", tmp_path / "judged.json"
        ebpages("export", "records", "--automatic", "-o", str(automatic))
        ebpages("export", "records", "-o", str(judged))
        together, apart = (
            {
                str(r["organisation"])
                for r in rows_of(file)
                if (r["source"], r["number"]) in (("bulstat", "47"), ("bsmepa", "56"))
            }
            for file in (automatic, judged)
        )
        assert (len(together), len(apart)) == (1, 2)

    @pytest.mark.parametrize("name", ["records.doc", "records", "records.csv.zip"])
    def test_an_ending_that_says_no_format_is_told(
        self, registry: BuildResult, ebpages: Ebpages, tmp_path: Path, name: str
    ) -> None:
        said = ebpages("export", "records", "-o", str(tmp_path / name))
        assert is_a_sentence_for_a_person(said), said.errors
        assert "csv, xlsx, json, parquet" in said.errors and not list(tmp_path.iterdir())

    def test_a_place_that_cannot_be_written_is_told_and_keeps_what_was_there(
        self, registry: BuildResult, ebpages: Ebpages, tmp_path: Path
    ) -> None:
        (tmp_path / "taken.csv").mkdir()
        for place in (tmp_path / "nowhere" / "records.csv", tmp_path / "taken.csv"):
            said = ebpages("export", "records", "-o", str(place))
            assert is_a_sentence_for_a_person(said), said.errors
        assert [path.name for path in tmp_path.iterdir()] == ["taken.csv"]


class TestTheCommandItself:
    @pytest.mark.parametrize(
        "arguments",
        [["--help"], ["build", "--help"], ["findings", "--help"], ["export", "records", "--help"]],
    )
    def test_help_says_what_it_does(self, ebpages: Ebpages, arguments: list[str]) -> None:
        said = ebpages(*arguments)
        assert said.status == 0 and "Usage: ebpages" in said.text

    @pytest.mark.parametrize(
        "arguments",
        [
            ["bild"],
            ["build", "--frce"],
            ["findings", "--format", "pdf"],
            ["serve", "--port", "99999"],
            ["export", "records"],
        ],
    )
    def test_a_slip_is_told_without_a_trace(self, ebpages: Ebpages, arguments: list[str]) -> None:
        said = ebpages(*arguments)
        assert said.status == 2 and said.errors.strip() and "Traceback" not in said.errors
