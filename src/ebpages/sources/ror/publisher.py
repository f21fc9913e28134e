"""Where the newest release of ROR is."""

from collections.abc import Iterator

from ebpages.sources.asking import Asker
from ebpages.sources.edition import Piece, UnusableEdition

PART = "1-ror"


def pieces(asker: Asker) -> Iterator[Piece]:
    """The one zip of the newest release. Raises CannotFetch and UnusableEdition."""
    listed = asker.document("api/communities/ror-data/records?q=&sort=newest&size=1")
    try:
        (file, *_others) = listed["hits"]["hits"][0]["files"]
        yield Piece(file["key"], file["key"], PART, file["links"]["self"])
    except (LookupError, TypeError, ValueError):
        raise UnusableEdition(
            "the list of releases", "hits", "it names no file of a release",
            "The interface may have changed: download the release and hand it in with --from-folder",
        ) from None  # fmt: skip
