"""Imports among the capabilities."""

from ebpages.faces.capabilities import Capability
from ebpages.faces.upkeep import KeptFolder
from ebpages.imports.editions import FOLDER


def state() -> str:
    """Lists show what the registry was built of; the pages of imports themselves are never kept."""
    return ""


def check() -> None:
    from ebpages.imports.findings import wording
    from ebpages.imports.header import header_words

    wording()
    header_words()


CAPABILITY = Capability(
    name="imports",
    state=state,
    access={},
    check=check,
    kept=(KeptFolder(FOLDER),),
    audited={"list.import": "List imported"},
)
