"""Cells that hold a fact of one kind."""

import pytest

from ebpages.sources.cells import KINDS, kind_of
from ebpages.sources.record import UnreadableCell
from ebpages.sources.source import Column, Source

LIST = Source("x", 1, "x", "x", "2026", "bg", "BG", phrases={"label": ("ecei:gold",)})


def read(kind: str, what: str, *pieces: str) -> list[tuple[str, str, str]]:
    found = KINDS[kind].read(pieces, Column(what, "A column", kind, "bg"), LIST)
    return [(field.property, field.value, field.valid_until) for field in found]


@pytest.mark.parametrize(
    ("kind", "what", "text", "values"),
    [
        ("year", "founded", "2016 г.", [("founded", "2016", "")]),
        ("members", "members", "около 13+", [("members", "13", ""), ("member_remark", "около +", "")]),
        ("members", "members", "няма данни", [("member_remark", "няма данни", "")]),
        ("stage", "stage", "начален етап; развиващ се", [("stage", "start_up", ""), ("stage", "developing", "")]),
        ("activity", "activity", "действащ", [("activity", "active", "")]),
        ("activity", "activity", "марка Ричмарт", [("activity_remark", "марка Ричмарт", "")]),
        ("code", "registry_state", "insolvent", [("registry_state", "insolvent", "")]),
        ("code", "planning_region", "BG41", [("planning_region", "BG41", "")]),
        ("label", "label", "2019/2/7", [("label", "ecei:gold", "2019-02-07")]),
        ("label", "label", "2019/02/30", [("label", "ecei:gold", "")]),
        ("items", "sector", "вино, храни (мед, сирене)", [("sector", "вино", ""), ("sector", "храни (мед, сирене)", "")]),
        ("text", "sector", "вино, храни", [("sector", "вино, храни", "")]),
    ],
)  # fmt: skip
def test_a_cell_reads_as_its_kind_says(kind: str, what: str, text: str, values: list[object]) -> None:
    assert read(kind, what, text) == values


@pytest.mark.parametrize(
    ("kind", "what", "text"),
    [("year", "founded", "99999999999"), ("stage", "stage", "неясен"), ("code", "kind", "cluster")],
)
def test_a_text_that_is_no_value_of_its_kind_is_refused_with_a_remedy(
    kind: str, what: str, text: str
) -> None:
    with pytest.raises(UnreadableCell) as refused:
        read(kind, what, text)
    assert text in refused.value.problem and refused.value.remedy


@pytest.mark.parametrize(
    ("what", "kind"),
    [("name", "name"), ("founded", "year"), ("seat", "text"), ("activity", "activity"), ("kind", "code"), ("label", "label")],
)  # fmt: skip
def test_a_property_has_a_kind_of_cell_of_its_own(what: str, kind: str) -> None:
    assert kind_of(what) == kind
