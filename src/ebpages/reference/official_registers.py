"""Where a legal entity is registered officially, and the address under which its number is looked up there."""

from dataclasses import dataclass
from functools import cache

from ebpages.reference import vocabulary
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.vocabulary import Term

_NUMBER = "{identifier}"


@dataclass(frozen=True, slots=True)
class OfficialRegister(Term):
    """address: holds `{identifier}` where an entry has an address of its own. kinds: of legal forms that it registers."""

    address: str
    kinds: tuple[str, ...]

    @property
    def opens_the_entry(self) -> bool:
        return _NUMBER in self.address

    def url(self, identifier: str) -> str:
        return self.address.replace(_NUMBER, identifier)


@cache
def official_registers() -> tuple[OfficialRegister, ...]:
    return vocabulary.load("official_registers.yaml", OfficialRegister).terms


def registers_of(form: str) -> tuple[OfficialRegister, ...]:
    """The registers in which a legal form may stand, the likelier first; all of them where the form is not known."""
    kind = legal_form(form).kind if form else ""
    return tuple(register for register in official_registers() if not kind or kind in register.kinds)
