"""Findings are answered, and told to the publisher of their list in a letter."""

from html import unescape
from typing import Any

import pytest
from django.utils import translation

from ebpages.accounts.actions import Refused
from ebpages.accounts.models import Person
from ebpages.registry.models import Finding, FindingAnswer, Record
from ebpages.registry.queries.findings import FindingQuestion, findings
from ebpages.review import actions, queries
from tests.samples.people import browser, person, reader


@pytest.fixture
def rada(registry: Any) -> Any:
    with translation.override("en"):
        yield person("rada@agency.example", "reviewer", name="Rada Reviewer")


def test_an_answered_finding_leaves_the_open_ones_and_comes_back_when_its_row_changes(rada: Person) -> None:
    row = Finding.objects.exclude(records=None).exclude(severity="note").order_by("place")[0]
    with pytest.raises(Refused, match="Say why"):
        actions.answer_finding(by=reader(rada), finding=row.pk, answer="accepted")
    total = findings(FindingQuestion()).total
    actions.answer_finding(by=reader(rada), finding=row.pk, answer="accepted", reason="Both are right.")
    assert findings(FindingQuestion()).total == total - 1
    (answered,) = queries.answered_findings()
    assert answered.finding.id == row.pk and "accepted as it is on" in answered.finding.answered
    record = row.records.all()[0]
    Record.objects.filter(pk=record.pk).update(text=f"{record.text} changed")
    assert findings(FindingQuestion()).total == total and queries.answered_findings() == ()
    actions.answer_finding(by=reader(rada), finding=row.pk, answer="mended")
    actions.reopen_finding(by=reader(rada), finding=row.pk)
    assert findings(FindingQuestion()).total == total
    assert FindingAnswer.objects.count() == 2, "answers stay stored"


def test_a_letter_holds_the_rows_of_its_list(rada: Person) -> None:
    slug, _title, _number = queries.lists_with_findings()[0]
    letter = queries.letter(slug)
    assert letter and letter.rows and letter.rows[0]["sentence"] in letter.text
    file = browser(rada).get(f"/en/review/letters/{slug}/rows.csv").content.decode("utf-8-sig")
    assert file.splitlines()[0] == "finding,page,row,column,printed,sentence,resolve,text"


def test_a_finding_about_a_whole_list_is_in_the_letter_and_its_answer_on_the_page_of_the_list(
    rada: Person,
) -> None:
    row = Finding.objects.get(kind="declared_total_differs")
    letter = queries.letter(row.source_id)
    assert letter
    (whole,) = (each for each in letter.rows if each["finding"] == row.pk)
    assert f"{whole['sentence']} (the list as a whole)" in letter.text
    client = browser(rada)
    page = f"/en/sources/{row.source_id}/"
    assert whole["sentence"] in unescape(client.get(page).content.decode())
    actions.answer_finding(by=reader(rada), finding=row.pk, answer="sent", reason="Asked the agency.")
    shown = client.get(page).content.decode()
    assert "sent to the publisher of the list" in shown and "Asked the agency." in shown
    table = client.get(f"/en/review/letters/{row.source_id}/rows.csv").content.decode("utf-8-sig")
    assert row.pk not in table
