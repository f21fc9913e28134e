"""Which calls there are: the shipped ones and, where EBPAGES_CALLS names a file or a folder, the operator's own."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ebpages.declared.files import Dated, dated, declared_files, state_of
from ebpages.declared.schema import BrokenDeclaration
from ebpages.funding.call import Call, read_calls
from ebpages.reference.vocabulary import UnknownCode, look_up

VARIABLE = "EBPAGES_CALLS"
SHIPPED = Path(__file__).parent / "calls"


def calls() -> Mapping[str, Call]:
    """By id, in the order of their files. Raises BrokenDeclaration."""
    return _joined(dated(_all_files()))


def call(name: str) -> Call:
    """Raises UnknownCode."""
    found = {each.casefold(): call for each, call in calls().items()}
    try:
        return look_up(found, name.casefold(), "call")
    except UnknownCode:
        raise UnknownCode(name, "call") from None


def state_of_calls() -> str:
    """A text that is another one after every change of a file of calls."""
    return state_of(_all_files())


def _all_files() -> tuple[Path, ...]:
    return declared_files(SHIPPED, VARIABLE, "calls")


@lru_cache(maxsize=8)
def _joined(files: Dated) -> Mapping[str, Call]:
    found: dict[str, Call] = {}
    for path, _ in files:
        for each in read_calls(path):
            if each.id in found:
                raise BrokenDeclaration(
                    path.name,
                    f"call {each.id!r}",
                    f"{found[each.id].file} declares it already",
                    "Choose another id",
                )
            found[each.id] = each
    return found
