"""What every page says at its foot: when the registry was built and from which lists."""

from datetime import datetime
from functools import cache
from typing import Any

from django.http import HttpRequest

from ebpages.registry.queries import built, source_lists


def registry(request: HttpRequest) -> dict[str, Any]:
    """Values are worked out only where a template asks for them, and once for a page."""

    @cache
    def built_at() -> datetime | None:
        last = built()
        return last.at if last else None

    @cache
    def built_from() -> list[tuple[str, str, str]]:
        return [(source.title, source.url, source.licence) for source in source_lists()]

    return {"built_at": built_at, "built_from": built_from}
