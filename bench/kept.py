"""Measurements that take minutes: kept as JSON, so that a whole run of the benchmarks shows them without measuring again."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def keep(name: str, measured: Mapping[str, Any]) -> None:
    """JSON knows no infinite numbers: they are kept as null."""
    text = json.dumps(_finite(measured), ensure_ascii=False, indent=2, allow_nan=False)
    (DATA / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept(name: str) -> dict[str, Any] | None:
    """What was measured last."""
    path = DATA / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
