"""Two people at one thing at the same moment: one of them has it, the other one is told why not."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.samples import at_once
from tests.samples.own_database import copied

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def found(migrated: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    own = {**copied(migrated, tmp_path_factory.mktemp("at-once") / "home"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", at_once.__name__]
    ended = subprocess.run(command, env=own, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    answer: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return answer


def test_of_two_claims_of_one_person_one_waits(found: dict[str, Any]) -> None:
    assert found["claims"] == ["done", "You have a claim for this organisation that waits to be decided."]


def test_of_two_who_decide_the_second_is_told_by_whom_and_how(found: dict[str, Any]) -> None:
    first, second = found["deciders"]
    assert first == "done" and "has decided this claim already" in second
    assert found["state belongs to the roles"] is True


def test_an_invitation_is_accepted_once(found: dict[str, Any]) -> None:
    first, second = found["acceptances"]
    assert first == "done" and "used or withdrawn" in second


def test_of_the_last_two_who_leave_the_second_is_asked_whether_they_mean_it(found: dict[str, Any]) -> None:
    first, second = found["leavers"]
    assert first == "done" and "Nobody else decides" in second


def test_of_two_reviewers_one_gets_the_pair(found: dict[str, Any]) -> None:
    assert found["taken"] == [False, True]


def test_a_pair_is_decided_once_and_taken_back_once(found: dict[str, Any]) -> None:
    assert found["decisions"][0] == "done" and "has decided this pair already" in found["decisions"][1]
    assert found["taken back"][0] == "done" and "taken this decision back already" in found["taken back"][1]
