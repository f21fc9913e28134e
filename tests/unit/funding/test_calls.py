"""Calls as data: versions, days, contradictions, and declarations that cannot be used."""

import re
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ebpages.declared.schema import BrokenDeclaration
from ebpages.funding.call import calls_of
from ebpages.funding.catalogue import VARIABLE, call, calls
from ebpages.funding.opening import open_on
from ebpages.funding.rules_of_aid import check_rules, de_minimis
from ebpages.funding.sentences import check_sentences, cited, name_of
from tests.samples.funding import DEVELOPMENT, INNOVATION

TEXT = {"bg": "т", "en": "t"}
VERSION: dict[str, Any] = {
    "id": "first", "name": TEXT, "since": "2026-01-01", "opens": "2026-01-01", "closes": "2026-06-30", "pays": TEXT,
    "applicants": TEXT, "source": "s", "certainty": "official",
}  # fmt: skip
OWN: dict[str, Any] = {
    "id": "OWN-1", "kind": "grant", "title": TEXT, "programme": TEXT, "purposes": ["innovation"], "who": ["clusters"], "versions": [VERSION],
}  # fmt: skip


def declared(**changed: Any) -> Any:
    (found,) = calls_of("own.yaml", {"calls": [{**deepcopy(OWN), **changed}]})
    return found


def answer_on(name: str, day: date) -> str:
    found = call(name)
    return open_on(found, found.on(day), day).answer.word


def test_the_calls_of_the_guide_are_there_with_all_rules_and_sentences() -> None:
    check_rules()
    check_sentences()
    assert {"BG161PO003-2.4.02", DEVELOPMENT, INNOVATION, "RDP-16.2", "HORIZON-2020", "COSME", "TTF"} <= set(
        calls()
    )
    for each in calls().values():
        for code in (each.kind, *each.purposes, *each.who):
            assert name_of(code, "bg") != code


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2016, 12, 11), "no"),
        (date(2016, 12, 12), "yes"),
        (date(2017, 4, 28), "yes"),
        (date(2017, 4, 29), "cannot_be_told"),  # one source says 30 April
        (date(2017, 4, 30), "cannot_be_told"),
        (date(2017, 5, 1), "no"),
    ],
)
def test_a_call_is_open_between_its_days_and_not_certain_where_sources_disagree(
    day: date, answer: str
) -> None:
    assert answer_on(DEVELOPMENT, day) == answer


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2018, 8, 31), "no"),
        (date(2018, 9, 15), "cannot_be_told"),  # some day of September
        (date(2018, 10, 15), "yes"),
        (date(2018, 12, 1), "no"),  # the indicative programme said November
        (date(2019, 10, 26), "cannot_be_told"),  # when it opened is not known
        (date(2019, 10, 27), "no"),
    ],
)
def test_a_call_is_assessed_by_the_version_known_on_the_day(day: date, answer: str) -> None:
    assert answer_on(INNOVATION, day) == answer


def test_a_later_version_names_only_what_it_changes() -> None:
    indicative, announced = call(INNOVATION).versions
    assert (indicative.budget_bgn, announced.budget_bgn) == (29924199, 29924199)
    assert [each.id for each in announced.conditions] != [each.id for each in indicative.conditions]
    assert announced.closes is not None
    assert announced.closes.hour == "16:00"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"versions": [{k: v for k, v in VERSION.items() if k != "closes"}]}, "own.yaml, call 'OWN-1', version 'first', closes: field required. Add the key"),
        ({"versions": [{**VERSION, "closes": "2025-06-30"}]}, "`closes`: 2025-06-30 is before `opens`, 2026-01-01"),
        ({"versions": [{**VERSION, "closes": "soon"}]}, "'soon' is no day; write 2017-04-28"),
        ({"versions": [{**VERSION, "closes": "2026-02-30"}]}, "'2026-02-30' is no day of the calendar"),
        ({"versions": [{**VERSION, "budget_bgn": 10**27}]}, "has 28 digits before the point"),
        ({"versions": [VERSION, {"id": "second", "since": "2025-01-01"}]}, "2025-01-01 is before 2026-01-01, of version 'first'"),
        ({"versions": [VERSION, {"since": "2026-02-01"}]}, "version 'first': it is given twice"),
        ({"versions": [{**VERSION, "components": [{"id": 1, "name": TEXT, "regime": "gift", "rate": 1, "source": "s", "certainty": "official"}]}]}, "'gift' is none; there are de_minimis"),
        ({"versions": [{**VERSION, "opening": 1}]}, "opening: extra inputs are not permitted"),
        ({"purposes": ["fun"]}, "purposes"),
        ({"versions": []}, "versions"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_refused_with_file_and_key(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(BrokenDeclaration) as problem:
        declared(**changed)
    assert said in str(problem.value)


def test_a_call_of_ones_own_stands_beside_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(str({"calls": [OWN]}).replace("None", "null"))
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert call("own-1").versions[0].source == "s"
    own.write_text(str({"calls": [{**OWN, "id": DEVELOPMENT}]}))
    with pytest.raises(BrokenDeclaration, match=r"own\.yaml.*clusters\.yaml declares it already"):
        calls()


def test_bulgarian_pages_have_no_english_in_sources_and_rules() -> None:
    sources = {
        source
        for call in calls().values()
        for terms in call.versions
        for source in (
            terms.source,
            *(each.source for each in terms.conditions),
            *(each.source for each in terms.components),
            *(value.source for each in call.contradictions for value in each.values),
            *([call.outcome.source] if call.outcome else []),
        )
    }
    regulation = de_minimis(date(2020, 1, 1), "agriculture")
    assert regulation
    sources |= {regulation.id, regulation.source, "BG16RFOP002-2.009, component 1"}
    sites = r"\S+\.(bg|com|eu|info)|benyoconsult|flexyprobg|BG\S+|de minimis"
    assert {each for each in sources if re.search(r"[A-Za-z]", re.sub(sites, "", cited(each, "bg")))} == set()
    assert cited("Regulation (EU) No 1407/2013", "bg") == "Регламент (ЕС) № 1407/2013"
