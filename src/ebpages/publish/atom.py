"""Feeds as Atom (RFC 4287), which feed readers and programs follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NO_XML = dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF], " ")


@dataclass(frozen=True, slots=True)
class Entry:
    """id: stays the same for as long as the entry is the same. updated: ISO time. term: a code of what happened. url: whole address."""

    id: str
    title: str
    updated: str
    url: str
    term: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """url: of the feed itself; page: of what it is about. next_url: where further entries stand, "" behind the last. updated: ISO time."""

    title: str
    url: str
    page: str
    updated: str
    entries: Sequence[Entry]
    language: str = ""
    next_url: str = ""

    def write(self) -> bytes:
        ElementTree.register_namespace("", _NAMESPACE)
        feed = ElementTree.Element(_name("feed"), {"xml:lang": self.language} if self.language else {})
        _add(feed, "id", self.url)
        _add(feed, "title", self.title)
        _add(feed, "updated", self.updated)
        ElementTree.SubElement(_add(feed, "author"), _name("name")).text = "E-Business Pages"
        _add(feed, "link", rel="self", href=self.url, type="application/atom+xml")
        _add(feed, "link", rel="alternate", href=self.page)
        if self.next_url:
            _add(feed, "link", rel="next", href=self.next_url)
        for entry in self.entries:
            _write_entry(feed, entry)
        written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
        return written


def _write_entry(feed: ElementTree.Element, entry: Entry) -> None:
    element = _add(feed, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", entry.updated)
    _add(element, "link", rel="alternate", href=entry.url)
    _add(element, "category", term=entry.term)
    if entry.summary:
        _add(element, "summary", entry.summary)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, _name(name), attributes)
    element.text = text.translate(_NO_XML) or None
    return element


def _name(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
