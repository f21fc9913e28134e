"""That the invented panels are what the tests of suppressed cells take them for."""

import pytest

from tests.samples.invented_panels import invented


@pytest.mark.parametrize("seed", range(5))
def test_the_truth_of_an_invented_panel_obeys_both_trees(seed: int) -> None:
    panel = invented(seed)
    for node, children in panel.grid.regions.families():
        rest = panel.truth[node] - panel.truth[children].sum(axis=0)
        assert (rest == 0).all() if panel.grid.regions.whole[node] else (rest >= 0).all()
    for node, children in panel.grid.industries.families():
        rest = panel.truth[:, node] - panel.truth[:, children].sum(axis=1)
        assert (rest == 0).all() if panel.grid.industries.whole[node] else (rest >= 0).all()
