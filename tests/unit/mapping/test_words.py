"""The Bulgarian of mapping's data files: one term for one thing, and no word that says nothing."""

import re
from pathlib import Path

import pytest
import yaml

from ebpages import mapping

DATA = Path(mapping.__file__).parent / "data"
AVOIDED = re.compile(r"\b(регион\w*|отрас\w*|стои|стоят|почива\w*|в тайна|дял в)\b", re.IGNORECASE)


@pytest.mark.parametrize("file", sorted(DATA.rglob("*.yaml")), ids=lambda file: file.name)
def test_bulgarian_says_rayon_and_deynost_and_plain_verbs(file: Path) -> None:
    texts = bulgarian(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert texts and [text for text in texts if AVOIDED.search(text)] == []


def bulgarian(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["bg"]] if isinstance(node.get("bg"), str) else []
        return own + [text for key, value in node.items() if key != "bg" for text in bulgarian(value)]
    return [text for item in node for text in bulgarian(item)] if isinstance(node, list) else []
