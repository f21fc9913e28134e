"""The way of a file through the pages: handed in, mapped, read in full, imported."""

from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from ebpages.accounts.actions import make_token
from ebpages.accounts.models import Notice
from ebpages.accounts.readers import reader_for
from ebpages.accounts.roles import AgencyAnalyst
from ebpages.imports.models import ListUpload
from ebpages.jobs import queue
from ebpages.jobs.running import carry_out
from ebpages.registry.models import Record
from tests.integration.imports.lists import FIRST, SECOND, edition_names
from tests.samples.people_of_every_role import person

LISTS = "/bg/agency/lists/"


@pytest.fixture
def analyst(home: Path, client: Client) -> Client:
    client.force_login(
        person(AgencyAnalyst.name), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def workbook(home: Path, *rows: list[object]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(home / "book.xlsx")
    return SimpleUploadedFile("Нова мрежа.xlsx", (home / "book.xlsx").read_bytes())


def handed_in(client: Client, file: SimpleUploadedFile) -> str:
    answer = client.post(LISTS, {"file": file})
    assert answer.status_code == 302, answer.text
    return str(answer.url)


def work() -> None:
    """What a worker does with the tasks that wait."""
    while row := queue.claim():
        carry_out(DBTaskResult.objects.get(pk=row.pk))


def test_a_spreadsheet_goes_from_upload_to_the_pages_of_its_organisations(
    analyst: Client, home: Path
) -> None:
    page = handed_in(
        analyst, workbook(home, ["Организация", "ЕИК", "Град"], ["Клъстер Сребърна нишка", 176999220, "Русе"])
    )
    shown = analyst.get(page).text
    assert "Сребърна нишка" in shown and '<option value="name" selected>' in shown
    fields = {
        "column-1": "name",
        "column-2": "identifier",
        "column-3": "seat",
        "name": "nova_mrezha",
        "title_bg": "Нова мрежа",
    }
    assert analyst.post(page, {**fields, "step": "check"}).status_code == 302
    work()
    assert ListUpload.objects.for_writing().get().state == "checked"
    assert not edition_names(home, "nova_mrezha")
    analyst.post(page, {"step": "import"})
    work()
    assert len(edition_names(home, "nova_mrezha")) == 1
    record = Record.objects.get(source="nova_mrezha")
    assert "Сребърна нишка" in analyst.get(f"/bg/organisations/{record.organisation_id}/").text
    assert [each.kind for each in Notice.objects.for_writing().order_by("id")] == [
        "list.checked",
        "list.imported",
    ]
    assert "Нова мрежа" in analyst.get(LISTS).text


def test_a_guess_that_is_changed_is_kept(analyst: Client, home: Path) -> None:
    page = handed_in(
        analyst, SimpleUploadedFile("a.csv", "Име;Бележка\nКлъстер;важна\n".encode("windows-1251"))
    )
    fields = {
        "column-1": "name",
        "column-2": "sector",
        "name": "other",
        "edition": "2026-10",
        "encoding": "windows-1251",
        "delimiter": ";",
        "header_row": "1",
    }
    analyst.post(page, {**fields, "step": "save"})
    upload = ListUpload.objects.for_writing().get()
    assert (upload.name, upload.given["edition"]) == ("other", "2026-10")
    assert upload.given["columns"]["sector"] == {"header": "Бележка", "cell": "text"}
    analyst.post(page, {**fields, "encoding": "mac-cyrillic", "step": "save"})
    assert ListUpload.objects.for_writing().get().given["read"]["encoding"] == "mac-cyrillic"


def test_errors_stop_the_import_until_they_are_accepted(analyst: Client, home: Path) -> None:
    page = handed_in(analyst, SimpleUploadedFile("a.csv", "Име;ЕИК\nКлъстер Ела;1.23457E+08\n".encode()))
    analyst.post(
        page, {"column-1": "name", "column-2": "identifier", "name": "a", "delimiter": ";", "step": "check"}
    )
    work()
    assert 'name="accept" value="scientific_notation"' in analyst.get(page).text
    analyst.post(page, {"step": "import"})
    work()
    assert not edition_names(home, "a")
    analyst.post(page, {"step": "import", "accept": "scientific_notation"})
    work()
    assert len(edition_names(home, "a")) == 1


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [("a.csv", b"", 400, "файлът е празен"), ("a.exe", b"MZ", 400, "CSV, TSV, XLSX"), ("a.csv", b"x" * 17_000_000, 413, "16")],
)  # fmt: skip
def test_what_is_no_list_is_refused_and_not_kept(
    analyst: Client, home: Path, name: str, content: bytes, status: int, said: str
) -> None:
    answer = analyst.post(LISTS, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == status and said in answer.text
    assert not ListUpload.objects.for_writing().exists() and not [*(home / "private").rglob("*.*")]


def test_a_file_that_was_handed_in_can_be_deleted(analyst: Client, home: Path) -> None:
    page = handed_in(analyst, SimpleUploadedFile("a.csv", FIRST.encode()))
    assert len([*(home / "private" / "imports").iterdir()]) == 1
    analyst.post(page, {"step": "drop"})
    assert analyst.get(page).status_code == 404 and not [*(home / "private" / "imports").iterdir()]


def test_the_next_edition_is_read_as_the_one_before_and_its_changes_are_shown(
    analyst: Client, home: Path
) -> None:
    page = handed_in(analyst, SimpleUploadedFile("network.csv", SECOND.encode()))
    assert "Бележки" in analyst.get(page).text
    analyst.post(page, {"step": "import"})
    work()
    assert edition_names(home) == ["2026-09-30", "2026-10-31"]
    shown = analyst.get("/bg/lists/network/").text
    assert "Клъстер Нов връх" in shown and "Клъстер Медна стрела" in shown
    assert "<del>12</del>" in shown and "<ins>15</ins>" in shown and "<ins>Перник</ins>" in shown


def test_a_new_edition_of_a_list_is_chosen_on_the_page_and_can_be_taken_back(
    analyst: Client, home: Path
) -> None:
    answer = analyst.post(
        LISTS, {"file": SimpleUploadedFile("Октомври.csv", SECOND.encode()), "list": "network"}
    )
    assert ListUpload.objects.for_writing().get().name == "network"
    analyst.post(answer.url, {"step": "import"})
    work()
    assert edition_names(home) == ["2026-09-30", "2026-10-31"]
    asks = f"{LISTS}network/editions/2026-10-31/take-back/"
    assert asks in analyst.get(LISTS).text and "31" in analyst.get(asks).text
    assert analyst.post(asks)["Location"] == asks
    assert "data-open" in analyst.get(asks).text
    assert analyst.post(asks, {"step": "stop"}).status_code == 302
    assert analyst.post(asks)["Location"] == asks, "it can be asked for again"
    work()
    done = analyst.get(asks, follow=True)
    assert done.redirect_chain[-1][0] == "/bg/lists/network/" and done.status_code == 200
    assert edition_names(home) == ["2026-09-30"]
    assert ListUpload.objects.for_writing().get().state == "mapped"
    assert [each.kind for each in Notice.objects.for_writing().order_by("id")][-1] == "list.taken_back"


def test_a_list_has_a_kind_and_pages_name_menus(analyst: Client, home: Path) -> None:
    page = handed_in(analyst, SimpleUploadedFile("a.csv", "Име;Бележка\nКлъстер Ела;x1\n".encode()))
    fields = {"column-1": "name", "name": "a", "kind": "cluster_organisation", "title_en": "Firs"}
    analyst.post(page, {**fields, "step": "check"})
    work()
    given = ListUpload.objects.for_writing().get().given
    assert (given["kind"], given["title_en"]) == ("cluster_organisation", "Firs")
    shown = analyst.get(page).text
    assert "в менюто до колоната" in shown and "`columns`" not in shown


def test_only_analysts_come_in(client: Client, home: Path) -> None:
    client.force_login(person("reviewer"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(LISTS).status_code == 403


def test_a_program_goes_the_same_way(home: Path, client: Client) -> None:
    key = make_token(
        by=reader_for(person(AgencyAnalyst.name)), name="lists", scopes=["lists.import"], days=1
    )[1]
    headers = {"Authorization": f"Bearer {key}"}
    content = "Име;Бележка\nКлъстер Бреза;важна\n".encode("windows-1251")
    answer = client.post(
        "/api/agency/lists", {"file": SimpleUploadedFile("birches.csv", content)}, headers=headers
    )
    assert answer.status_code == 201, answer.text
    code = answer.json()["code"]
    body = {"name": "birches", "mapping": {"title_en": "Birches", "columns": {"name": "Име"}}}
    mapped = client.put(
        f"/api/agency/lists/{code}", body, content_type="application/json", headers=headers
    ).json()
    assert mapped["given"]["title_en"] == "Birches" and [*mapped["given"]["columns"]] == ["name"]
    assert client.post(f"/api/agency/lists/{code}/check", headers=headers).status_code == 202
    work()
    assert client.get(f"/api/agency/lists/{code}", headers=headers).json()["result"]["rows"] == 1
    assert (
        client.post(
            f"/api/agency/lists/{code}/import", {}, content_type="application/json", headers=headers
        ).status_code
        == 202
    )
    work()
    listed = {each["name"]: len(each["editions"]) for each in client.get("/api/lists").json()}
    assert listed == {"birches": 1, "network": 1}
    for wrong in (
        {"title_bg": "a\ud800b"},
        {"title_bg": "a\0b"},
        {"read": {"left_out": 5}},
        {"edition": "9999"},
    ):
        body = {"name": "birches", "mapping": wrong}
        answer = client.put(
            f"/api/agency/lists/{code}", body, content_type="application/json", headers=headers
        )
        assert answer.status_code in (400, 422), (wrong, answer.text)
    long_name = SimpleUploadedFile(f"a.{'я' * 190}.csv", content)
    assert client.post("/api/agency/lists", {"file": long_name}, headers=headers).status_code == 201
    half = SimpleUploadedFile("a.jsonl", b'{"name": "a\\ud800b"}\n')
    refused = client.post("/api/agency/lists", {"file": half}, headers=headers)
    assert refused.status_code == 400 and "ред 1, колона 'name'" in refused.json()["detail"]
    refused = client.post("/api/agency/lists", {"file": SimpleUploadedFile("a.csv", b"")}, headers=headers)
    assert refused.status_code == 400 and "файлът е празен" in refused.json()["detail"]
    assert client.delete(f"/api/agency/lists/{code}", headers=headers).status_code == 204
    assert client.post("/api/agency/lists", {}).status_code == 401
