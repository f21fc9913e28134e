"""What a file of rule sets must be, what is said of one that is not, and which rule set a name finds."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.rules.catalogue import SHIPPED, VARIABLE, read, rule_sets
from ebpages.reference.vocabulary import UnknownCode
from tests.samples.rule_tables import BOTH, DECLARED

TEST = {
    "id": "strong",
    "kind": "threshold",
    "title": BOTH,
    "quantity": "lq",
    "at_least": "lq",
    "certainty": "own",
    "source": BOTH,
}
ANSWER = {"combination": {"all_of": ["strong"]}, "certainty": "own", "source": BOTH}
LQ = {"id": "lq", "title": BOTH, "value": 1.25}


def rule_set(**changes: Any) -> dict[str, Any]:
    return DECLARED | {"parameters": [LQ], "tests": [TEST], "answer": ANSWER} | changes


def write(path: Path, *sets: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump({"rule_sets": list(sets)}, allow_unicode=True), encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(BrokenDeclaration) as told:
        read(path)
    return str(told.value)


def test_the_six_rule_sets_are_shipped() -> None:
    assert [found.id for found in read(SHIPPED).values()] == [
        "eco-2007",
        "panorama-2016",
        "panorama-2019",
        "panorama-2020",
        "eccp-2021",
        "us-cluster-mapping",
    ]


def test_only_what_was_read_is_shipped_as_published() -> None:
    certain = {found.id for found in read(SHIPPED).values() if found.certainty == "published"}
    assert certain == {"panorama-2020", "us-cluster-mapping"}
    tests = {test.id: test.certainty for test in rule_sets()["eco-2007"].tests}
    assert tests == {
        "size": "published",
        "specialisation": "unverified",
        "focus": "unverified",
        "minimum": "unverified",
    }


def test_the_levels_of_2020_add_up_to_a_fifth_of_289_regions_in_51_categories() -> None:
    counted = rule_sets()["panorama-2020"].counted
    assert [each.number for each in counted] == [198, 898, 1854]
    assert sum(each.number for each in counted) == 2950 == round(289 * 51 * 0.2, -1)


def test_every_count_is_of_the_answer_of_a_level_or_of_neither() -> None:
    for found in read(SHIPPED).values():
        levels = {level.id for level in found.levels}
        assert {each.of for each in found.counted} <= levels | {"answer", ""}


@pytest.mark.parametrize(
    ("changes", "place", "problem"),
    [
        ({"colour": "red"}, "rule set 'ours', colour", "misspelt"),
        ({"title": {"bg": "текст"}}, "rule set 'ours', title.en", "Add the key"),
        ({"version": "spring"}, "rule set 'ours', version", "Correct the value"),
        ({"valid_from": "2020", "valid_to": "2019"}, "rule set 'ours'", "before 2020"),
        ({"certainty": "sure"}, "rule set 'ours', certainty", "Correct the value"),
        ({"certainty": "published"}, "rule set 'ours'", "the answer is own"),
        ({"tests": [TEST | {"kind": "guess"}]}, "rule set 'ours', tests.0", "'guess'"),
        ({"tests": [TEST | {"quantity": "charm"}]}, "tests.0.threshold.quantity", "Correct the value"),
        ({"tests": [TEST | {"of": "smiles"}]}, "tests.0.threshold.of", "Correct the value"),
        ({"tests": [TEST, TEST]}, "rule set 'ours'", "'strong' is given twice"),
        ({"tests": [TEST | {"id": "answer"}]}, "rule set 'ours'", "a column of every result"),
        ({"tests": [TEST | {"at_least": "cut"}]}, "rule set 'ours'", "names the parameter 'cut'"),
        ({"tests": [TEST | {"certainty": "unverified"}]}, "rule set 'ours'", "based on what is unverified"),
        ({"tests": [TEST | {"quantity": "wage_per_person", "of": "wages"}]}, "tests.0", "leave the key out"),
        ({"tests": [TEST | {"quantity": "growth"}]}, "rule set 'ours'", "no 'no-earlier-year'"),
        ({"tests": [TEST | {"of": "value_added"}]}, "rule set 'ours'", "no 'no-value-added'"),
        ({"parameters": [LQ, LQ | {"id": "other"}]}, "rule set 'ours'", "no test names 'other'"),
        ({"parameters": [LQ | {"value": None}]}, "rule set 'ours'", "no `reason` says so"),
        ({"parameters": [LQ | {"value": float("inf")}]}, "parameters.0.value", "Correct the value"),
        ({"answer": ANSWER | {"combination": None}}, "rule set 'ours'", "no `reason` says so"),
        ({"answer": ANSWER | {"combination": None, "reason": "why"}}, "rule set 'ours'", "no 'why'"),
        ({"answer": ANSWER | {"combination": {"all_of": ["weak"]}}}, "rule set 'ours'", "no test 'weak'"),
        ({"answer": ANSWER | {"combination": {}}}, "answer.combination", "exactly one"),
        (
            {"answer": ANSWER | {"combination": {"at_least": {"number": 2, "of": ["strong"]}}}},
            "answer.combination.at_least",
            "can never hold",
        ),
        (
            {
                "tests": [
                    {
                        "kind": "quantile",
                        "among": "all",
                        "quantile": "lq",
                        **{key: value for key, value in TEST.items() if key not in ("kind", "at_least")},
                    }
                ]
            },
            "rule set 'ours'",
            "between 0 and 1",
        ),
    ],
)
def test_a_fault_is_named_with_its_place_and_its_remedy(
    tmp_path: Path, changes: dict[str, Any], place: str, problem: str
) -> None:
    said = refused(write(tmp_path / "own.yaml", rule_set(**changes)))
    assert said.startswith("own.yaml, ")
    assert place in said
    assert problem in said


def test_a_file_without_rule_sets_says_where_they_belong(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("rules: []", encoding="utf-8")
    assert "rules: there is no such key" in refused(path)
    path.write_text("rule_sets: {}", encoding="utf-8")
    assert "Put them under `rule_sets:`" in refused(path)


def test_a_missing_file_and_an_empty_folder_say_so(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "none.yaml")
    assert "no file in it ends in .yaml" in refused(tmp_path)


def test_own_rule_sets_stand_after_the_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "own.yaml", rule_set())
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert list(rule_sets())[-1] == "ours@1"
    write(path, rule_set(id="others"))
    assert "others" in rule_sets()
    assert "ours" not in rule_sets()


def test_a_file_alone_is_read_without_the_shipped_ones(tmp_path: Path) -> None:
    assert list(read(write(tmp_path / "own.yaml", rule_set()))) == ["ours@1"]


def test_no_two_files_declare_one_version(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", rule_set())
    write(tmp_path / "b.yaml", rule_set())
    assert "b.yaml, rule set 'ours@1': a.yaml declares this version already" in refused(tmp_path)


def test_versions_stand_side_by_side_and_the_plain_id_is_the_newest_valid_one(tmp_path: Path) -> None:
    found = read(
        write(
            tmp_path / "own.yaml",
            rule_set(version="10", valid_from="2012", valid_to="2019-06"),
            rule_set(version="9", valid_from="2008", valid_to="2011"),
            rule_set(version="11", valid_from="2019-07-01"),
        )
    )
    assert list(found) == ["ours@10", "ours@9", "ours@11"]
    assert found["ours@9"].version == "9"
    assert found.on(date(2011, 12, 31), "ours").version == "9"
    assert found.on(date(2019, 6, 30), "ours").version == "10"
    assert found.on(date(2019, 7, 1), "ours").version == "11"
    assert found.on(date(2001, 1, 1), "ours").version == "11"  # none was valid then
    assert found["ours"].version == "11"


def test_an_unknown_rule_set_is_named() -> None:
    with pytest.raises(UnknownCode, match="no rule set with the code 'eco-1907'"):
        rule_sets()["eco-1907"]
