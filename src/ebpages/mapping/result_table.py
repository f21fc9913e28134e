"""What a rule set says, as a table that people take with them: a row for each region, category and year."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import pyarrow

from ebpages.declared.answer import WORDS
from ebpages.mapping.arrays import Codes, Floats
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.grid import State
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.tree import ROOT

METADATA = "ebpages."  # in front of the provenance among the metadata of a Parquet file


def result_table(mapped: RuleSetResult) -> pyarrow.Table:
    """Columns: region, industry (the category's code), year, lq, lq_low, lq_high, one for each test, answer; stars_low and
    stars_high where the rule set gives stars; answer_at_estimate, value, value_low, value_high, state, totals, contradicted,
    not_assessable;
    rule_set, rule_set_version, parameters, certainty, panel, vintage, replicate.

    Answers are yes, no, cannot_be_told. A column of a test is called as the test, with _ for -. Empty: an upper bound where nothing
    limits it; an estimate where there is none; all three of a quotient that is not defined, since the region or the category is 0.
    contradicted: figures of the region or the industry that limit nothing, since they contradict others, "region/industry", joined by
    "; ". parameters and not_assessable (which tests could not be asked, and why) are "name=value" and "test: reason", joined by "; ".
    """
    shape = mapped.answer.shape
    columns: dict[str, pyarrow.Array] = {
        "region": _repeated(mapped.regions, np.arange(shape[0]).repeat(shape[1])),
        "industry": _repeated(mapped.categories, np.tile(np.arange(shape[1]), shape[0])),
        "year": pyarrow.array(np.full(mapped.answer.size, mapped.year, dtype=np.int16)),
        **_interval("lq", mapped.lq),
    }
    for name, codes in _answer_columns(mapped):
        if name in columns:
            raise ValueError(
                f"{mapped.rule_set}: a test may not be called {name!r}, which is a column already"
            )
        columns[name] = codes
    columns |= _interval("value", mapped.value)
    columns["state"] = _repeated([state.word for state in State], mapped.state.ravel())
    columns["totals"] = _repeated([mapped.totals], np.zeros(mapped.answer.size, dtype=np.intp))
    columns["contradicted"] = _contradicted(mapped)
    columns |= {
        name: _repeated([text], np.zeros(mapped.answer.size, dtype=np.intp))
        for name, text in {
            "not_assessable": _listed(": ", mapped.not_assessable),
            **_provenance(mapped),
        }.items()
    }
    columns["replicate"] = pyarrow.array(np.full(mapped.answer.size, mapped.replicate, dtype=np.int32))
    metadata = {METADATA + name: text for name, text in _provenance(mapped).items()}
    return pyarrow.table(columns).replace_schema_metadata(metadata)


def _contradicted(mapped: RuleSetResult) -> pyarrow.DictionaryArray:
    """Of each row the figures named that stand in its region or its industry, and the total of all."""
    texts = {"": 0}
    places = np.zeros(mapped.answer.shape, dtype=np.intp)
    for row, region in enumerate(mapped.regions if mapped.contradicted else ()):
        for column, category in enumerate(mapped.categories):
            named = "; ".join(
                f"{one}/{other}"
                for one, other in mapped.contradicted
                if one == region or other == category or one == other == ROOT
            )
            places[row, column] = texts.setdefault(named, len(texts))
    return _repeated(texts, places.ravel())


def _interval(name: str, interval: Estimates) -> dict[str, pyarrow.Array]:
    return {
        name: _numbers(interval.estimate),
        f"{name}_low": _numbers(interval.low),
        f"{name}_high": _numbers(interval.high),
    }


def _numbers(values: Floats) -> pyarrow.Array:
    flat = np.ascontiguousarray(values, dtype=np.float64).ravel()
    return pyarrow.array(flat, mask=~np.isfinite(flat))


def _answer_columns(mapped: RuleSetResult) -> Iterator[tuple[str, pyarrow.Array]]:
    """The columns of answers: each test, the answer, the stars, the answer at the estimates."""
    for test, codes in mapped.tests.items():
        yield test.replace("-", "_"), _answers(codes)
    yield "answer", _answers(mapped.answer)
    if mapped.stars_low is not None and mapped.stars_high is not None:
        yield "stars_low", pyarrow.array(mapped.stars_low.ravel().astype(np.int8))
        yield "stars_high", pyarrow.array(mapped.stars_high.ravel().astype(np.int8))
    yield "answer_at_estimate", _answers(mapped.at_estimate)


def _answers(codes: Codes) -> pyarrow.Array:
    return _repeated(WORDS, codes.ravel())


def _repeated(
    texts: Iterable[str], places: "np.ndarray[tuple[int, ...], np.dtype[np.integer]]"
) -> pyarrow.DictionaryArray:
    """Each text is kept once: most columns hold only a few."""
    return pyarrow.DictionaryArray.from_arrays(
        places.astype(np.int32), pyarrow.array(list(texts), pyarrow.string())
    )


def _listed(sign: str, given: Mapping[str, str]) -> str:
    return "; ".join(f"{name}{sign}{text}" for name, text in given.items())


def _provenance(mapped: RuleSetResult) -> Mapping[str, str]:
    return {
        "rule_set": mapped.rule_set,
        "rule_set_version": mapped.version,
        "parameters": _listed("=", mapped.parameters),
        "certainty": mapped.certainty,
        "panel": mapped.panel,
        "vintage": mapped.vintage,
    }
