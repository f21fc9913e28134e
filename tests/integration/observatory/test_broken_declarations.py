"""A figure or claim that is declared wrongly stops the commands with a sentence, before anything is built or served."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(("variable", "key"), [("EBPAGES_FIGURES", "figures"), ("EBPAGES_CLAIMS", "claims")])
@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_wrong_file_is_named_with_its_key(
    registry: object,
    ebpages: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variable: str,
    key: str,
    command: str,
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(f"{key}: nothing")
    monkeypatch.setenv(variable, str(file))
    said = ebpages(command)
    assert said.status == 2  # type: ignore[attr-defined]
    assert said.errors.startswith("ebpages: ours.yaml, ")  # type: ignore[attr-defined]
    assert key in said.errors  # type: ignore[attr-defined]
