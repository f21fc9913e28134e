"""Counts that several processes share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from ebpages.faces.fair_share import network_of
from ebpages.faces.shared_counts import CannotBeShared, SharedCounts

COUNT = """
import sys
from pathlib import Path
from ebpages.faces.shared_counts import SharedCounts
counts = SharedCounts(Path(sys.argv[1]), "secret")
for _ in range(500):
    counts.count("a", began=60)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "limits"


def test_a_count_lasts_for_its_window(file: Path) -> None:
    counts = SharedCounts(file, "secret")
    assert [counts.count("a", began=60) for _ in range(3)] == [1, 2, 3]
    assert counts.count("b", began=60) == 1
    assert counts.count("a", began=120) == 1


@pytest.mark.parametrize("length", [0, 10_007])
def test_a_file_that_was_cut_short_meanwhile_counts_anew(file: Path, length: int) -> None:
    counts = SharedCounts(file, "secret")
    names = [str(number) for number in range(50)]
    for name in names:
        counts.count(name, began=60)
    os.truncate(file, length)
    assert {counts.count(name, began=60) for name in names} <= {1, 2}
    assert {counts.count(name, began=60) for name in names} <= {2, 3}


def test_processes_count_together_and_lose_nothing(file: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", COUNT, str(file)]) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert SharedCounts(file, "secret").count("a", began=60) == 1001


def test_whoever_asks_most_is_not_forgotten_among_ever_so_many(file: Path) -> None:
    counts = SharedCounts(file, "secret")
    for _ in range(50):
        counts.count("often", began=60)
    size = file.stat().st_size
    for number in range(100_000):
        counts.count(f"once {number}", began=60)
    assert counts.count("often", began=60) == 51
    assert file.stat().st_size == size


def test_the_file_does_not_say_who_asked(file: Path) -> None:
    SharedCounts(file, "secret").count("203.0.113.0/24", began=60)
    assert b"203.0.113" not in file.read_bytes()


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotBeShared, match="cannot be written"):
        SharedCounts(tmp_path / "no such folder" / "limits", "secret")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_an_address_counts_as_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_an_operator_says_how_large_a_network_is(settings: Settings) -> None:
    settings.EBPAGES_NETWORK_IPV4, settings.EBPAGES_NETWORK_IPV6 = 32, 48
    assert network_of("203.0.113.77") == "203.0.113.77/32"
    assert network_of("2001:db8:1:2::3") == "2001:db8:1::/48"
