"""Members of the Association of Business Clusters: name, label remark, planning region and town on one line."""

import re
from collections.abc import Iterator

from ebpages.reference.regions import planning_region
from ebpages.sources.cells.text import join
from ebpages.sources.layouts.items import ENDS, Item, read_items
from ebpages.sources.layouts.whole_list import completeness, fields_of_every_row
from ebpages.sources.record import Field, Reading, Record, Step, UnreadableList, step
from ebpages.sources.source import Source

STARTS = re.compile(r"^\s*[-–•*]\s")
MEMBER = re.compile(
    r"^[-–•*]\s+(?P<name>.+?)(?:\s*\((?P<label>awarded an? (?P<level>bronze|silver|gold) label)\))?"
    r",\s*(?P<region>[^,]+?)\s+planning region\s*[-–—]\s*(?P<town>.+?)\s*[;.]?$",
    re.IGNORECASE,
)


def read(raw: str, source: Source) -> Reading:
    items = read_items(raw, source, starts=STARTS, ends=ENDS)
    records = tuple(_record(position, item, source) for position, item in enumerate(items, 1))
    return Reading(records, tuple(completeness(source, (), len(records))))


def _record(position: int, item: Item, source: Source) -> Record:
    text, steps = join(item.pieces)
    match = MEMBER.match(text)
    if not match:
        problem = f'a member is not written as "- name, region planning region - town": "{text[:80]}"'
        remedy = "Correct the line, or remove it if it names no member"
        raise UnreadableList(file=source.file, line=item.lines[0].number, problem=problem, remedy=remedy)
    fields = tuple(_fields(match, steps, source))
    region_known = any(field.property == "planning_region" for field in fields)
    notices = () if region_known else (step("planning_region_unknown", text=match["region"]),)
    return Record(source.slug, str(position), "", item.locator(position), item.text, fields, notices)


def _fields(match: re.Match[str], steps: tuple[Step, ...], source: Source) -> Iterator[Field]:
    language = source.language
    separated = (step("remark_separated", text=match["label"]),) if match["label"] else ()
    printed = f"{match['name']} ({match['label']})" if match["label"] else match["name"]
    yield Field("name", match["name"], printed, "", language, (*steps, *separated))
    if match["level"]:
        yield Field("label", f"ecei:{match['level'].lower()}", match["label"], "", language)
    region = planning_region(match["region"])
    if region:
        yield Field("planning_region", region.code, match["region"], "", language)
    yield Field("seat", match["town"], match["town"], "", language)
    yield from fields_of_every_row(source)
