"""Own sites of clusters and intermediaries among the references of a publication, one address an item."""

import re
from collections.abc import Iterator

from ebpages.sources.cells.website import PARTS, read_website
from ebpages.sources.layouts.items import Item, read_items
from ebpages.sources.layouts.whole_list import completeness
from ebpages.sources.record import Field, Reading, Record, Step, UnreadableList, step
from ebpages.sources.source import Source

STARTS = re.compile(r"^\s*<?\s*(?:https?:|www\.)", re.IGNORECASE)
NEVER = re.compile(r"(?!)")
DOCUMENT = re.compile(r"\.pdf\b|/at_download\b", re.IGNORECASE)


def read(raw: str, source: Source) -> Reading:
    """Read the addresses; those that are no organisation's own site are said in the notices, with the reason."""
    items = read_items(raw, source, starts=STARTS, ends=NEVER)
    notices: list[Step] = []
    records: list[Record] = []
    for item in items:
        website = _website(item, source)
        if reason := reason_against(website.value, source):
            notices.append(
                step("not_an_organisations_site", line=item.lines[0].number, url=website.value, reason=reason)
            )
            continue
        position = len(records) + 1
        fields = (website, *_kind(website.value, source))
        records.append(Record(source.slug, str(position), "", item.locator(position), item.text, fields))
    return Reading(tuple(records), (*completeness(source, (), len(records)), *notices))


def reason_against(url: str, source: Source) -> str:
    """Why an address is not an organisation's own site: what its host is known for, or that it is a document."""
    parts = PARTS.match(url)
    if not parts:
        return ""
    host, path = _host(url), parts["rest"]
    if host in source.other_hosts:
        return source.other_hosts[host]
    if DOCUMENT.search(path):
        return "document"
    return "page_about_a_member" if path.startswith("/members/") else ""


def _website(item: Item, source: Source) -> Field:
    for line in item.lines[1:]:
        if len(line.text.split()) > 1:
            problem = f'this is no address: "{line.text[:60]}"'
            remedy = "Keep only addresses in this list, one a line"
            raise UnreadableList(file=source.file, line=line.number, problem=problem, remedy=remedy)
    pieces = tuple(piece.strip("<> ") for piece in item.pieces)
    return read_website(pieces, "")


def _kind(url: str, source: Source) -> Iterator[Field]:
    """Offices of technology transfer say so in the name of their host."""
    if re.split(r"[.-]", _host(url))[0] in source.phrases["transfer_hosts"]:
        yield Field("kind", "technology_transfer_centre", _host(url), "", "", (step("kind_from_host"),))


def _host(url: str) -> str:
    parts = PARTS.match(url)
    return parts["host"].lower().removeprefix("www.") if parts else ""
