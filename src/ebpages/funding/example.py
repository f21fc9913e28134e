"""A case to try the form with: an invented start-up cluster in Plovdiv."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ebpages.declared.schema import read_document


@cache
def example() -> Mapping[str, Any]:
    return read_document(Path(__file__).parent / "rules" / "example.yaml")
