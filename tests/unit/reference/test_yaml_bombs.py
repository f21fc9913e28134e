"""YAML of a few lines that is nested, repeats itself or holds numbers without end is refused in a sentence, by all that read YAML."""

from pathlib import Path

import pytest

from ebpages.declared.schema import BrokenDeclaration, read_document
from ebpages.reference.sectors import Sector
from ebpages.reference.vocabulary import BrokenVocabulary, read
from ebpages.registry.judgements import UnreadableJudgements, read_judgements
from ebpages.sources.record import UnreadableList
from ebpages.sources.source_description import read_description
from tests.samples.bombs import yaml_bombs

SAID = {
    "deep flow": "it is nested 51 deep and deeper. If it is meant so, raise the limit of 50: EBPAGES_LIMITS=nesting=NUMBER",
    "deepest flow": "exceeded maximum nesting depth",
    "deep block": "it is nested 51 deep",
    "deep keys": "it is nested 51 deep",
    "aliases": "each alias counted as what it stands for. If it is meant so, raise the limit of 100,000",
    "itself": "a holds itself",
    "many": "it holds 100,001 values and more",
    "large": "it is larger than 2,000,000 bytes",
    "sixties": "a text has 200,001 characters",
    "digits": "a value is none (Exceeds the limit (4300 digits)",
    "day": "a value is none (month must be in 1..12",
}


@pytest.mark.parametrize("name", SAID)
def test_a_bomb_of_yaml_is_refused_by_all_that_read_yaml(tmp_path: Path, name: str) -> None:
    file = tmp_path / "own" / "source.yaml"
    file.parent.mkdir()
    file.write_text(yaml_bombs()[name])
    for read_it, refused in (
        (read_document, BrokenDeclaration),
        (read_judgements, UnreadableJudgements),
        (read_description, UnreadableList),
        (lambda path: read(path, Sector), BrokenVocabulary),
    ):
        with pytest.raises(refused) as problem:
            read_it(file)
        assert SAID[name] in " ".join(str(problem.value).split())
        assert len(str(problem.value)) < 500


@pytest.mark.parametrize(
    "text", ["a: 1\nb: {a: 1}\na: 2\n", "b: [{a: 1, 'a': 2}]\n", "a: &x [1]\nb: *x\nc: {d: {e: 1}, d: 2}\n"]
)
def test_a_key_that_stands_twice_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text)
    with pytest.raises(BrokenDeclaration, match=r"line \d: the key '[ad]' stands there twice"):
        read_document(file)


def test_keys_that_stand_once_in_each_place_are_read(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("a: {a: a, b: [a, a, {a: a}]}\nc: {<<: {d: 1}, e: a}\nf: {<<: {d: 1}, <<: {d: 2}}\n")
    assert set(read_document(file)) == {"a", "c", "f"}


def test_aliases_that_are_used_a_few_times_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: &a {b: 1}\nc: [*a, *a]\n")
    assert read_document(file)["c"] == [{"b": 1}, {"b": 1}]


def test_limits_are_raised_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: " + "[" * 60 + "]" * 60)
    monkeypatch.setenv("EBPAGES_LIMITS", "nesting=100 rows=5")
    assert "a" in read_document(file)
