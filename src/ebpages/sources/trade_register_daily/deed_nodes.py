"""A deed as one tree, whether a daily file came as XML or as the JSON that was made of it (each child a list, `$`, `_`)."""

import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ebpages.limits import check, limit
from ebpages.sources.edition import UnusableEdition

_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]+|[0-9]+);")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ELEMENTS = "it holds more than {most} elements"


@dataclass(frozen=True, slots=True)
class Node:
    tag: str
    attributes: dict[str, str]
    children: tuple["Node", ...] = ()
    text: str = ""

    def find(self, tag: str) -> "Node | None":
        return next((child for child in self.children if child.tag == tag), None)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class DailyFile:
    """made_on: CreateDate as it stands, "" without. deeds: as they come. removed: signs that no XML may hold."""

    made_on: str
    deeds: Iterator[Node]
    removed: int = 0


def read_daily_file(content: bytes, name: str) -> DailyFile:
    """Raises UnusableEdition at once, or while `deeds` are read, for what is no daily file of the register."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _from_json(content, name)
    return _from_xml(content, name)


def _from_xml(content: bytes, name: str) -> DailyFile:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnusableEdition(
            name, "", "it declares a document type, which no file of the register does", "Nothing was read of it"
        )  # fmt: skip
    removed = 0

    def only_allowed(found: re.Match[bytes]) -> bytes:
        nonlocal removed
        number = int(found[1][1:], 16) if found[1].startswith(b"x") else int(found[1])
        if number in (9, 10, 13) or 32 <= number < 0x110000:
            return found[0]
        removed += 1
        return b""

    clean = _REFERENCE.sub(only_allowed, content)
    clean, signs = _CONTROL.subn(b"", clean)
    if clean is not content:  # XML 1.1 allows such signs; the parser knows 1.0 alone
        clean = clean.replace(b'version="1.1"', b'version="1.0"', 1)
    events = ET.iterparse(io.BytesIO(clean.lstrip()), events=("start", "end"))  # noqa: S314 - no entities, see above
    made = ""
    early: list[Node] = []
    walked = _walk(events, name)
    for kind, node in walked:  # up to the first deed, for the head stands before it
        if kind == "made":
            made = made or node.text
        else:
            early.append(node)
            break

    def deeds() -> Iterator[Node]:
        yield from early
        yield from (node for kind, node in walked if kind == "deed")

    return DailyFile(made, deeds(), removed + signs)


def _walk(events: Any, name: str) -> Iterator[tuple[str, Node]]:
    count, most = 0, limit("elements")
    path: list[ET.Element] = []
    try:
        for event, element in events:
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if not path and tag != "Message":
                    raise UnusableEdition(
                        name, f"element {tag}", "the file does not begin with Message", "It is no daily file of the register"
                    )  # fmt: skip
                path.append(element)
                count += 1
                if count > most:
                    check("elements", count, _ELEMENTS)
                continue
            path.pop()
            if tag == "CreateDate":
                yield "made", Node(tag, {}, (), (element.text or "").strip())
            elif tag == "Deed":
                yield "deed", _of_element(element)
                if path:
                    path[-1].remove(element)  # what was read is not kept in memory
    except ET.ParseError as problem:
        raise UnusableEdition(
            name, f"line {problem.position[0]}", f"the XML cannot be read ({problem.msg if hasattr(problem, 'msg') else problem})",
            "The file is cut or damaged; nothing was kept of it. The next run asks again",
        ) from None  # fmt: skip


def _of_element(element: ET.Element) -> Node:
    return Node(
        element.tag.rpartition("}")[2],
        {key.rpartition("}")[2]: value for key, value in element.attrib.items()},
        tuple(map(_of_element, element)),
        (element.text or "").strip(),
    )


def _from_json(content: bytes, name: str) -> DailyFile:
    try:
        document = json.loads(content.decode("utf-8-sig"), strict=False)
    except UnicodeDecodeError as problem:
        raise UnusableEdition(
            name, f"byte {problem.start}", "it is no UTF-8", "The file is damaged; nothing was kept of it"
        ) from None
    except (ValueError, RecursionError) as problem:
        where = f"line {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else ""
        raise UnusableEdition(
            name, where, "the JSON cannot be read", "The file is cut or damaged; nothing was kept of it. The next run asks again"
        ) from None  # fmt: skip
    check("elements", content.count(b":"), _ELEMENTS)
    message = _first(document, "Message", name)
    heads = _of_json("Header", _first(message, "Header", name, {})).walk()
    made = next((node.text for node in heads if node.tag == "CreateDate"), "")
    deeds = _first(_first(_first(message, "Body", name), "Deeds", name), "Deed", name, [], whole=True)
    return DailyFile(made, (_of_json("Deed", each) for each in deeds))


def _first(node: Any, key: str, name: str, without: Any = None, *, whole: bool = False) -> Any:
    """The first child of a name, or all of them; a child alone may stand without its list."""
    node = node[0] if isinstance(node, list) and len(node) == 1 else node
    found = node.get(key, without) if isinstance(node, dict) else None
    if found is None:
        raise UnusableEdition(
            name, key, "it is not where it should be", "The shape of the file may have changed: nothing was kept. Tell us"
        )  # fmt: skip
    listed = found if isinstance(found, list) else [found]
    return listed if whole else (listed[0] if listed else {})


def _of_json(tag: str, value: Any) -> Node:
    if not isinstance(value, dict):
        return Node(tag, {}, (), "" if value is None else str(value).strip())
    given = value.get("$")
    attributes = {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}
    children = tuple(
        _of_json(key, each)
        for key, listed in value.items()
        if key not in ("$", "_")
        for each in (listed if isinstance(listed, list) else [listed])
    )
    return Node(tag, attributes, children, str(value.get("_", "")).strip())
