"""What every page has: when the registry was built and from which lists, and what a search may be about."""

from datetime import datetime
from functools import cache
from typing import Any

from django.http import HttpRequest

from ebpages.faces import citations
from ebpages.faces.addresses import without_page
from ebpages.faces.language import active_language
from ebpages.registry.queries import built, fixed_suggestions, source_lists
from ebpages.registry.queries.builds import Built
from ebpages.registry.shapes import SourceView


def registry(request: HttpRequest) -> dict[str, Any]:
    """Values are worked out only where a template asks for them, and once for a page."""

    @cache
    def last() -> Built | None:
        return request.registry_now[0] if hasattr(request, "registry_now") else built()

    @cache
    def lists() -> tuple[SourceView, ...]:
        return request.registry_now[1] if hasattr(request, "registry_now") else source_lists()

    def built_at() -> datetime | None:
        found = last()
        return found.at if found else None

    def built_from() -> list[tuple[str, str, str]]:
        return [(source.title, source.url, source.licence) for source in lists()]

    def data_of() -> str:
        """The edition of the newest list."""
        return max((source.edition for source in lists()), default="")

    def state_of_data() -> str:
        found = last()
        return found.state if found else ""

    def cited_state() -> str:
        """Pages of other data than the registry's give their own."""
        return citations.cited_state(request, state_of_data())

    def suggested() -> tuple[str, ...]:
        return fixed_suggestions(active_language())

    def asked_besides_day() -> list[tuple[str, str]]:
        """What the address asks, for a form that asks the same of another day."""
        asked = without_page(request.GET)
        return [(key, value) for key, values in asked.lists() if key != "as_of" for value in values]

    return {
        "asked_besides_day": asked_besides_day,
        "built_at": built_at,
        "built_from": built_from,
        "state_of_data": state_of_data,
        "cited_state": cited_state,
        "data_of": data_of,
        "suggested": suggested,
    }
