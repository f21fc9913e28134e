"""The panels that there are: those that were loaded, in a folder, and those that ship."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ebpages.mapping.panels.keeping import keep
from ebpages.mapping.panels.panel import Panel, PanelHead
from ebpages.mapping.panels.panel_files import folder_of, names_in, take_away
from ebpages.mapping.panels.panel_name import is_name
from ebpages.mapping.panels.shipped import shipped_panel, shipped_panels
from ebpages.mapping.panels.stored_panel import StoredPanel
from ebpages.mapping.panels.unusable import ReplacedPanel, UnknownPanel

__all__ = ["keep", "open_panel", "panels", "remove", "unusable"]
_TRIES = 20


def open_panel(folder: Path, name: str, language: str = "en") -> Panel:
    """A loaded panel, else the one of this name that ships. language: of the head of a shipped one.

    Raises UnknownPanel, naming what there is, or saying that the panel is of another format or damaged.
    """
    if loaded := _loaded(folder, name):
        return loaded
    if shipped := shipped_panel(name, language):
        return shipped
    there = sorted({*names_in(folder), *(panel.head.name for panel in shipped_panels(language))})
    raise UnknownPanel(
        f"There is no panel {name!r}; there are {', '.join(there)}. `ebpages mapping load` loads more."
    )


def panels(folder: Path, language: str = "en") -> tuple[PanelHead, ...]:
    """The heads of all panels that can be opened, by name; a loaded one stands for a shipped one of the same name."""
    found = {panel.head.name: panel.head for panel in shipped_panels(language)}
    for name, panel in _all_loaded(folder):
        found.pop(name, None)
        if not isinstance(panel, UnknownPanel):
            found[name] = panel.head
    return tuple(found[name] for name in sorted(found))


def unusable(folder: Path) -> dict[str, str]:
    """Loaded panels that cannot be opened, by name, and why."""
    return {name: str(panel) for name, panel in _all_loaded(folder) if isinstance(panel, UnknownPanel)}


def remove(folder: Path, name: str) -> None:
    """Raises UnknownPanel for what is not loaded; what ships cannot be removed."""
    if name not in names_in(folder):
        loaded = ", ".join(names_in(folder)) or "none"
        raise UnknownPanel(f"There is no loaded panel {name!r}; loaded are {loaded}.")
    take_away(folder, name)


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
