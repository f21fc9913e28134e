"""Lists that are no tables: one item a line, which a page break may have carried on to the next line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ebpages.sources.cells.text import join
from ebpages.sources.layouts.printed_lines import Line, read_lines
from ebpages.sources.layouts.whole_list import completeness, fields_of_every_row, keys
from ebpages.sources.record import Field, Locator, Reading, Record, UnreadableList
from ebpages.sources.source import Source

NUMBERED = re.compile(r"^\s*(?P<number>\d{1,4})\.\s+\S")
ENDS = re.compile(r"[;.]\s*$")
NAME = re.compile(r"^\d{1,4}\.\s+(?P<name>.*?)\s*[;.]?$")


@dataclass(slots=True)
class Item:
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def pieces(self) -> tuple[str, ...]:
        return tuple(line.text.strip() for line in self.lines)

    def locator(self, position: int) -> Locator:
        first, last = self.lines[0], self.lines[-1]
        return Locator(row=position, line=first.number, last_line=last.number, page=first.page)


def read_numbered(raw: str, source: Source) -> Reading:
    """A list of numbered names: "12. Name;"."""
    items = read_items(raw, source, starts=NUMBERED, ends=ENDS)
    numbers = [match["number"] for item in items if (match := NUMBERED.match(item.lines[0].text))]
    records = tuple(
        Record(source.slug, key, number, item.locator(position), item.text, tuple(_fields(item, source)))
        for position, (item, number, key) in enumerate(zip(items, numbers, keys(numbers), strict=True), 1)
    )
    return Reading(records, tuple(completeness(source, numbers, len(records))))


def read_items(
    raw: str, source: Source, *, starts: re.Pattern[str], ends: re.Pattern[str]
) -> tuple[Item, ...]:
    """Cut a list into items: a line that `starts` none goes on with the item before, unless that one `ends`."""
    lines = read_lines(raw, source, lambda text: True)
    items: list[Item] = []
    for line in (line for line in lines if line.kind == "row"):
        if starts.match(line.text):
            items.append(Item([line]))
        elif items and not ends.search(items[-1].lines[-1].text):
            items[-1].lines.append(line)
        else:
            problem = f'the line begins no item and continues none: "{line.text[:60]}"'
            remedy = "Remove the line, or begin it as the other items begin"
            raise UnreadableList(file=source.file, line=line.number, problem=problem, remedy=remedy)
    return tuple(items)


def _fields(item: Item, source: Source) -> Iterator[Field]:
    text, steps = join(item.pieces)
    name = NAME.sub(r"\g<name>", text)
    yield Field("name", name, "\n".join(item.pieces), "", source.language, steps)
    yield from fields_of_every_row(source)
