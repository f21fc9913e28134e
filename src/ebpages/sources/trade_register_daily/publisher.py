"""Where the daily files of the Trade Register are: the portal of open data lists them page by page."""

from collections.abc import Iterator
from typing import Any

from ebpages.sources.asking import Asker
from ebpages.sources.days import day_in_name
from ebpages.sources.edition import Piece, UnusableEdition

DATASET = "2df0c2af-e769-4397-be33-fcbe269806f3"
_PAGE = 100
_MOST_PAGES = 1000


def pieces(asker: Asker) -> Iterator[Piece]:
    """Every file that is listed; one whose name tells no day has no edition. Ends where a page brings nothing new.

    Raises CannotFetch and UnusableEdition.
    """
    seen: set[str] = set()
    for page in range(1, _MOST_PAGES + 1):
        asked = {
            "criteria": {"dataset_uri": DATASET, "locale": "bg"},
            "records_per_page": _PAGE,
            "page_number": page,
        }
        listed = _resources(asker.post("api/listResources", asked), page)
        new = [each for each in listed if each["uri"] not in seen]
        if not new:  # a page behind the last one may repeat it for ever
            return
        for each in new:
            seen.add(each["uri"])
            yield Piece(
                each["uri"],
                each["name"],
                day_in_name(each["name"]),
                f"resource/download/{each['uri']}/{_format(each)}",
            )


def _format(resource: Any) -> str:
    return "json" if str(resource.get("file_format", "")).lower() == "json" else "xml"


def _resources(answer: Any, page: int) -> list[dict[str, str]]:
    where = f"page {page}, resources"
    listed = answer.get("resources") if isinstance(answer, dict) else None
    if isinstance(listed, dict):  # one alone comes without its list
        listed = [listed]
    if not isinstance(listed, list):
        raise UnusableEdition(
            "api/listResources", where, "the answer holds no list of resources", "The interface may have changed: tell us"
        )  # fmt: skip
    return [
        {**each, "uri": each["uri"], "name": each["name"].strip()}
        for each in listed
        if isinstance(each, dict) and isinstance(each.get("uri"), str) and isinstance(each.get("name"), str)
    ]
