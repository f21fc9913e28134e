"""The panels that there are: those that were loaded, in a folder, and those that ship with the product."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.panel import Panel, PanelHead, ReplacedPanel, UnknownPanel, check_name, is_name
from ebpages.mapping.panels.panel_files import SHIPPED, all_names, folder_of, names_in, replaced, take_away
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.stored_panel import StoredPanel, write_panel
from ebpages.mapping.panels.table_file import open_table
from ebpages.reference.vocabulary import BrokenVocabulary

# The head of a shipped panel is lines of `# key: value`: texts for people are there in both languages.
_TRANSLATED = ("title", "source", "licence", "vintage")
_OTHERS = ("url", "certainty")
_TRIES = 20


def keep(panel: ReadPanel, folder: Path) -> Path:
    """Write a panel to folder/<its name>, in the place of a former one of that name; gives its folder.

    A load that is killed leaves the former panel. Raises UnusableName.
    """
    check_name(panel.head.name)
    with replaced(folder, panel.head.name) as draft:
        write_panel(panel, draft)
    return folder / panel.head.name


def open_panel(folder: Path, name: str, language: str = "en") -> Panel:
    """A loaded panel, else the one of this name that ships. language: of the head of a shipped one.

    Raises UnknownPanel, naming what there is, or saying that the panel is of another format or damaged.
    """
    if loaded := _loaded(folder, name):
        return loaded
    if shipped := shipped_panel(name, language):
        return shipped
    raise UnknownPanel(
        f"There is no panel {name!r}; there are {', '.join(all_names(folder))}. `ebpages mapping load` loads more."
    )


def panels(folder: Path, language: str = "en") -> tuple[PanelHead, ...]:
    """The heads of all panels that can be opened, by name; a loaded one stands for a shipped one of the same name."""
    heads = {panel.head.name: panel.head for panel in shipped_panels(language)}
    for name, panel in _all_loaded(folder):
        heads.pop(name, None)
        if not isinstance(panel, UnknownPanel):
            heads[name] = panel.head
    return tuple(heads[name] for name in sorted(heads))


def unusable(folder: Path) -> dict[str, str]:
    """Loaded panels that cannot be opened, or whose files are not as they were written, by name, and why."""
    found = {}
    for name, panel in _all_loaded(folder):
        try:
            if isinstance(panel, UnknownPanel):
                raise panel
            panel.check()
        except ReplacedPanel:
            continue
        except UnknownPanel as problem:
            found[name] = str(problem)
    return found


def remove(folder: Path, name: str) -> None:
    """Raises UnknownPanel for what is not loaded; what ships cannot be removed."""
    if name not in names_in(folder):
        loaded = ", ".join(names_in(folder)) or "none"
        raise UnknownPanel(f"There is no loaded panel {name!r}; loaded are {loaded}.")
    take_away(folder, name)


@cache
def shipped_panels(language: str = "en") -> tuple[ReadPanel, ...]:
    """Every panel that ships with the product, with its head in a language. Raises BrokenVocabulary, naming the file and the key."""
    return tuple(_read_shipped(path, language) for path in sorted(SHIPPED.glob("*.csv")))


def shipped_panel(name: str, language: str = "en") -> ReadPanel | None:
    return next((panel for panel in shipped_panels(language) if panel.head.name == name), None)


def _all_loaded(folder: Path) -> Iterator[tuple[str, StoredPanel | UnknownPanel]]:
    """Every loaded panel by name, or why it cannot be opened; without those that are taken away meanwhile."""
    for name in names_in(folder):
        try:
            if panel := _loaded(folder, name):
                yield name, panel
        except UnknownPanel as problem:
            yield name, problem


def _loaded(folder: Path, name: str) -> StoredPanel | None:
    """None where there is none. One that is replaced while it is opened is opened again. Raises UnknownPanel."""
    for _ in range(_TRIES):
        place = folder_of(folder, name) if is_name(name) else None
        if place is None:
            return None
        with suppress(ReplacedPanel):
            return StoredPanel(place)
    raise UnknownPanel(f"The panel {name!r} is loaded anew again and again: try later.")


def _read_shipped(path: Path, language: str) -> ReadPanel:
    head = open_table(path).head
    keys = {name: f"{name}_{language}" for name in _TRANSLATED} | {name: name for name in _OTHERS}
    for key in keys.values():
        if not head.get(key):
            raise BrokenVocabulary(path.name, key, "it is missing from the head", f"Add a line `# {key}: …`")
    texts = {name: head[key] for name, key in keys.items()}
    panel = read_panel([path], name=path.stem, description=Description(**texts))
    panel.head = replace(panel.head, shipped=True, loaded_at="")
    return panel
