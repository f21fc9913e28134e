"""Lists that are no tables: one item a line, which a page break may have carried on to the next line."""

import re
from dataclasses import dataclass, field

from ebpages.sources.printed_lines import Line, read_lines
from ebpages.sources.record import Locator, UnreadableList
from ebpages.sources.source_description import Source


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
