"""What every page says at its foot: when the registry was built and from which lists."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from ebpages.registry.queries import built, source_lists


def registry(request: HttpRequest) -> dict[str, Any]:
    """Values are worked out only where a template asks for them."""
    language = get_language() or "bg"

    def built_at() -> Any:
        last = built()
        return last.at if last else None

    return {
        "built_at": built_at,
        "built_from": lambda: [(s.title, s.url, s.licence) for s in source_lists(language)],
    }
