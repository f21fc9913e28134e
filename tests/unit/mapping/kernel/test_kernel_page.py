"""The kernel is a public library: its page describes what can be imported from it, all of it and nothing else."""

import re
from pathlib import Path

from ebpages.mapping import kernel

PAGE = (Path(__file__).parents[4] / "docs" / "kernel.md").read_text(encoding="utf-8")


def test_every_public_name_is_described() -> None:
    described = set(re.findall(r"`(\w+)`", PAGE))
    assert set(kernel.__all__) - described == set()


def test_every_function_of_the_tables_can_be_imported() -> None:
    rows = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named <= set(kernel.__all__)


def test_every_public_function_states_what_it_gives() -> None:
    assert [name for name in kernel.__all__ if not getattr(kernel, name).__doc__] == []
