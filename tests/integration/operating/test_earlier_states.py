"""An installation of earlier states of the program is carried over: backed up, upgraded and restored, its ids stay."""

import json

from tests.integration.operating.conftest import Surroundings, python
from tests.samples.examples import searches_long


def test_the_database_of_an_earlier_state_is_restored_and_upgraded(copy: Surroundings) -> None:
    """Some of them, the first that there was among them; all with `--hypothesis-profile=long`."""
    which = ("every",) if searches_long() else ()
    said = [json.loads(line) for line in python(copy, "tests.samples.earlier_releases", *which).splitlines()]
    now = said[0]["restored"]
    assert now["ids"] and now["unapplied"] == 0 and len(said) > 3
    assert said[-1]["state"].startswith("registry.0001")
    for state in said:
        assert state["upgraded"] == state["restored"], state["state"]
        assert state["restored"]["unapplied"] == 0, state["state"]
        knew_no_heirs = ("registry.0001", "registry.0002", "registry.0003")
        if not state["state"].startswith(knew_no_heirs):
            assert state["restored"] == now, state["state"]
