"""Every read of imports that a page or the API needs."""

from ebpages.imports.queries.uploads import (
    compared,
    find_upload,
    imported_list,
    imported_lists,
    properties,
    upload_view,
    uploads,
    work_of_upload,
)

__all__ = [
    "compared",
    "find_upload",
    "imported_list",
    "imported_lists",
    "properties",
    "upload_view",
    "uploads",
    "work_of_upload",
]
