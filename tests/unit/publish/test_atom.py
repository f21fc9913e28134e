"""Feeds as Atom."""

from xml.etree import ElementTree

from ebpages.publish.atom import Entry, Feed

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_a_feed_has_what_atom_demands_and_leads_on() -> None:
    entry = Entry("urn:x:1", "A & B\x0b", "2026-11-30T08:00:00+02:00", "https://example.org/a/", "there")
    written = Feed(
        "News",
        "https://example.org/f",
        "https://example.org/",
        entry.updated,
        [entry],
        "en",
        "https://example.org/f?after=1",
    )
    feed = ElementTree.fromstring(written.write())
    assert feed.find("a:entry/a:title", ATOM).text == "A & B "  # type: ignore[union-attr]
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {
        "self": "https://example.org/f",
        "alternate": "https://example.org/",
        "next": "https://example.org/f?after=1",
    }
    assert all(feed.find(f"a:{name}", ATOM) is not None for name in ("id", "title", "updated", "author"))
