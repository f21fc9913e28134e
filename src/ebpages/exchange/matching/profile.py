"""What is matched: the words and codes of a profile, whoever keeps it."""

import hashlib
from dataclasses import dataclass

_EMBEDDED = 500  # characters: a title and a short summary; each hundred more costs a tenth of a second and finds nothing more


@dataclass(frozen=True, slots=True)
class Profile:
    """codes: of any taxonomy, as `scheme:code`, such as `nace:26.11`, `cpv:38500000`, `keyword:energy/storage`."""

    id: str
    language: str
    title: str
    summary: str
    codes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return f"{self.title}. {self.summary}" if self.title else self.summary

    @property
    def embedded_text(self) -> str:
        return self.text[:_EMBEDDED]


def content_hash(profile: Profile, model: str) -> str:
    """The key under which a profile's vector is kept: another text or another model has another one."""
    return hashlib.sha256(f"{model}\n{profile.embedded_text}".encode()).hexdigest()


def lineage(code: str) -> tuple[str, ...]:
    """A code with its ancestors, the code itself first.

    Steps are those that are written (`/`, `.`), and the digits of what is written without any, as in NACE and CPV (whose zeros only fill).
    A word is one step: its first letters are no wider code.
    """
    scheme, _, value = code.partition(":")
    if "/" not in value and not value.replace(".", "").isdigit():
        return (code,)
    if "/" in value:
        parts = value.split("/")
        steps = ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]
    else:
        filled = value.rstrip("0") if len(value) == 8 and value.isdigit() else value
        steps = [filled[:count].rstrip(".") for count in range(len(filled), 1, -1)] or [filled]
    return tuple(dict.fromkeys(f"{scheme}:{step}" for step in steps))
