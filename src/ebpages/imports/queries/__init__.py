"""Every read of imports that a page or the API needs."""

from ebpages.imports.queries.feed import feed_of_editions
from ebpages.imports.queries.uploads import (
    compared,
    edition_to_take_back,
    find_upload,
    imported_list,
    imported_lists,
    in_words,
    properties,
    upload_view,
    uploads,
    work_of_taking_back,
    work_of_upload,
)

__all__ = [
    "compared",
    "edition_to_take_back",
    "feed_of_editions",
    "find_upload",
    "imported_list",
    "imported_lists",
    "in_words",
    "properties",
    "upload_view",
    "uploads",
    "work_of_taking_back",
    "work_of_upload",
]
