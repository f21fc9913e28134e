"""Observations in memory and on disk."""

import numpy as np

from ebpages.mapping.panels.observations import OBSERVATION, ObservationsByYear


def test_rows_that_are_too_many_for_the_memory_come_back_from_disk() -> None:
    rows = ObservationsByYear(in_memory=10 * OBSERVATION.itemsize)
    batches = [np.zeros(4, dtype=OBSERVATION) for _ in range(5)]
    for number, batch in enumerate(batches):
        batch["row"] = np.arange(4) + 4 * number
        rows.add(("employment", 2014 + number % 2), batch)
    assert list(rows) == [("employment", 2014), ("employment", 2015)]
    assert rows["employment", 2014]["row"].tolist() == [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19]
    assert rows["employment", 2015]["row"].tolist() == [4, 5, 6, 7, 12, 13, 14, 15]
    assert len(rows["employment", 2016]) == 0
    rows["employment", 2014] = batches[1]
    assert rows["employment", 2014]["row"].tolist() == [4, 5, 6, 7]
    assert rows["employment", 2015]["row"].tolist() == [4, 5, 6, 7, 12, 13, 14, 15]
