"""Panels that ship with the product: data/mapping/panels/*.csv, a head of `# key: value` lines above the cells."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from ebpages.mapping.panels.panel_as_read import ReadPanel
from ebpages.mapping.panels.reading import Described, read_panel
from ebpages.mapping.panels.table_file import open_table
from ebpages.reference.vocabulary import BrokenVocabulary

FOLDER = Path(__file__).parents[1] / "data" / "panels"
# These are in one language in a head: texts for people are in both.
_TEXTS = ("title", "source", "licence", "vintage")
_OTHERS = ("url", "certainty")


@cache
def shipped_panels(language: str = "en") -> tuple[ReadPanel, ...]:
    """Every panel that ships with the product, with its head in a language. Raises BrokenVocabulary, naming the file and the key."""
    return tuple(_read(path, language) for path in sorted(FOLDER.glob("*.csv")))


def shipped_panel(name: str, language: str = "en") -> ReadPanel | None:
    return next((panel for panel in shipped_panels(language) if panel.head.name == name), None)


def _read(path: Path, language: str) -> ReadPanel:
    head = open_table(path).head
    keys = {name: f"{name}_{language}" for name in _TEXTS} | {name: name for name in _OTHERS}
    for key in keys.values():
        if not head.get(key):
            raise BrokenVocabulary(path.name, key, "it is missing from the head", f"Add a line `# {key}: …`")
    texts = {name: head[key] for name, key in keys.items()}
    panel = read_panel([path], name=path.stem, described=Described(**texts))
    panel.head = replace(panel.head, shipped=True, loaded_at="")
    return panel
