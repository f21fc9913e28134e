"""A release of ROR: research bodies of the countries that are asked for, in records of its second schema."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ebpages.sources.connector import connector
from ebpages.sources.edition import Edition, UnusableEdition, plain
from ebpages.sources.ror.publisher import PART

ENDINGS = ("_schema_v2.json", ".json")
_WINDOW = 4 << 20  # bytes: a record has some thousands; a whole release has hundreds of millions


def part_of(name: str) -> str:
    return PART


def read(content: bytes, name: str, asked_for: frozenset[str] = frozenset()) -> Edition:
    """Raises UnusableEdition."""
    edition, countries, count = Edition(), set(connector("ror").countries), 0
    for record in _records(content, name):
        count += 1
        if not isinstance(record.get("names"), list) or not str(record.get("id", "")).startswith("https://ror.org/"):  # fmt: skip
            raise UnusableEdition(
                name, f"record {count}", "it has no list of names, or no address at ror.org",
                "It is no release in the second schema of ROR; take the file that ends in _schema_v2.json",
            )  # fmt: skip
        places = [place.get("geonames_details", {}) for place in _listed(record, "locations")]
        if countries.isdisjoint(str(place.get("country_code")) for place in places):
            edition.left_out["other_countries"] += 1
            continue
        changed = record.get("admin", {}).get("last_modified", {}).get("date", "")
        edition.made_on = max(edition.made_on, str(changed))
        edition.add(_row(record, places))
    if not edition.lines:
        raise UnusableEdition(name, "", "it holds no body of the countries that are followed", "Look whether it is a release of ROR")  # fmt: skip
    return edition


def _records(content: bytes, name: str) -> Iterator[dict[str, Any]]:
    """One record after the other, so that a release is never in memory as a whole."""
    decode, text, start = json.JSONDecoder(strict=False).raw_decode, "", 0
    while True:
        text = text.lstrip(" \r\n\t,[\ufeff")
        if text.startswith("{"):
            try:
                record, end = decode(text)
            except ValueError:
                pass  # it goes on in the next window
            else:
                text = text[end:]
                yield record
                continue
        if start >= len(content):
            break
        end = min(start + _WINDOW, len(content))
        while end < len(content) and content[end] & 0xC0 == 0x80:  # not within a letter
            end += 1
        text += content[start:end].decode("utf-8", "replace")
        start = end
    if text.strip() != "]":
        raise UnusableEdition(
            name, f"the last {len(text)} characters", "the JSON cannot be read to its end",
            "The file is cut or damaged; nothing was kept of it. Fetch it again",
        )  # fmt: skip


def _listed(record: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = record.get(key)
    found = [found] if isinstance(found, dict) else found
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _row(record: Mapping[str, Any], places: list[dict[str, Any]]) -> Mapping[str, Any]:
    return {
        "id": record["id"],
        "names": [
            {"text": plain(each["value"]), "language": each.get("lang") or "", "types": sorted(each.get("types", []))}
            for each in _listed(record, "names")
            if each.get("value")
        ],
        "status": record.get("status", ""),
        "types": sorted(record.get("types") or []),
        "established": record.get("established"),
        "domains": sorted(record.get("domains") or []),
        "websites": [each["value"] for each in _listed(record, "links") if each.get("type") == "website"],
        "places": [
            {"country": p.get("country_code", ""), "name": plain(p.get("name", ""))} for p in places
        ],
        "identifiers": {
            each["type"]: each.get("preferred") or (each.get("all") or [""])[0]
            for each in _listed(record, "external_ids")
            if each.get("type")
        },
        "relations": [
            {"type": each.get("type", ""), "id": each.get("id", ""), "name": plain(each.get("label", ""))}
            for each in _listed(record, "relationships")
        ],
    }  # fmt: skip
