"""Where the bulk files are kept, and of which states there are some."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings

from ebpages import __version__
from ebpages.open_data.edition import MANIFEST
from ebpages.registry.queries.builds import state_of_registry


def editions_folder() -> Path:
    return Path(settings.EBPAGES_HOME) / "open-data"


def folder_of_now() -> Path:
    """Where the edition of the present state of the register stands, or is to stand."""
    about = f"{__version__} {settings.EBPAGES_ADDRESS} {state_of_registry()}"
    return editions_folder() / sha256(about.encode()).hexdigest()[:16]


def folders() -> list[Path]:
    """Of editions, whole or not."""
    return sorted(editions_folder().glob("[0-9a-f]*/"))


def editions() -> list[Path]:
    """The folders of whole editions, the newest first."""
    folders = editions_folder().glob("[0-9a-f]*/" + MANIFEST)
    return [each.parent for each in sorted(folders, key=lambda path: path.stat().st_mtime_ns, reverse=True)]
