"""Imports among the capabilities."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from ebpages.accounts.access import EVERYBODY, Access
from ebpages.accounts.notice_kinds import NoticeKind
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.capabilities import Capability
from ebpages.faces.shapes import WorkItem
from ebpages.faces.upkeep import Check, KeptFolder
from ebpages.imports.editions import FOLDER

_IMPORT = Access(Permission.IMPORT_LISTS)


def state() -> str:
    """Lists show what the registry was built of; the pages of imports themselves are never kept."""
    return ""


def check() -> None:
    from ebpages.imports.faults import faults
    from ebpages.imports.findings import wording
    from ebpages.imports.header import header_words

    faults()
    wording()
    header_words()


def work(reader: Reader) -> Iterator[WorkItem]:
    from ebpages.imports.queries.uploads import work_of_imports

    yield from work_of_imports(reader)


def before_build() -> None:
    from ebpages.imports.actions.lists import finish_interrupted

    finish_interrupted()


def verify() -> Iterator[Check]:
    from ebpages.imports.queries.checks import checks

    yield from checks()


_OPERATIONS = (
    "api:uploads", "api:hand_in", "api:upload", "api:map_upload", "api:drop_upload", "api:check_upload", "api:import_upload",
    "api:take_back",
)  # fmt: skip
_SEE = gettext_noop("See the file")
CAPABILITY = Capability(
    name="imports",
    state=state,
    access={
        "lists": _IMPORT,
        "upload": _IMPORT,
        "mapping_file": _IMPORT,
        "take_back": _IMPORT,
        "editions": EVERYBODY,
        "comparison_file": EVERYBODY,
        "feed": EVERYBODY,
        "api:imported_lists": EVERYBODY,
        **dict.fromkeys(_OPERATIONS, _IMPORT),
    },
    costs={"lists": "work", "agency/lists": "work"},
    check=check,
    work=work,
    verify=verify,
    before_build=before_build,
    kept=(KeptFolder(FOLDER),),
    audited={
        "list.import": gettext_noop("List imported"),
        "list.take_back": gettext_noop("Edition of a list taken back"),
        "list.upload": gettext_noop("File of a list handed in"),
        "list.drop": gettext_noop("File of a list deleted"),
    },
    notices={
        "list.checked": NoticeKind(
            gettext_noop("%(file)s was read"),
            gettext_noop("The file %(file)s was read in full. See what was found in it, and import it."),
            _SEE,
        ),
        "list.imported": NoticeKind(
            gettext_noop("%(file)s was imported"),
            gettext_noop(
                "The file %(file)s is an edition of the list %(list)s now, and the register was built with it."
            ),
            _SEE,
        ),
        "list.taken_back": NoticeKind(
            gettext_noop("An edition of %(list)s was taken back"),
            gettext_noop(
                "The edition %(edition)s of the list %(list)s was taken back, and the register was built without it."
            ),
            gettext_noop("See the lists"),
        ),
        "list.failed": NoticeKind(
            gettext_noop("%(file)s could not be read"),
            gettext_noop(
                "The file %(file)s could not be read or imported; nothing was stored. The page says why."
            ),
            _SEE,
        ),
    },
)
