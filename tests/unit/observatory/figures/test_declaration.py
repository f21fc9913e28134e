"""Figures are declared in data files; a wrong declaration is refused with the place and the remedy."""

from pathlib import Path

import pytest
import yaml

from ebpages.declared.schema import BrokenDeclaration
from ebpages.observatory.figures import catalogue
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.declaration import SHIPPED, read_figures

TEXT = {"bg": "а", "en": "a"}
STAGES = {"population": {"kind": "records", "list": "bsmepa"}, "property": "stage"}
MEMBERS = {"population": {"kind": "records", "list": "bsmepa"}, "property": "members"}


def declared(**keys: object) -> dict[str, object]:
    texts = dict.fromkeys(("title", "question", "unit", "axis"), TEXT)
    return {"id": "mine", "theme": "clusters", "chart": "bar", **texts, "counts": STAGES, **keys}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "own.yaml"


def write(file: Path, *entries: dict[str, object]) -> None:
    file.write_text(yaml.safe_dump({"figures": list(entries)}, allow_unicode=True))


def refusal(file: Path, **keys: object) -> str:
    write(file, declared(**keys))
    with pytest.raises(BrokenDeclaration) as refused:
        read_figures(file)
    return str(refused.value)


def test_the_shipped_figures_are_those_of_the_guide_and_those_it_could_not_make() -> None:
    shipped = read_figures(SHIPPED)
    printed = [f.printed_as.en for f in shipped if f.printed_as]
    assert sorted(printed) == sorted([*(f"Diagram {n}" for n in range(2, 12)), "Table 1", "Table 2"])
    assert {"legal-form", "entities", "labels-over-time", "activity", "lists", "findings"} <= {
        f.id for f in shipped
    }


def test_an_unknown_property_is_named_with_file_figure_and_key(file: Path) -> None:
    told = refusal(file, counts={**STAGES, "property": "colour"})
    assert told.startswith("own.yaml, figure 'mine', counts: `property`: records have no property 'colour'")
    assert "stage, activity, founded" in told


def test_classes_that_overlap_are_refused(file: Path) -> None:
    ranges = [{"code": "few", "from": 1, "to": 10}, {"code": "many", "from": 10}]
    told = refusal(file, counts={**MEMBERS, "classes": ranges})
    assert "own.yaml, figure 'mine', counts: `classes`: the classes 'few' and 'many' overlap" in told


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"from": 1}, {"from": 20, "to": 30}),
        ({"to": 5}, {"to": 9}),
        ({"from": 3, "to": 3}, {"from": 1, "to": 8}),
    ],
)
def test_ranges_without_an_end_overlap_whatever_lies_beyond(file: Path, first: dict, second: dict) -> None:
    classes = [{"code": "a", **first}, {"code": "b", **second}]
    assert "overlap" in refusal(file, counts={**MEMBERS, "classes": classes})


def test_groups_that_share_a_value_are_refused(file: Path) -> None:
    groups = [
        {"code": "young", "values": ["start_up"]},
        {"code": "all", "values": ["start_up", "developing"]},
    ]
    assert "both hold 'start_up'" in refusal(file, counts={**STAGES, "classes": groups})


@pytest.mark.parametrize(
    ("keys", "place", "problem"),
    [
        ({"chart": "pie"}, "chart", "'choropleth' or 'table'"),
        ({"colour": "red"}, "colour", "not permitted"),
        ({"title": {"bg": "а"}}, "title.en", "required"),
        ({"id": "Not A Slug"}, "id", "match pattern"),
        ({"counts": None}, "mine", "exactly one of"),
        ({"counts": {**STAGES, "several": {"bg": "а"}}}, "counts.several.en", "required"),
        ({"counts": {**STAGES, "population": {"kind": "records", "list": "yellow_pages"}}}, "population", "yellow_pages"),
        ({"counts": {**STAGES, "population": {"kind": "records"}}}, "population", "`list` names the list"),
        ({"counts": {**STAGES, "classes": [{"code": "a", "values": ["grown"]}]}}, "counts", "no value 'grown'"),
        ({"counts": {**STAGES, "classes": [{"code": "a", "from": 1}]}}, "counts", "given by `values`"),
        ({"counts": {**MEMBERS, "classes": [{"code": "a", "from": 9, "to": 1}]}}, "classes.0", "above `to`"),
        ({"chart": "choropleth"}, "mine", "counts of the property 'region'"),
    ],
)  # fmt: skip
def test_a_wrong_key_is_named(file: Path, keys: dict[str, object], place: str, problem: str) -> None:
    told = refusal(file, **keys)
    assert told.startswith("own.yaml, figure '") and place in told and problem in told


def test_statistics_say_every_dimension_that_is_drawn(file: Path) -> None:
    cells = {"dataset": "x", "select": {"geo": ["BG", "RO"]}, "across": "time", "unit": TEXT}
    assert "`select` does not say which codes of 'time'" in refusal(file, counts=None, statistics=cells)
    cells = {**cells, "across": "geo", "select": {"geo": ["BG"], "unit": ["A", "B"]}}
    assert "2 codes of 'unit'" in refusal(file, counts=None, statistics=cells)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("figures: [{id: x", "not YAML"),
        ("- a", "holds no keys"),
        ("claims: []", "no list of figures"),
        ("figures: [3]", "figure 1"),
    ],
)
def test_a_file_that_is_no_list_of_figures_is_refused(file: Path, text: str, problem: str) -> None:
    file.write_text(text)
    with pytest.raises(BrokenDeclaration, match=problem):
        read_figures(file)


def test_an_operators_figures_stand_beside_the_shipped_ones(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(file, declared())
    monkeypatch.setenv(catalogue.VARIABLE, str(file))
    assert list(figures())[-1] == "mine"
    write(file, declared(id="stage"))
    with pytest.raises(BrokenDeclaration, match="another file declares this id"):
        figures()
    monkeypatch.setenv(catalogue.VARIABLE, str(file.with_name("missing.yaml")))
    with pytest.raises(BrokenDeclaration, match="cannot be read"):
        figures()


def test_an_operators_figures_may_stand_in_several_files_of_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path))
    with pytest.raises(BrokenDeclaration, match="no file in it ends in"):
        figures()
    write(tmp_path / "b.yaml", declared(id="second"))
    write(tmp_path / "a.yaml", declared(id="first"))
    assert list(figures())[-2:] == ["first", "second"]
    write(tmp_path / "b.yaml", declared(id="first"))
    with pytest.raises(BrokenDeclaration, match=r"b\.yaml, figure 'first': another file declares this id"):
        figures()


def test_an_id_stands_once(file: Path) -> None:
    write(file, declared(), declared())
    with pytest.raises(BrokenDeclaration, match="given twice"):
        read_figures(file)
