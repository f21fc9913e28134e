"""What every page has: when the registry was built and from which lists, and what a search may be about."""

from datetime import datetime
from functools import cache
from typing import Any

from django.http import HttpRequest

from ebpages.faces.language import active_language
from ebpages.registry.queries import built, fixed_suggestions, source_lists, state_code


def registry(request: HttpRequest) -> dict[str, Any]:
    """Values are worked out only where a template asks for them, and once for a page."""

    @cache
    def built_at() -> datetime | None:
        last = built()
        return last.at if last else None

    @cache
    def built_from() -> list[tuple[str, str, str]]:
        return [(source.title, source.url, source.licence) for source in source_lists()]

    @cache
    def data_of() -> str:
        return max((source.edition for source in source_lists()), default="")

    def cited_state() -> str:
        """The state of the data that a citation names, where it is another one than this."""
        named = request.GET.get("state", "")[:40]
        return named if named and named != state_code() else ""

    def suggested() -> tuple[str, ...]:
        return fixed_suggestions(active_language())

    return {
        "built_at": built_at,
        "built_from": built_from,
        "cited_state": cited_state,
        "data_of": data_of,
        "suggested": suggested,
    }
