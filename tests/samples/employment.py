"""Employment by region and industry, drawn for the tests of the kernel."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ebpages.mapping.arrays import Booleans, Floats
from tests.samples.examples import examples

few = examples(12)
tables = st.tuples(st.integers(2, 9), st.integers(2, 9)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 50_000).map(float))
)
peopled = tables.map(lambda table: table + 1)
presences = st.tuples(st.integers(1, 12), st.integers(1, 12)).flatmap(lambda s: arrays(np.bool_, s))
BY_HAND = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 0, 0]], dtype=bool)


def margins(table: Floats) -> tuple[Floats, Floats, float]:
    return table.sum(axis=1), table.sum(axis=0), float(table.sum())


def nested(regions: int, industries: int, seed: int = 1) -> Booleans:
    chance = np.random.default_rng(seed)
    slope = np.linspace(0.9, 0.2, regions)[:, np.newaxis] * np.linspace(1, 0.2, industries)
    present: Booleans = chance.random((regions, industries)) < slope
    present[np.arange(regions), np.arange(regions) % industries] = True  # nobody is without any
    return present
