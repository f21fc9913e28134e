"""Which category schemes there are, and what is said of a file that is none."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.category_schemes import SHIPPED, VARIABLE, category_schemes, read_scheme, write_scheme
from ebpages.reference.industries import industries

BOTH = {"bg": "текст", "en": "text"}


def category(code: str, *codes: str, **changes: Any) -> dict[str, Any]:
    return {"code": code, "name": BOTH, "industries": list(codes)} | changes


def document(*categories: dict[str, Any], **changes: Any) -> dict[str, Any]:
    head = {"id": "own", "version": "1", "title": BOTH, "source": BOTH, "certainty": "own"}
    return head | {"categories": list(categories) or [category("food", "C10", "C11")]} | changes


def kept(path: Path, content: object) -> Path:
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(BrokenDeclaration) as told:
        read_scheme(path)
    return str(told.value)


def test_the_shipped_schemes_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert list(category_schemes()) == ["nace-sections", "technology-groups"]


def test_sections_are_those_of_the_vocabulary() -> None:
    scheme = read_scheme(SHIPPED / "nace_sections.yaml")
    shipped = [(c.code, c.name.bg, c.name.en, c.industries) for c in scheme.categories]
    assert shipped == [(item.code, item.bg, item.en, (item.code,)) for item in industries("section")]


def test_technology_groups_hold_every_division_of_manufacturing_once() -> None:
    scheme = read_scheme(SHIPPED / "technology_groups.yaml")
    codes = [code for c in scheme.categories for code in c.industries]
    divisions = {item.parent + item.code for item in industries("division")}
    assert sorted(code for code in codes if code[0] == "C") == sorted(c for c in divisions if c[0] == "C")
    assert set(codes) <= divisions
    assert scheme.certainty == "unverified"


@pytest.mark.parametrize(
    ("content", "place", "remedy"),
    [
        (document(colour="red"), "scheme 'own', colour", "misspelt"),
        (document(version=1), "scheme 'own', version", "Correct the value"),
        (document(title={"en": "text"}), "scheme 'own', title.bg", "Add the key"),
        (document(certainty="sure"), "scheme 'own', certainty: it is 'sure'", "Give one of official"),
        (document(category("food", "C10", shade=1)), "category 'food', shade", "misspelt"),
        (document(category("food")), "category 'food', industries", "Correct the value"),
        (document({"name": BOTH, "industries": ["C10"]}), "category 1, code", "Add the key"),
        (document(category("food", "C10"), category("food", "C11")), "category 'food'", "Rename one"),
        (document(category("food", "C10", "C10")), "category 'food', industry 'C10'", "Rename one"),
        (document(categories=3), "categories", "Put them under `categories:`"),
        ({"id": "own"}, "categories", "Put them under `categories:`"),
        ([1], "the file", "Begin it with one"),
    ],
)
def test_a_fault_is_named_with_file_entry_key_and_remedy(
    tmp_path: Path, content: object, place: str, remedy: str
) -> None:
    message = refused(kept(tmp_path / "own.yaml", content))
    assert message.startswith(f"own.yaml, {place}")
    assert remedy in message


@pytest.mark.parametrize(("one", "other"), [("C10", "C10"), ("C", "C10"), ("C10", "C"), ("X1", "X1")])
def test_an_industry_in_two_categories_is_refused_also_below_its_section(
    tmp_path: Path, one: str, other: str
) -> None:
    twice = document(category("first", one), category("second", other))
    message = refused(kept(tmp_path / "own.yaml", twice))
    assert f"category 'second', industries: {other!r} is in category 'first' too" in message
    assert "overlapping: true" in message


def test_overlapping_categories_are_a_choice(tmp_path: Path) -> None:
    twice = document(category("first", "C", "C10"), category("second", "C10"), overlapping=True)
    assert read_scheme(kept(tmp_path / "own.yaml", twice)).overlapping


def test_own_schemes_stand_beside_the_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = kept(tmp_path / "own.yaml", document())
    monkeypatch.setenv(VARIABLE, str(own))
    assert list(category_schemes()) == ["nace-sections", "technology-groups", "own"]
    kept(tmp_path / "more.yml", document(id="more"))
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert list(category_schemes())[2:] == ["more", "own"]


def test_a_mended_scheme_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = kept(tmp_path / "own.yaml", document())
    monkeypatch.setenv(VARIABLE, str(own))
    assert category_schemes()["own"].version == "1"
    kept(own, document(version="2"))
    os.utime(own, (1, 1))
    assert category_schemes()["own"].version == "2"


def test_an_id_belongs_to_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(kept(tmp_path / "own.yaml", document(id="nace-sections"))))
    with pytest.raises(
        BrokenDeclaration, match=r"own\.yaml, scheme 'nace-sections': nace_sections\.yaml has"
    ):
        category_schemes()


@pytest.mark.parametrize(
    ("name", "message"), [("", "no file in it ends in .yaml"), ("none.yaml", "cannot be read")]
)
def test_a_folder_or_file_that_holds_none_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / name))
    with pytest.raises(BrokenDeclaration, match=message):
        category_schemes()


def test_what_is_written_is_read_as_it_was(tmp_path: Path) -> None:
    scheme = read_scheme(kept(tmp_path / "own.yaml", document(category("1", "01", "02"), overlapping=True)))
    write_scheme(tmp_path / "again.yaml", scheme)
    assert read_scheme(tmp_path / "again.yaml") == scheme
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.yaml", "own.yaml"]
