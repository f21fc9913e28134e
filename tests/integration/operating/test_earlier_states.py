"""An installation of every earlier state of the program is carried over: backed up, upgraded and restored, its ids stay."""

import json

from tests.integration.operating.conftest import Surroundings, python


def test_the_database_of_every_earlier_state_is_restored_and_upgraded(copy: Surroundings) -> None:
    said = [json.loads(line) for line in python(copy, "tests.samples.earlier_releases").splitlines()]
    now = said[0]["restored"]
    assert now["ids"] and now["unapplied"] == 0 and len(said) > 6
    for state in said:
        assert state["upgraded"] == state["restored"], state["state"]
        assert state["restored"]["unapplied"] == 0, state["state"]
        knew_no_heirs = ("registry.0001", "registry.0002", "registry.0003")
        if not state["state"].startswith(knew_no_heirs):
            assert state["restored"] == now, state["state"]
