"""More columns for a table whose organisations are known: those of the files to take away."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from ebpages.reconciliation.question import MOST_QUERIES, TooMuch, Unreadable, read_object
from ebpages.reconciliation.shapes import Extension, Named
from ebpages.registry import models
from ebpages.registry.tables import organisation_columns, rows_of_organisations

MOST_IDS = 10 * MOST_QUERIES


def extension(text: str, site: str) -> Extension:
    """The answer to `{"ids": […], "properties": [{"id": …}]}`; an id that leads elsewhere is answered with what it leads to.

    site: what stands before the address of a page. Raises Unreadable, TooMuch.
    """
    asked = read_object(text)
    ids, properties = _texts(asked, "ids"), _properties(asked)
    if len(ids) > MOST_IDS:
        raise TooMuch(f"{len(ids)} ids at once; send {MOST_IDS} at most")
    led = {i: heir or i for i, heir in models.PublicId.objects.filter(id__in=ids).values_list("id", "heir")}
    rows = {
        str(row["id"]): row for row in rows_of_organisations([*led.values()], timezone.localdate(), site=site)
    }
    labels = {column.key: column.label for column in organisation_columns()}
    return Extension(
        tuple(Named(each, labels.get(each, each)) for each in properties),
        {i: {each: _values(rows.get(led.get(i, ""), {}), each) for each in properties} for i in ids},
    )  # fmt: skip


def _texts(asked: Mapping[str, Any], key: str) -> list[str]:
    found = asked.get(key)
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise Unreadable(f"`{key}` is a list of texts")
    return list(dict.fromkeys(found))


def _properties(asked: Mapping[str, Any]) -> list[str]:
    found = asked.get("properties")
    ids = [each.get("id") for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    if not isinstance(found, list) or len(ids) != len(found) or not all(isinstance(i, str) for i in ids):
        raise Unreadable("`properties` is a list of objects with `id`")
    return list(dict.fromkeys(ids))[:100]


def _values(row: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """What nobody states is no value, not an empty one."""
    value = row.get(key)
    each = value if isinstance(value, list | tuple) else [value]
    return [
        {"int": one} if isinstance(one, int) else {"str": str(one)} for one in each if one not in (None, "")
    ]
