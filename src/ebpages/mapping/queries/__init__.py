"""What pages, the API and commands of cluster mapping ask."""

from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """Where loaded panels are kept."""
    return Path(settings.EBPAGES_HOME) / "mapping"
