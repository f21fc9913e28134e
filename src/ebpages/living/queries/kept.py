"""Kept editions as the database knows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ebpages.living.models import FollowedBody
from ebpages.publish.checksums import sha256_of
from ebpages.sources.connector import Connector
from ebpages.sources.kept_editions import read_rows


def digest_as_read(connector: Connector, path: Path) -> str:
    """What a kept edition was read as: its content and, of a release, who was followed, by which its rows are chosen."""
    content = sha256_of(path)
    if connector.kind == "days":
        return content
    followed = FollowedBody.objects.order_by("identifier").values_list("identifier", flat=True)
    return sha256(" ".join((content, *followed)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptRows:
    """The rows of a kept edition, read anew each time: a release of 200,000 rows is never in memory. Raises DamagedEdition."""

    path: Path

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return read_rows(self.path)
