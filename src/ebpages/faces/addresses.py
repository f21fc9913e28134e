"""A question as it stands in an address: read, checked, and written back with one thing changed.

Nothing else reads what stands behind a question mark; `tests/architecture` holds pages to it.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from ebpages.faces.shapes import Page, PageLink

View = Callable[..., HttpResponse]

LONGEST_VALUE = 100
_NEIGHBOURS = 2  # pages before and after the one shown that the pager links to
_LONGEST_PAGE_NUMBER = 5  # digits: a longer one would make a database count past its integers


def asks_only(*keys: str) -> Callable[[View], View]:
    """For a file: an address that asks for more than there is leads to the one that does not, so that each file is worked out once."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            asked = [(key, value) for key, values in request.GET.lists() for value in values]
            known = [(key, value) for key, value in asked if key in keys and value]
            if known == asked:
                return view(request, *args, **kwargs)
            return redirect(request.path + (f"?{urlencode(known)}" if known else ""))

        return answer

    return decorated


def day_of(query: QueryDict, key: str) -> date | None:
    """The day of a key in ISO form; None where there is none, or what stands there is no day."""
    try:
        return date.fromisoformat(query.get(key, ""))
    except ValueError:
        return None


def text(query: QueryDict, key: str, longest: int = LONGEST_VALUE) -> str:
    """The value of a key, empty where there is none, cut where it is too long; what cannot be printed counts as a space."""
    value = query.get(key, "")[:longest]
    return value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)


def chosen(query: QueryDict, key: str) -> tuple[str, ...]:
    """The values of a facet that are on, each once; what can be no value is passed over."""
    values = (v for v in query.getlist(key) if 0 < len(v) <= LONGEST_VALUE and v.isprintable())
    return tuple(dict.fromkeys(values))


def page_number(query: QueryDict) -> int:
    text = query.get("page", "1")
    if not text.isdecimal() or len(text) > _LONGEST_PAGE_NUMBER or not int(text):
        raise Http404("no such page")
    return int(text)


def without_page(query: QueryDict) -> QueryDict:
    kept = query.copy()
    kept.pop("page", None)
    return kept


def whole_list(query: QueryDict) -> str:
    """The question of an address as its end, without what only one page of it shows."""
    kept = without_page(query)
    for key in ("view", "state"):
        kept.pop(key, None)
    return f"?{kept.urlencode()}" if kept else ""


def toggled(query: QueryDict, key: str, value: str) -> str:
    """The address with one value of a facet taken in, or out when it is in."""
    kept = without_page(query)
    values = kept.getlist(key)
    rest = [v for v in values if v != value]
    kept.setlist(key, rest if value in values else [*rest, value])
    return address(kept)


def changed(query: QueryDict, /, **values: str) -> str:
    """The address with the given keys set, or left out where the value is empty."""
    kept = without_page(query)
    for key, value in values.items():
        kept.pop(key, None)
        if value:
            kept[key] = value
    return address(kept)


def cleared(query: QueryDict, keys: Iterable[str]) -> str:
    kept = without_page(query)
    for key in keys:
        kept.pop(key, None)
    return address(kept)


def address(query: QueryDict) -> str:
    return "?" + query.urlencode()


def page_of(query: QueryDict, *, number: int, size: int, total: int) -> Page:
    """The pager of a list. Raises Http404 for a page behind the last."""
    pages = max(1, -(-total // size))
    if number > pages:
        raise Http404("no such page")

    def to(target: int) -> str:
        kept = without_page(query)
        if target > 1:
            kept["page"] = str(target)
        return address(kept)

    near = {1, pages, *range(number - _NEIGHBOURS, number + _NEIGHBOURS + 1)} & set(range(1, pages + 1))
    links: list[PageLink] = []
    for target in sorted(near):
        if links and target > links[-1].number + 1:
            links.append(PageLink(0, ""))
        links.append(PageLink(target, to(target), target == number))
    first = (number - 1) * size + 1 if total else 0
    return Page(
        number, pages, total, first, min(number * size, total),
        to(number - 1) if number > 1 else "", to(number + 1) if number < pages else "", tuple(links),
    )  # fmt: skip
