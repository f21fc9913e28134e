"""Human judgements as data: read, checked, and refused with a sentence that says how to mend them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.registry.assembly import judgements_file
from ebpages.registry.judgements import (
    Judgement,
    Relation,
    UnreadableJudgements,
    place_in_file,
    read_judgements,
    unknown_records,
)
from tests.samples.examples import examples

ENTRY = "  - {a: 'bulstat:1', b: 'bulstat:2', relation: same, by: A. Person, at: 2026-11-23, why: one house}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "judgements.yaml"


def test_a_judgement_says_who_when_and_why(file: Path) -> None:
    file.write_text(f"judgements:\n{ENTRY}\n")
    assert read_judgements(file) == (
        Judgement(
            "bulstat:1",
            "bulstat:2",
            Relation.SAME,
            "human",
            1.0,
            (),
            "A. Person",
            "2026-11-23",
            "one house",
            place_in_file(1),
        ),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "judgements:\n", "judgements: []\n"])
def test_a_file_may_hold_no_judgement_yet(file: Path, text: str) -> None:
    file.write_text(text)
    assert read_judgements(file) == ()


def test_a_file_that_was_changed_is_read_anew(file: Path) -> None:
    file.write_text("judgements: []\n")
    assert read_judgements(file) == ()
    file.write_text(f"judgements:\n{ENTRY}\n")
    assert len(read_judgements(file)) == 1


@pytest.mark.parametrize(
    "text", [f"judgments:\n{ENTRY}\n", f"judgements:\n{ENTRY}\nmore:\n{ENTRY}\n", "a: 1\n"]
)
def test_a_slip_in_the_key_does_not_pass_over_what_people_decided(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(UnreadableJudgements, match="write the key `judgements:`"):
        read_judgements(file)


@pytest.mark.parametrize("name", ["slip.yaml", ".", "/dev/zero"])
def test_a_slip_in_the_name_of_the_file_does_not_undo_what_people_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("EBPAGES_JUDGEMENTS", str(tmp_path / name))
    with pytest.raises(UnreadableJudgements, match=r"EBPAGES_JUDGEMENTS names .*, which is no file"):
        judgements_file()


def test_an_absent_file_holds_none(file: Path) -> None:
    assert read_judgements(file) == ()


@pytest.mark.parametrize("key", ["a", "b", "relation", "by", "at", "why"])
def test_a_judgement_without_one_of_its_parts_is_refused(file: Path, key: str) -> None:
    entry = {"a": "x:1", "b": "x:2", "relation": "same", "by": "A", "at": "2026-11-23", "why": "so"}
    del entry[key]
    file.write_text("judgements:\n" + ENTRY + f"\n  - {entry}\n")
    with pytest.raises(UnreadableJudgements, match=rf"judgements\.yaml, judgement 2: {key} is missing"):
        read_judgements(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENTRY.replace("same", "cousin"), "relation 'cousin' is unknown; use one of same,"),
        (ENTRY.replace("bulstat:2", "bulstat:1"), "`a` and `b` are one record; name two"),
        ("  - bulstat:1 is bulstat:2", "judgement 1: write it as keys"),
        ("  a: bulstat:1", "one list entry a judgement"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_remedy(file: Path, text: str, said: str) -> None:
    file.write_text(f"judgements:\n{text}\n")
    with pytest.raises(UnreadableJudgements, match=said):
        read_judgements(file)


@pytest.mark.parametrize(
    "raw", [b"judgements: [", b"- a\nb: c", b"\xff\xfe", "judgements:\n  - {why: 'щ".encode("cp1251")]
)
def test_a_file_that_is_no_yaml_is_refused_in_one_line(file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    with pytest.raises(UnreadableJudgements, match=r"^judgements\.yaml: ") as refused:
        read_judgements(file)
    assert "\n" not in str(refused.value)


@examples(15)
@given(text=st.text("ab:-{}[]'\" \n&*!|>%@judgements", max_size=60))
def test_no_text_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("judgements") / "judgements.yaml"
    file.write_text(text)
    try:
        read_judgements(file)
    except UnreadableJudgements as problem:
        assert "judgements.yaml" in str(problem)


@pytest.mark.parametrize(
    ("relation", "joins"),
    [
        ("same", True),
        ("branch_of", True),
        ("re_registration", True),
        ("different", False),
        ("undecided", False),
    ],
)
def test_only_some_relations_join(relation: str, joins: bool) -> None:
    assert Relation(relation).joins is joins


def test_judgements_about_records_that_no_list_holds_are_found() -> None:
    known = Judgement("x:1", "x:2", Relation.SAME, "human", 1.0)
    lost = Judgement("x:1", "x:9", Relation.SAME, "human", 1.0)
    assert unknown_records((known, lost), {"x:1", "x:2"}) == (lost,)
