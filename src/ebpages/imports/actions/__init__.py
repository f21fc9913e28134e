"""The only writers of imported lists and of files that are to become some."""

from ebpages.imports.actions.lists import ListFile, ListRefused, check_file, import_list, take_back
from ebpages.imports.actions.uploads import (
    accept_kinds,
    drop_upload,
    map_upload,
    start_taking_back,
    start_work,
    stop_taking_back,
    stop_work,
    take_upload,
)

__all__ = [
    "ListFile",
    "ListRefused",
    "accept_kinds",
    "check_file",
    "drop_upload",
    "import_list",
    "map_upload",
    "start_taking_back",
    "start_work",
    "stop_taking_back",
    "stop_work",
    "take_back",
    "take_upload",
]
