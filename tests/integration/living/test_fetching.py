"""Daily files are fetched once, kept whole and read the same whatever the cut into runs; each fault is said and the next run goes on."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ebpages.files.cannot_fetch import CannotFetch
from ebpages.living.actions import fetch_due, reading
from ebpages.living.models import LivingFault, LivingSource
from ebpages.living.queries import register_clusters, source_detail, source_views
from ebpages.living.queries.checks import checks
from ebpages.registry.models import LegalEntity
from ebpages.sources.connector import connector
from ebpages.sources.kept_editions import kept, path_of
from tests.integration.living.conftest import DAYS, LISTED, title
from tests.integration.living.living import days, run, stored
from tests.samples.register_days import as_json, new_body, number, xml
from tests.samples.register_server import HTML, RegisterServer

NAME = "trade_register_daily"
BAD = "u-2026-01-06"


def test_a_run_keeps_every_day_and_the_next_one_asks_for_none_again(register: RegisterServer) -> None:
    assert run().new == list(DAYS)
    asked = len(register.asked)
    again = run()
    assert (again.new, again.there) == ([], 4)
    assert register.asked[asked:] == ["page 1", "page 2"], "the list alone was asked for"
    (view,) = [each for each in source_views() if each.name == NAME]
    assert (view.newest, view.editions, view.listed, view.faults) == ("2026-01-08", 4, 4, 0)
    assert view.seen_at and view.changed_at
    assert [check for check in checks() if not check.is_well] == []


def test_whatever_the_cut_into_runs_and_the_order_of_days_the_same_is_stored(register: RegisterServer, tmp_path: Path) -> None:  # fmt: skip
    run()
    whole, clusters = stored(), register_clusters()
    for edition in days():
        path_of(_home(), NAME, edition).unlink()
    reading.read_kept(connector=connector(NAME), progress=lambda *_: None)
    assert stored() == []
    folder = tmp_path / "days"
    folder.mkdir()
    run(since="2026-01-08")  # a body that is called a cluster only later is followed back to its first day
    (folder / "2026-01-05.json").write_bytes(as_json(DAYS["2026-01-05"]))
    (folder / "again 05.01.2026.xml").write_bytes(DAYS["2026-01-05"])
    run(folder=folder)
    run(until="2026-01-06")
    run()
    assert stored() == whole and register_clusters() == clusters
    named = {each.identifier: (each.name, each.condition) for each in clusters.clusters}
    assert named == {
        LISTED: ("ПОДЕМНИ СИСТЕМИ", "in_liquidation"), number(1): ("КЛЪСТЕР РОЗА", "struck_off"),
        number(2): ("КЛАСТЕР ДРУГО", "active"), number(3): ("КЛЪСТЕР С ХОРА", "in_liquidation"),
    }  # fmt: skip


def _home() -> Path:
    from django.conf import settings

    return Path(settings.EBPAGES_HOME)


def content(given: bytes) -> Callable[[RegisterServer], None]:
    return lambda server: server.files.update({BAD: (title("2026-01-06"), given)})


FAULTS: dict[str, tuple[Callable[[RegisterServer], None], str]] = {
    "a page of HTML": (content(HTML), "a page of HTML where data should be"),
    "a way to a page of HTML": (lambda s: s.redirected.add(BAD), "a page of HTML where data should be"),
    "an empty answer": (content(b""), "the answer is empty"),
    "a broken zip": (content(b"PK\x03\x04 and no more"), "the zip is broken"),
    "a file that is cut": (content(DAYS["2026-01-06"][:-300]), "the XML cannot be read"),
    "an answer that breaks off": (lambda s: s.cut.add(BAD), "the answer broke off"),
    "a file of another day": (content(DAYS["2026-01-08"].replace(b"2026-01-08T23", b"2026-02-28T23")), "it says itself that it was made on 2026-02-28"),
    "a day that is gone": (lambda s: s.statuses.update({BAD: (404, {})}), "answers 404"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_used_is_said_and_asked_for_again(fault: str, register: RegisterServer) -> None:
    spoil, says = FAULTS[fault]
    spoil(register)
    result = run()
    assert days() == ["2026-01-05", "2026-01-07", "2026-01-08"] == kept(_home(), NAME), "nothing half written"
    (problem,) = result.faults
    assert says in problem
    (noted,) = LivingFault.objects.all()
    assert (noted.problem, noted.piece) == (problem, title("2026-01-06"))
    view = source_detail(NAME)
    assert view and view.source.freshness == "failing" and view.source.advice
    assert [(each.first, each.last) for each in view.missing] == [("2026-01-06", "2026-01-06")]
    register.files[BAD] = (title("2026-01-06"), DAYS["2026-01-06"])
    for sign in (register.redirected, register.cut, register.statuses):
        sign.clear()
    assert run().new == ["2026-01-06"] and not LivingFault.objects.exists()


def test_a_publisher_that_asks_to_wait_is_left_alone_until_then(register: RegisterServer) -> None:
    register.statuses[BAD] = (429, {"Retry-After": "161"})
    with pytest.raises(CannotFetch, match="asks to wait 161 s"):
        run()
    assert days() == ["2026-01-05"], "what came before is kept"
    asked = len(register.asked)
    with pytest.raises(CannotFetch, match="asked to be asked again after"):
        run()
    assert len(register.asked) == asked
    register.statuses.clear()
    LivingSource.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    assert run().new == ["2026-01-06", "2026-01-07", "2026-01-08"]


def test_pages_that_never_end_end(register: RegisterServer) -> None:
    register.endless = True
    assert len(run().new) == 4


def test_one_file_that_is_listed_without_a_list_is_one(register: RegisterServer) -> None:
    register.listed = {
        "resources": {"uri": "u-2026-01-05", "name": title("2026-01-05"), "file_format": "XML"}
    }
    assert run().new == ["2026-01-05"]


def test_a_list_that_is_none_takes_nothing_away(register: RegisterServer) -> None:
    run()
    for listed, says in (
        ({"error": "?"}, "holds no list of resources"),
        ({"resources": []}, "lists no file at all"),
    ):
        register.listed = listed
        with pytest.raises(CannotFetch, match=says):
            run()
    assert len(days()) == 4 and LivingFault.objects.get().piece == ""


def test_a_day_that_is_listed_twice_counts_once_and_another_file_of_it_is_added(
    register: RegisterServer,
) -> None:
    register.files["u-again"] = (title("2026-01-05"), DAYS["2026-01-05"])
    more = xml("2026-01-05", new_body(number(9), "КЛЪСТЕР ДЕВЕТ", "2026-01-05"))
    register.files["u-more"] = ("Търговски регистър 05..01.2026", more)
    run()
    names = [each.name for each in register_clusters().clusters]
    assert len(days()) == 4 and "КЛЪСТЕР ДЕВЕТ" in names and names.count("КЛЪСТЕР РОЗА") == 1


def test_a_name_that_tells_no_day_is_said_with_what_to_do(register: RegisterServer) -> None:
    register.files["u-x"] = ("Търговски регистър", DAYS["2026-01-05"])
    (problem,) = run().faults
    assert "no day can be read in its name" in problem and "--from-folder" in problem


def test_more_than_a_tenth_fewer_files_stop_until_a_person_has_looked(register: RegisterServer) -> None:
    run()
    del register.files["u-2026-01-08"]
    with pytest.raises(CannotFetch, match=r"lists 3 files, and 4 before.*--accept-fewer"):
        run()
    assert run(accept_fewer=True).there == 3
    assert len(days()) == 4, "what is not seen any more is not taken away"


def test_five_files_in_a_row_end_the_run(register: RegisterServer) -> None:
    register.files |= {f"u-{n}": (title(f"2026-02-{n:02}"), HTML) for n in range(1, 9)}
    with pytest.raises(CannotFetch, match="5 files in a row could not be used"):
        run()
    assert register.asked.count("u-7") == 0 and len(days()) == 4


def test_a_damaged_edition_is_said_and_fetched_again(register: RegisterServer) -> None:
    run()
    before = stored()
    path = path_of(_home(), NAME, "2026-01-06")
    path.write_bytes(path.read_bytes()[:-20])
    assert ["2026-01-06" in check.what for check in checks() if not check.is_well] == [True]
    reading.read_kept(connector=connector(NAME), progress=lambda *_: None)
    assert "Restore a backup" in LivingFault.objects.get().problem and stored() == before
    assert run().new == ["2026-01-06"]
    assert stored() == before and not LivingFault.objects.exists()
    assert [check for check in checks() if not check.is_well] == []


def test_a_body_that_comes_to_the_register_later_is_followed_back(register: RegisterServer) -> None:
    run()
    assert not any(number(2) in subject and day == "2026-01-06" for day, subject, _ in stored())
    register.files["u-last"] = (title("2026-01-09"), xml("2026-01-09", new_body(number(4), "БЕЗ ДУМАТА", "2026-01-09")))  # fmt: skip
    run()
    assert number(4) not in str(stored())
    LegalEntity.objects.filter(identifier=LISTED).update(identifier=number(4))
    reading.read_kept(connector=connector(NAME), progress=lambda *_: None)
    assert number(4) in str(stored())


def test_the_json_of_a_source_that_changed_its_shape_is_refused(register: RegisterServer) -> None:
    register.files[BAD] = (title("2026-01-06"), json.dumps({"Deeds": []}).encode())
    (problem,) = run().faults
    assert "The shape of the file may have changed" in problem


def test_the_worker_fetches_what_the_operator_named_when_it_is_due(
    register: RegisterServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch_due.call()
    assert register.asked == [], "off unless it is asked for"
    monkeypatch.setenv("EBPAGES_SOURCES", "nobody, trade_register_daily")
    run(until="2026-01-05")
    LivingSource.objects.update(seen_at=timezone.now() - timedelta(days=2))
    fetch_due.call()
    assert days() == list(DAYS)
    asked = len(register.asked)
    fetch_due.call()
    assert len(register.asked) == asked, "its rhythm is a day"
    LivingSource.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    fetch_due.call()
    assert len(register.asked) == asked + 2, "a wait that is over"


def test_what_is_entered_at_a_branch_is_no_event_of_its_entity(register: RegisterServer) -> None:
    branch = new_body(f"{LISTED}0018", "КЛОН ВАРНА", "2026-01-09")
    register.files["u-last"] = (title("2026-01-09"), xml("2026-01-09", branch))
    run()
    assert ("2026-01-09", f"eik:{LISTED}0018") in [(day, subject) for day, subject, _ in stored()]
    named = {each.identifier: each.name for each in register_clusters().clusters}
    assert named[LISTED] == "ПОДЕМНИ СИСТЕМИ"
