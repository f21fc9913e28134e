"""A web address as printed: the safe repairs, and what makes one doubtful."""

import re
from dataclasses import replace

from ebpages.sources.record import Field, Step, step

ADDRESS = re.compile(
    r"^[(<\[]?\s*(?:https?:/|www\.)|^[^\s,()]*[a-z0-9-]\.[a-z]{2,}(?:[/?:]\S*)?$", re.IGNORECASE
)
ANOTHER = re.compile(r"[\s,;]+(?=[(<]?(?:https?://|www\.))", re.IGNORECASE)
LATIN_SIGNS = re.compile(r"[\x21-\x7e]+")
HOST = re.compile(r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$")
PARTS = re.compile(r"^(?P<scheme>https?)(?P<marks>:/*)(?P<host>[^/?#]*)(?P<rest>.*)$", re.IGNORECASE)


def is_address(text: str) -> bool:
    return bool(ADDRESS.search(text.strip()))


def is_fragment(text: str) -> bool:
    """Whether a carried-over cell can be the rest of an address: Latin signs with a point or a slash, no spaces."""
    signs = text.strip()
    return bool(LATIN_SIGNS.fullmatch(signs)) and ("." in signs or "/" in signs)


def read_websites(pieces: tuple[str, ...], column: str) -> tuple[Field, ...]:
    """The address of a cell, or each of several."""
    addresses = ANOTHER.split(pieces[0].strip()) if len(pieces) == 1 else []
    if len(addresses) < 2:
        return (read_website(pieces, column),)
    several = step("several_values", count=len(addresses))
    fields = (read_website((address,), column) for address in addresses)
    return tuple(
        replace(field, original=pieces[0].strip(), steps=(*field.steps, several)) for field in fields
    )


def read_website(pieces: tuple[str, ...], column: str) -> Field:
    """Repair an address only where the repair is certain: brackets, spaces, a broken "www.", the case of the host.

    Points that line wrapping put into words stay: nothing in the address itself tells which of them are wrong.
    """
    printed = [piece.strip() for piece in pieces if piece.strip()]
    steps: list[Step] = []
    text = "".join(printed)
    if len(printed) > 1:
        steps.append(step("cell_continued", parts=" + ".join(printed)))
    for mend in (_without_brackets, _without_spaces, _with_scheme, _with_plain_www, _with_small_host):
        text, done = mend(text)
        steps.extend(done)
    parts = PARTS.match(text)
    if not parts or not HOST.match(parts["host"].partition(":")[0]):
        steps.append(step("url_doubtful", reason="impossible_host", host=parts["host"] if parts else text))
    return Field("website", text, "\n".join(printed), column, steps=tuple(steps))


def _without_brackets(text: str) -> tuple[str, list[Step]]:
    bare = text.strip("<>[] ").removeprefix("(")
    if bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1]
    return bare, [step("brackets_removed")] if bare != text.strip() else []


def _without_spaces(text: str) -> tuple[str, list[Step]]:
    bare = "".join(text.split())
    return bare, [step("spaces_removed")] if bare != text else []


def _with_scheme(text: str) -> tuple[str, list[Step]]:
    if match := PARTS.match(text):
        mended = f"{match['scheme'].lower()}://{match['host']}{match['rest']}"
    else:
        mended = f"http://{text}"
        return mended, [step("scheme_added")]
    return mended, _repaired(text, mended)


def _with_plain_www(text: str) -> tuple[str, list[Step]]:
    mended = re.sub(r"^(https?://)(?:w{1,4}\.){2,}", r"\1www.", text, flags=re.IGNORECASE)
    return mended, _repaired(text, mended)


def _with_small_host(text: str) -> tuple[str, list[Step]]:
    match = PARTS.match(text)
    mended = f"{match['scheme']}://{match['host'].lower()}{match['rest']}" if match else text
    return mended, _repaired(text, mended)


def _repaired(before: str, after: str) -> list[Step]:
    return [step("url_repaired", before=before, after=after)] if before != after else []
