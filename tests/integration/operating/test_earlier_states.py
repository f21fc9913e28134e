"""An installation of earlier states of the program is carried over: backed up, upgraded and restored, its ids stay."""

import json

from tests.integration.operating.conftest import Surroundings, python
from tests.samples.examples import searches_long


def test_the_database_of_an_earlier_state_is_restored_and_upgraded(copy: Surroundings) -> None:
    """The last before this one; with `--hypothesis-profile=long` all, to the first that there was."""
    which = ("every",) if searches_long() else ()
    said = [json.loads(line) for line in python(copy, "tests.samples.earlier_releases", *which).splitlines()]
    now = said[0]["restored"]
    assert now["ids"] and now["unapplied"] == 0 and len(said) > 1
    assert said[-1]["state"].startswith("registry.0001") or not searches_long()
    for state in said:
        assert state["upgraded"] == state["restored"], state["state"]
        assert state["restored"]["unapplied"] == 0, state["state"]
        knew_no_heirs = ("registry.0001", "registry.0002", "registry.0003")
        if not state["state"].startswith(knew_no_heirs):
            assert state["restored"] == now, state["state"]
