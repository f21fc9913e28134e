"""A list from a file to the pages of its organisations, its next edition, and what stays as it was when something goes wrong."""

from pathlib import Path

import pytest
from django.test import Client

from ebpages.accounts.models import AuditEntry
from ebpages.accounts.reader import OPERATOR
from ebpages.imports.actions import ListRefused, check_file, import_list, take_back
from ebpages.imports.capability import CAPABILITY
from ebpages.imports.editions import UnusableName
from ebpages.imports.queries import edition_to_take_back
from ebpages.imports.queries.checks import checks
from ebpages.registry.models import Build, FoundingYear, Record, SourceList
from tests.integration.imports.lists import FIRST, SECOND, edition_names, file, hand_in, nothing


def test_its_rows_are_organisations_with_their_source_row_and_edition(home: Path, client: Client) -> None:
    assert (
        edition_names(home) == ["2026-09-30"]
        and SourceList.objects.get(slug="network").edition == "2026-09-30"
    )
    record = Record.objects.get(source="network", key="176999117")
    assert (record.row, record.number, record.name) == (4, "1", "Клъстер Люлякова долина")
    page = client.get(f"/bg/organisations/{record.organisation_id}/").text
    assert "Клъстер Люлякова долина" in page and "www.lyulyak.example" in page and "network" in page
    assert "Синя река" in client.get("/bg/sources/network/").text
    assert client.get("/bg/sources/network/176999117/").status_code == 200


def test_its_numbers_and_years_are_no_evidence_of_how_numbers_run_with_years(home: Path) -> None:
    assert not FoundingYear.objects.filter(number="176999117").exists()


def test_the_original_is_kept_untouched_beside_the_list(home: Path) -> None:
    folder = home / "lists" / "network" / "2026-09-30"
    assert sorted(path.name for path in folder.iterdir()) == ["list.csv", "original.csv", "source.yaml"]
    assert (folder / "original.csv").read_bytes() == FIRST.encode("windows-1251")
    assert 'Клъстер ""Синя река"" ООД' in (folder / "list.csv").read_text(encoding="utf-8")


def test_the_same_file_again_changes_nothing(home: Path) -> None:
    builds = Build.objects.count()
    again = hand_in(FIRST)
    assert not again.changed and again.edition == "2026-09-30"
    assert edition_names(home) == ["2026-09-30"] and Build.objects.count() == builds


def test_another_file_is_the_next_edition_read_by_the_same_mapping_and_organisations_keep_their_ids(
    home: Path,
) -> None:
    before = dict(Record.objects.filter(source="network").values_list("key", "organisation_id"))
    result = hand_in(SECOND)
    assert result.changed and edition_names(home) == ["2026-09-30", "2026-10-31"]
    assert [each.kind for each in result.findings if each.kind == "column_new"] == ["column_new"]
    after = dict(Record.objects.filter(source="network").values_list("key", "organisation_id"))
    assert set(after) == {"176999117", "klaster-nov-vrah", "klaster-sinya-reka-ood"}
    assert {key: after[key] for key in after if key in before} == {
        key: before[key] for key in before if key in after
    }


def test_errors_store_nothing_unless_they_are_accepted(home: Path) -> None:
    damaged = "Име;ЕИК\nКлъстер Стара планина;1.23457E+08\n"
    with pytest.raises(ListRefused, match="line 2, column ЕИК"):
        hand_in(damaged, "damaged")
    assert not (home / "lists" / "damaged").exists() and not list((home / "lists").glob(".*"))
    assert hand_in(damaged, "damaged", {"accept": ["scientific_notation"]}).changed


def test_a_dry_run_stores_nothing(home: Path) -> None:
    assert check_file(file=file(SECOND), progress=nothing).rows == 3
    assert edition_names(home) == ["2026-09-30"]


@pytest.mark.parametrize(
    ("name", "edition"), [("network", "9999-12-31"), ("network", "20261030"), ("bulstat", "2026-10-30")]
)
def test_a_dry_run_refuses_a_name_or_an_edition_that_the_import_would_refuse(
    home: Path, name: str, edition: str
) -> None:
    with pytest.raises(UnusableName):
        check_file(file=file(SECOND, name, {"edition": edition}), progress=nothing)


def test_an_import_that_is_interrupted_leaves_nothing_half(home: Path) -> None:
    def interrupt(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    rows = "".join(f"Клъстер {number};\n" for number in range(2_100))
    with pytest.raises(KeyboardInterrupt):
        import_list(file=file(f"Име;ЕИК\n{rows}", "cut"), by=OPERATOR, progress=interrupt)
    assert not (home / "lists" / "cut").exists() and not list((home / "lists").glob(".*"))


def test_a_list_cannot_take_the_name_of_another(home: Path) -> None:
    with pytest.raises(UnusableName, match="another list is called 'bulstat'"):
        hand_in(FIRST, "bulstat")


def test_an_import_stands_in_the_audit(home: Path) -> None:
    hand_in(SECOND)
    entry = AuditEntry.objects.for_writing().filter(action="list.import").order_by("-id").first()
    assert entry is not None and entry.object_id == "network"


def test_an_edition_that_is_taken_back_is_gone_and_addresses_stay(home: Path, client: Client) -> None:
    hand_in(SECOND)
    new = Record.objects.get(source="network", key="klaster-nov-vrah").organisation_id
    take_back(name="network", folder="2026-10-31", by=OPERATOR, progress=nothing)
    assert edition_names(home) == ["2026-09-30"]
    assert Record.objects.filter(source="network", key="176999220").exists()
    assert "Никой от списъците" in client.get(f"/bg/organisations/{new}/").text
    entry = AuditEntry.objects.for_writing().order_by("-id").first()
    assert entry is not None and (entry.action, entry.object_id) == ("list.take_back", "network")
    with pytest.raises(UnusableName, match="has no edition '2026-10-31'"):
        take_back(name="network", folder="2026-10-31", by=OPERATOR, progress=nothing)


def test_an_edition_whose_taking_back_was_killed_is_gone_and_stands_in_the_audit(home: Path) -> None:
    hand_in(SECOND)
    folder = home / "lists" / "network" / "2026-10-31"
    aside = folder.rename(folder.with_name(".2026-10-31"))
    told = [check for check in checks() if not check.is_well]
    assert [check.what for check in told] == ["list network, edition 2026-10-31"]
    assert "`ebpages build`" in told[0].remedy
    assert edition_to_take_back("network") == "2026-10-31"
    assert not take_back(name="network", folder="2026-10-31", by=OPERATOR, progress=nothing)
    assert edition_names(home) == ["2026-09-30"] and not aside.exists()
    assert not checks_that_fail()
    (home / "lists" / "network" / "2026-09-30").rename(aside)
    CAPABILITY.before_build()
    assert not aside.parent.exists()
    assert AuditEntry.objects.for_writing().filter(action="list.take_back").count() == 2


def test_a_damaged_edition_breaks_no_page_and_can_be_taken_back(home: Path, client: Client) -> None:
    hand_in(SECOND)
    earlier = home / "lists" / "network" / "2026-09-30"
    with (earlier / "list.csv").open("a", encoding="utf-8") as file_:
        file_.write("x\n")
    page = client.get("/en/lists/network/?before=2026-09-30&after=2026-10-31")
    assert page.status_code == 200 and "damaged" in page.text
    assert client.get("/en/lists/network/changes.xlsx").status_code == 404
    (earlier / "source.yaml").write_text("edition: [", encoding="utf-8")
    assert client.get("/en/lists/network/").status_code == 200
    assert [each["folder"] for each in client.get("/api/lists").json()[0]["editions"]] == ["2026-10-31"]
    assert len(checks_that_fail()) == 1
    assert take_back(name="network", folder="2026-09-30", by=OPERATOR, progress=nothing)
    assert edition_names(home) == ["2026-10-31"]


def test_only_the_columns_that_are_used_are_kept_where_that_is_asked(home: Path) -> None:
    given: dict[str, object] = {"read": {"only_used": True}, "columns": {"name": "Име"}}
    result = hand_in("Име;Телефон\nКлъстер Явор;02 123\n", "maples", given)
    folder = home / "lists" / "maples" / edition_names(home, "maples")[0]
    assert sorted(path.name for path in folder.iterdir()) == ["list.csv", "source.yaml"]
    assert "02 123" not in (folder / "list.csv").read_text(encoding="utf-8")
    assert "column_left_out" in [each.kind for each in result.findings]


def test_verify_names_an_edition_that_is_not_as_it_was_imported(home: Path) -> None:
    assert all(check.is_well for check in checks())
    original = home / "lists" / "network" / "2026-09-30" / "original.csv"
    kept = original.read_bytes()
    original.write_bytes(kept + b" ")
    assert [check.problem for check in checks()] == ["original.csv: not as it was imported"]
    original.write_bytes(kept)


def checks_that_fail() -> list[str]:
    return [check.problem for check in checks() if not check.is_well]


def test_a_page_shows_what_lists_said_on_an_earlier_day(home: Path, client: Client) -> None:
    hand_in(SECOND)
    id_ = Record.objects.get(source="network", key="176999117").organisation_id

    def said(day: str) -> tuple[list[str], str]:
        answer = client.get(f"/api/organisations/{id_}", {"as_of": day}).json()
        facts = (fact for section in answer["sections"] for fact in section["facts"])
        members = [value for fact in facts if fact["property"] == "members" for value in fact["values"]]
        return [value["text"] for value in members if value["evidence"]], answer["as_of"]

    assert said("2026-10-15") == (["12"], "2026-10-15")
    assert said("2026-11-01") == (["15"], "2026-11-01")
    assert said("2026-01-01") == ([], "2026-01-01")
    page = client.get(f"/bg/organisations/{id_}/", {"as_of": "2026-10-15"}).text
    assert "30 септември 2026" in page and "никой списък не я споменава" not in page
    assert "никой списък не я споменава" in client.get(f"/bg/organisations/{id_}/?as_of=2017-01-01").text
    for no_day in ("глупост", "2999-01-01"):
        refused = client.get(f"/bg/organisations/{id_}/", {"as_of": no_day})
        assert refused.status_code == 400 and "не е настъпил ден" in refused.text
        assert client.get(f"/api/organisations/{id_}", {"as_of": no_day}).status_code == 422


def test_what_changed_between_editions_is_a_file_and_a_feed(home: Path, client: Client) -> None:
    hand_in(SECOND)
    rows = client.get("/bg/lists/network/changes.csv").content.decode("utf-8-sig")
    assert "changed,176999117,Клъстер Люлякова долина,брой членове,12,15,members" in rows
    assert "new,klaster-nov-vrah,Клъстер Нов връх,име,,Клъстер Нов връх,name" in rows
    again = hand_in(SECOND + "4;Клъстер Ясен;;;;;;\n")
    assert again.edition == "2026-10-31"
    heads = client.get("/bg/lists/network/changes.semicolon.csv").content.decode("utf-8-sig").splitlines()[0]
    assert heads.endswith(";2026-10-31;2026-10-31.2;код на свойството")
    assert client.get("/bg/lists/network/changes.xlsx").content.startswith(b"PK")
    feed = client.get("/bg/lists/network/editions.atom")
    assert feed["Content-Type"].startswith("application/atom+xml") and feed.text.count("<entry>") == 3
    assert "/bg/lists/network/?before=2026-09-30&amp;after=2026-10-31" in feed.text
    assert client.get("/bg/lists/nothing/editions.atom").status_code == 404
