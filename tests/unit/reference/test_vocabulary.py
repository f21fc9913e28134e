"""A broken data file is refused with its name, the row and what mends it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import BrokenVocabulary, Term, Vocabulary


@dataclass(frozen=True, slots=True)
class Tool(Term):
    size: Literal["small", "large"]
    uses: tuple[str, ...] = ()
    pieces: int | None = None
    sharp: bool = False


HEAD = "# source: the tests\n# certainty: own\n"


def read(folder: Path, text: str, name: str = "tools.csv") -> Vocabulary[Tool]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return vocabulary.read(path, Tool)


def test_a_csv_row_becomes_a_typed_term(tmp_path: Path) -> None:
    rows = (
        HEAD
        + "code,bg,en,size,uses,pieces,sharp\nsaw,трион,saw,large,wood; metal,2,yes\naxe,брадва,axe,small,,,\n"
    )
    saw, axe = read(tmp_path, rows).terms
    assert saw == Tool("saw", "трион", "saw", "large", ("wood", "metal"), 2, True)
    assert axe == Tool("axe", "брадва", "axe", "small")


def test_yaml_and_csv_give_the_same_terms(tmp_path: Path) -> None:
    table = read(tmp_path, HEAD + "code,bg,en,size,uses\nsaw,трион,saw,large,wood;metal\n")
    document = "source: the tests\ncertainty: own\nterms:\n"
    document += "  - {code: saw, bg: трион, en: saw, size: large, uses: [wood, metal]}\n"
    assert read(tmp_path, document, "tools.yaml").terms == table.terms


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# certainty: own\ncode,bg,en,size\n", "tools.csv, source: the file does not say"),
        (
            "# source: x\n# certainty: maybe\ncode,bg,en,size\n",
            "certainty: it is 'maybe'. Give one of official",
        ),
        (
            HEAD + "code,bg,en,size,colour\nsaw,трион,saw,large,red\n",
            "saw: unknown key 'colour'. The keys are",
        ),
        (HEAD + "code,bg,en,size\nsaw,трион,,large\n", "saw: 'en' is missing. Add it"),
        (HEAD + "code,bg,en,size\nsaw,трион,saw,huge\n", "saw: 'huge' is not one of 'small', 'large'"),
        (HEAD + "code,bg,en,size,pieces\nsaw,трион,saw,large,two\n", "saw: invalid literal for int"),
        (HEAD + "code,bg,en,size,sharp\nsaw,трион,saw,large,perhaps\n", "'perhaps' is not yes or no"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BrokenVocabulary) as error:
        read(tmp_path, text)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source: [", "the file: not YAML"),
        ("source: x\ncertainty: own\n", "terms: there is no list of terms"),
        ("source: x\ncertainty: own\nterms: [saw]\n", "row 1: the row is not a mapping"),
        ("source: x\ncertainty: own\nterms: [{code: {a: 1}, bg: б, en: b, size: small}]\n", "is not a text"),
    ],
)
def test_a_broken_document_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BrokenVocabulary) as error:
        read(tmp_path, text, "tools.yaml")
    assert message in str(error.value)


def test_a_code_given_twice_is_refused(tmp_path: Path) -> None:
    twice = read(tmp_path, HEAD + "code,bg,en,size\nsaw,трион,saw,large\nsaw,пила,file,small\n")
    with pytest.raises(BrokenVocabulary, match="saw: the code is given twice"):
        vocabulary.by_code(twice)
