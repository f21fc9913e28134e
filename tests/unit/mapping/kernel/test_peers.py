"""On real statistics of regions and industries our results are those of econcomplex, where both define the same."""

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.kernel import (
    cross_proximity,
    cross_relatedness,
    economic_complexity,
    entropy,
    fitness_complexity,
    hachman,
    herfindahl,
    krugman,
    location_quotient,
    presence,
    relatedness,
)

STATISTICS = Path(__file__).parents[5] / "shared" / "data" / "sbs_persons_employed_nuts2_nace2.parquet"
NEAR = 1e-10


@pytest.fixture(scope="module")
def peer() -> ModuleType:
    return pytest.importorskip("econcomplex", reason="econcomplex is not installed")


@pytest.fixture(scope="module", params=[2010, 2014])
def cells(request: pytest.FixtureRequest) -> Floats:
    """Persons employed, regions x divisions; unknown cells as zero, which is what the peers make of them."""
    if not STATISTICS.exists():
        pytest.skip("the statistics of Eurostat are not here")
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.sql(
        f"SELECT geo, nace, v FROM '{STATISTICS}' WHERE year = {request.param} AND v IS NOT NULL"
    ).fetchall()
    regions, industries = (sorted({row[axis] for row in rows}) for axis in (0, 1))
    table = np.zeros((len(regions), len(industries)))
    for region, industry, value in rows:
        table[regions.index(region), industries.index(industry)] = value
    return table[table.sum(axis=1) > 0]


def margins(cells: Floats) -> tuple[Floats, Floats, float]:
    return cells.sum(axis=1), cells.sum(axis=0), float(cells.sum())


def present_in(cells: Floats) -> Booleans:
    return presence(location_quotient(cells, *margins(cells)))


def test_quotients_and_presence_agree(peer: ModuleType, cells: Floats) -> None:
    ours = location_quotient(cells, *margins(cells))
    np.testing.assert_allclose(ours, peer.location_quotient(cells), rtol=NEAR)
    assert np.array_equal(presence(ours), peer.mcp(cells).astype(bool))


@pytest.mark.parametrize("fast", [False, True])
def test_proximity_agrees_and_density_with_the_diagonal_of_either(
    peer: ModuleType, cells: Floats, fast: bool
) -> None:
    if fast:
        pytest.importorskip("numba", reason="the extra [fast] is not installed")
    theirs = peer.proximity(cells, compute="product")["product"]
    for diagonal in (0.0, 1.0):
        ours = relatedness(cells, *margins(cells), diagonal=diagonal, fast=fast)
        off_diagonal = ~np.eye(len(theirs), dtype=bool)
        np.testing.assert_allclose(ours.proximity[off_diagonal], theirs[off_diagonal], atol=NEAR)
        density = peer.relatedness_density(cells, phi=np.where(off_diagonal, theirs, diagonal)) / 100
        np.testing.assert_allclose(ours.density, density, atol=NEAR)


def test_the_diagonal_of_the_peer_is_ours(peer: ModuleType, cells: Floats) -> None:
    assert (peer.proximity(cells, compute="product")["product"].diagonal() == 0).all()


def test_complexity_agrees(peer: ModuleType, cells: Floats) -> None:
    """The peer gives PCI a sign of its own, against ubiquity; ours goes with the regions'."""
    ours = economic_complexity(present_in(cells))
    eci, pci = peer.eci_pci(cells)
    np.testing.assert_allclose(ours.regions, eci, atol=NEAR)
    np.testing.assert_allclose(ours.industries, np.sign(pci @ ours.industries) * pci, atol=NEAR)


def test_fitness_agrees_once_it_has_settled(peer: ModuleType, cells: Floats) -> None:
    """Before that it does not: the peer works complexity out of the fitness of the same round, the paper out of the one before."""
    fitness, complexity = peer.fitness_complexity(cells, iterations=5_000, tol=1e-14)
    ours = fitness_complexity(present_in(cells), rounds=5_000, until=1e-14)
    np.testing.assert_allclose(ours.regions, fitness / fitness.mean(), rtol=NEAR)
    np.testing.assert_allclose(ours.industries, complexity / complexity.mean(), rtol=NEAR)


def test_cross_relatedness_agrees(peer: ModuleType, cells: Floats) -> None:
    one, other = cells[:, :40], cells[:, 40:]
    keep = (one.sum(axis=1) > 0) & (other.sum(axis=1) > 0)
    one, other = one[keep], other[keep]
    theirs = peer.cross_proximity(one, other)
    ours = cross_proximity(present_in(one), present_in(other))
    np.testing.assert_allclose(ours, theirs, atol=NEAR)
    np.testing.assert_allclose(
        cross_relatedness(present_in(one), ours), peer.cross_relatedness(one, theirs), atol=NEAR
    )


def test_specialisation_agrees(peer: ModuleType, cells: Floats) -> None:
    whole = margins(cells)
    np.testing.assert_allclose(krugman(cells, *whole), peer.krugman_index(cells), atol=NEAR)
    np.testing.assert_allclose(hachman(cells, *whole), peer.hachman_index(cells), atol=NEAR)
    np.testing.assert_allclose(
        herfindahl(cells, whole[0]), peer.herfindahl(cells, normalize=False), atol=NEAR
    )
    np.testing.assert_allclose(
        herfindahl(cells, whole[0], normalised=True), peer.herfindahl(cells), atol=NEAR
    )
    np.testing.assert_allclose(entropy(cells, whole[0], base=2), peer.shannon_entropy(cells), atol=NEAR)
