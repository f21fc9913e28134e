"""The numbered names of a network of technology transfer centres."""

import re
from collections.abc import Iterator

from ebpages.sources.completeness import completeness, keys
from ebpages.sources.printed_items import Item, read_items
from ebpages.sources.record import Field, Reading, Record, step
from ebpages.sources.source_description import Source
from ebpages.sources.text_cell import join

STARTS = re.compile(r"^\s*(?P<number>\d{1,4})\.\s+\S")
ENDS = re.compile(r"[;.]\s*$")
NAME = re.compile(r"^\d{1,4}\.\s+(?P<name>.*?)\s*[;.]?$")


def read(raw: str, source: Source) -> Reading:
    items = read_items(raw, source, starts=STARTS, ends=ENDS)
    numbers = [match["number"] for item in items if (match := STARTS.match(item.lines[0].text))]
    records = tuple(
        Record(source.slug, key, number, item.locator(position), item.text, tuple(_fields(item, source)))
        for position, (item, number, key) in enumerate(zip(items, numbers, keys(numbers), strict=True), 1)
    )
    return Reading(records, tuple(completeness(source, numbers, len(records))))


def _fields(item: Item, source: Source) -> Iterator[Field]:
    text, steps = join(item.pieces)
    name = NAME.sub(r"\g<name>", text)
    yield Field("name", name, "\n".join(item.pieces), "", source.language, steps)
    stated = (step("stated_by_the_list"),)
    yield Field("kind", source.kind, "", "", "", stated)
    (network,) = source.phrases["network"]
    yield Field("network", network, "", "", source.language, stated)
