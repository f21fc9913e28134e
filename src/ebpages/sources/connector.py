"""The living sources that are followed: one folder each with `connector.yaml`, where they are asked and what may be kept of them."""

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field

from ebpages.declared.schema import Declared, Text, read_document, read_entry
from ebpages.files.cannot_fetch import CannotFetch

ROOM = Path(__file__).parent
FILE = "connector.yaml"
LARGEST_FALL = 0.1  # of what there was: more than that stops a fetch until a person has looked
Count = Annotated[int, Field(gt=0)]


class Connector(Declared):
    """A source that changes by itself.

    kind: `days`, a file for each day with what changed on it, or `release`, whose parts are given whole again and again. address: where it is asked
    unless the variable `setting` of the environment says otherwise. key_setting: variable with a key, for sources that want one.
    rhythm: days between two editions. delay: seconds between two questions. largest: megabytes of an answer. fields: what is kept, by
    the publisher's names; nothing else passes. begins: the first edition that there is. countries: whose rows are kept; all of them without.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
    order: Count
    kind: Literal["days", "release"]
    title: Text
    publisher: Text
    about: Text
    licence: Text
    licence_url: str
    attribution: Text
    homepage: str
    address: str
    setting: str
    key_setting: str = ""
    rhythm: Count
    delay: float
    largest: Count
    begins: str = ""
    countries: tuple[str, ...] = ()
    fields: Mapping[str, str]
    certainty: Literal["official", "published", "unverified"]
    source: str

    def asked_at(self, variables: Mapping[str, str] = os.environ) -> str:
        """Raises CannotFetch for a setting that is no address."""
        address = variables.get(self.setting) or self.address
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise CannotFetch(
                f"{self.setting} is “{address}”. Write an http or https address without a password: it is shown beside the data."
            )
        return address.rstrip("/")

    def key(self, variables: Mapping[str, str] = os.environ) -> str:
        return variables.get(self.key_setting, "").strip() if self.key_setting else ""

    def module(self, name: str) -> ModuleType:
        """`publisher`, which knows where its files are, or `reader`, which knows what stands in them."""
        return import_module(f"ebpages.sources.{self.name}.{name}")


class UnknownConnector(CannotFetch):
    """There is no living source of this name."""


@cache
def connectors() -> Mapping[str, Connector]:
    """Each by its name, in their order. Raises BrokenDeclaration."""
    found = [
        read_entry(f"{path.parent.name}/{FILE}", "connector", Connector, 1, read_document(path))
        for path in ROOM.glob(f"*/{FILE}")
    ]
    return {each.name: each for each in sorted(found, key=lambda each: each.order)}


def connector(name: str) -> Connector:
    """Raises UnknownConnector."""
    if name not in connectors():
        raise UnknownConnector(f"There is no living source “{name}”. There are: {', '.join(connectors())}.")
    return connectors()[name]
