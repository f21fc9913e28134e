"""The formats that an address may end in: one that there is not leads nowhere, before anything is worked out for it."""

import re
from collections.abc import Iterable

from django.urls import register_converter
from django.urls.converters import StringConverter

from ebpages.faces.file_answers import FORMATS_WITH_PICTURES
from ebpages.publish.citation import MEDIA_TYPES
from ebpages.publish.tables import FORMATS


def _register(name: str, words: Iterable[str]) -> None:
    regex = "|".join(map(re.escape, words))
    register_converter(type(name, (StringConverter,), {"regex": regex}), name)


_register("table", FORMATS)
_register("table_or_picture", FORMATS_WITH_PICTURES)
_register("citation", MEDIA_TYPES)
register_converter(type("record", (StringConverter,), {"regex": r"[a-z0-9_-]+:[-a-zA-Z0-9_]+"}), "record")
