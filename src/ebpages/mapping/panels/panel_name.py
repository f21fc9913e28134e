"""What a panel may be called: it is the name of a folder and stands in addresses."""

import re

from ebpages.mapping.panels.unusable import UnusableName

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text))


def check_name(name: str) -> None:
    """Raises UnusableName."""
    if not is_name(name):
        raise UnusableName(
            f"{name!r} cannot be the name of a panel. Use 1 to 60 of the letters a to z, digits and hyphens, no hyphen at an end: sbs-2014."
        )
