"""JSON-stat 2.0 as Eurostat writes it, and every way in which it may not be written."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.files.cannot_fetch import Refused, TooLarge
from ebpages.observatory.statistics import cube, json_stat
from ebpages.observatory.statistics.dataset import Observation, UnknownDimension, Vintage
from ebpages.observatory.statistics.fetch_problem import UnknownDataset, UnreadableStatistics
from ebpages.reference.flags import explained, flags
from tests.samples.statistics import gerd


def read(document: Any) -> Vintage:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return json_stat.read(body, code="rd_e_gerdtot")


def cell(found: Vintage, geo: str, time: str) -> Observation | None:
    return found.value(geo=geo, time=time)


def test_values_stand_at_their_codes_with_their_flags() -> None:
    found = read(gerd())
    assert found.dimensions == ("freq", "sectperf", "unit", "geo", "time")
    assert cell(found, "BG", "2015") == Observation(("A", "TOTAL", "PC_GDP", "BG", "2015"), 0.96, "")
    assert cell(found, "BG", "2016") == Observation(("A", "TOTAL", "PC_GDP", "BG", "2016"), 0.78, "p")
    assert cell(found, "RO", "2016") == Observation(("A", "TOTAL", "PC_GDP", "RO", "2016"), 0.48, "be")


def test_a_missing_value_is_a_cell_and_a_position_that_nobody_speaks_of_is_none() -> None:
    found = read(gerd())
    missing = cell(found, "RO", "2015")
    assert missing is not None
    assert missing.value is None
    assert explained(missing.flags, "en", missing=missing.value is None) == ["no value available"]
    assert cell(found, "XX", "2015") is None
    assert len(found.observations) == 4


def test_the_vintage_is_what_eurostat_calls_updated() -> None:
    assert read(gerd()).vintage == "2019-03-01T11:00:00+0100"
    without = {key: value for key, value in gerd().items() if key != "updated"}
    assert read(without).vintage == "2019-03-01T11:00:00+0100"  # from the annotation


def test_texts_are_the_publishers_and_bulgarian_where_we_have_it() -> None:
    found = read(gerd())
    assert found.label("geo", "BG", "en") == "Bulgaria"
    assert found.label("geo", "BG", "bg") == "България"
    assert found.label("geo", "XX", "bg") == "Nowhere"
    assert found.dimension_title("geo", "en") == "Geopolitical entity (reporting)"
    assert found.dimension_title("geo", "bg") == "Територия"
    assert found.unit.name("bg") == "% от БВП"
    assert found.attribution.name("bg") == "Източник: Евростат, rd_e_gerdtot"


def test_a_list_of_values_and_an_index_as_a_list_say_the_same() -> None:
    document = gerd(
        value=[0.96, 0.78, None, 0.48, None, None],
        status=["", "p", ":", "be", None, None],
        size=[1, 1, 1, 3, 2],
    )
    document["dimension"]["geo"]["category"]["index"] = ["BG", "RO", "XX"]
    found = read(document)
    assert found.observations[:4] == read(gerd()).observations
    assert [each.value for each in found.observations[4:]] == [
        None,
        None,
    ]  # a full list has a cell everywhere


def test_one_status_for_all_is_every_values_flag() -> None:
    assert {each.flags for each in read(gerd(status="e")).observations} == {"e"}
    assert {each.flags for each in read(gerd(status=["p"])).observations} == {"p"}


def test_a_missing_and_confidential_value_keeps_its_reason() -> None:
    found = cell(read(gerd(status={"2": ": c"})), "RO", "2015")
    assert found is not None
    assert (found.value, found.flags) == (None, "c")
    assert explained(found.flags, "bg", missing=found.value is None) == ["поверителни данни"]


def test_a_dimension_with_one_code_may_be_left_out_of_a_question() -> None:
    found = read(gerd())
    with pytest.raises(UnknownDimension, match="say which geo is meant, one of BG, RO, XX"):
        found.value(time="2016")
    with pytest.raises(UnknownDimension, match="no dimension 'nace'"):
        found.select(nace="J")


def test_a_selection_keeps_the_publishers_order() -> None:
    found = read(gerd())
    assert [each.key[3] for each in found.select(geo=["RO", "BG"], time="2016")] == ["BG", "RO"]
    assert found.select(geo="ZZ") == []


def changed(path: str, value: Any) -> dict[str, Any]:
    document = json.loads(json.dumps(gerd()))
    *parents, last = path.split(".")
    place = document
    for name in parents:
        place = place[name]
    place[last] = value
    return document


@pytest.mark.parametrize(
    ("document", "where", "problem"),
    [
        (b"", "line 1 column 1", "not JSON"),
        (b"<html>", "line 1 column 1", "not JSON"),
        (json.dumps(gerd()).encode()[:300], "column", "it may have been cut off"),
        (b'{"\xff"}', "byte", "not UTF-8"),
        (b"[1]", "the answer", "no JSON object"),
        (b"[" * 100_000, "the answer", "nested deeper"),
        (b'{"value": NaN}', "the answer", "NaN is no number"),
        (changed("class", "collection"), "class", "'collection', not 'dataset'"),
        (changed("extension.id", "NAMA_10_GDP"), "extension.id", "the answer is about NAMA_10_GDP"),
        (changed("id", "geo"), "id", "no list of the names"),
        (changed("id", ["freq", "freq", "unit", "geo", "time"]), "id", "named twice"),
        (changed("size", [1, 1]), "size", "not one whole number for each of 5 dimensions"),
        (changed("size", [1, 1, 1, True, 2]), "size", "not one whole number"),
        (changed("size", [1, 1, 1, 2**40, 2**40]), "size", "more positions"),
        (changed("dimension", None), "dimension", "missing"),
        (changed("dimension.geo", {}), "dimension.geo", "no category"),
        (changed("dimension.geo.category.index", {"BG": 0, "RO": 0, "XX": 1}), "dimension.geo", "each once"),
        (changed("dimension.geo.category.index", {"BG": 0, "RO": "1"}), "dimension.geo", "no whole number"),
        (changed("dimension.geo.category.index", ["BG"]), "dimension.geo", "1 codes where size says 3"),
        (changed("dimension.geo.category.index", ["BG", "\x00", "RO"]), "dimension.geo", "neither a list of codes"),
        (changed("dimension.geo.category.label", ["x"]), "dimension.geo.category.label", "no object"),
        (changed("value", None), "value", "neither a list nor an object"),
        (changed("value", [1]), "value", "1 entries where size says 6"),
        (changed("value", {"6": 1}), "value", "'6' is no position between 0 and 5"),
        (changed("value", {"-1": 1}), "value", "no position"),
        (changed("value", {"0": "0.96"}), "value.0", "no number"),
        (changed("value", {"0": True}), "value.0", "no number"),
        (changed("value", {"0": 10**400}), "value.0", "larger than any"),
        (changed("status", {"0": 5}), "status.0", "no flag"),
        (changed("updated", "yesterday"), "updated", "no date"),
    ],
)  # fmt: skip
def test_a_departure_from_the_format_says_where_and_what(document: Any, where: str, problem: str) -> None:
    with pytest.raises(UnreadableStatistics) as told:
        read(document)
    assert where in told.value.where
    assert problem in told.value.problem
    assert str(told.value).startswith("rd_e_gerdtot, ")
    assert told.value.remedy in str(told.value)


def test_what_eurostat_says_in_place_of_data_is_passed_on() -> None:
    def error(status: int, label: str) -> dict[str, Any]:
        return {"error": [{"status": status, "id": 100, "label": label}]}

    with pytest.raises(UnknownDataset, match="no such data set"):
        read(error(404, "ERR_NOT_FOUND_4"))
    with pytest.raises(Refused, match="400: Invalid value for geo") as refused:
        read(error(400, "Invalid value for geo"))
    assert refused.value.status == 400
    for told in (
        error(413, "EXTRACTION_TOO_BIG"),
        {"warning": {"status": 413, "label": "ASYNCHRONOUS_RESPONSE"}},
    ):
        with pytest.raises(TooLarge, match="--filter geo=BG"):
            read(told)


def test_an_answer_without_cells_is_no_data_set() -> None:
    with pytest.raises(UnknownDataset, match="no cells"):
        read(gerd(value={}, status={}))


CODES = st.lists(
    st.text("ABCDEFGHIJ_0123456789", min_size=1, max_size=6), min_size=1, max_size=4, unique=True
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15)


@st.composite
def cubes(draw: st.DrawFn) -> tuple[dict[str, list[str]], dict[int, float | None], dict[int, str]]:
    codes = {f"d{n}": draw(CODES) for n in range(draw(st.integers(1, 4)))}
    positions = st.integers(0, cube.size({k: tuple(v) for k, v in codes.items()}) - 1)
    values = draw(st.dictionaries(positions, st.none() | NUMBERS))
    statuses = draw(st.dictionaries(positions, st.sampled_from(["b", "e", "p", "be", ":", ": c", "d", "u"])))
    return codes, values, statuses


@given(cubes())
def test_every_cell_is_read_at_its_place_whether_the_values_are_sparse_or_not(
    made: tuple[dict[str, list[str]], dict[int, float | None], dict[int, str]],
) -> None:
    codes, values, statuses = made
    dimension = {
        name: {"category": {"index": {c: n for n, c in enumerate(each)}}} for name, each in codes.items()
    }
    sizes = [len(each) for each in codes.values()]
    document = gerd(id=list(codes), size=sizes, dimension=dimension, extension={})
    sparse = document | {
        "value": {str(at): value for at, value in values.items()},
        "status": {str(at): flag for at, flag in statuses.items()},
    }
    if values or statuses:
        found = read(sparse)
        assert len(found.observations) == len(values.keys() | statuses.keys())
        places = dict(cube.positions(found.observations, {k: tuple(v) for k, v in codes.items()}))
        assert {at: each.value for at, each in places.items()} == {
            at: None if values.get(at) is None else float(values[at])  # type: ignore[arg-type]
            for at in values.keys() | statuses.keys()
        }
    full = document | {
        "value": [values.get(at) for at in range(math.prod(sizes))],
        "status": sparse["status"],
    }
    assert {e.key: e.value for e in read(full).observations if e.value is not None} == {
        cube.key_at(at, codes): float(value) for at, value in values.items() if value is not None
    }


@given(CODES, CODES, CODES)
def test_a_position_and_its_codes_say_the_same(a: list[str], b: list[str], c: list[str]) -> None:
    codes = {"a": tuple(a), "b": tuple(b), "c": tuple(c)}
    keys = [cube.key_at(at, codes) for at in range(cube.size(codes))]
    assert [at for at, _cell in cube.positions((Observation(key, 1.0) for key in keys), codes)] == list(
        range(len(keys))
    )


@given(st.binary(max_size=300) | st.recursive(st.none() | st.booleans() | NUMBERS | st.text(max_size=5),
       lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
           st.sampled_from(["id", "size", "value", "status", "class", "dimension", "error", "updated"]), inner))
       .map(lambda made: json.dumps(made).encode()))  # fmt: skip
def test_whatever_comes_is_read_or_refused_in_words(body: bytes) -> None:
    try:
        json_stat.read(body, code="x")
    except (UnreadableStatistics, Refused, TooLarge, UnknownDataset) as told:
        assert str(told).startswith("x")


def test_every_flag_has_a_name_in_both_languages() -> None:
    assert {*"becdpuzns:"} <= flags().keys()
    assert all(flag.bg and flag.en for flag in flags().values())
    assert explained("be", "en", missing=False) == ["break in the time series", "estimated"]
    assert explained("y", "en", missing=False) == ["y"]  # a flag that we do not know is shown as it is
