"""What every operation of the API shares: the language of an answer, and paging."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal, TypeVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Path, Schema
from ninja.errors import HttpError
from pydantic import Field

Language = Literal["bg", "en"]
LARGEST_PAGE = 200
NOTHING_THERE = gettext_noop("There is nothing under this address, or it is not for you to see.")

# The number of something in an address, and what every database can compare with it.
Key = Annotated[int, Path(ge=0, lt=2**63)]
Operation = TypeVar("Operation", bound=Callable[..., Any])
Found = TypeVar("Found")


class Paging(Schema):
    page: int = Field(1, ge=1, lt=100_000)
    size: int = Field(25, ge=1, le=LARGEST_PAGE)


class Refusal(Schema):
    """Why something cannot be done as things stand, where a refusal may have another shape too."""

    detail: str


def in_language(operation: Operation) -> Operation:
    """Answer an operation in the language that its parameter `language` names. Stands below `@router.get(…)`."""

    @wraps(operation)
    def answer(request: HttpRequest, *args: Any, language: Language = "bg", **kwargs: Any) -> Any:
        with translation.override(language):
            return operation(request, *args, language=language, **kwargs)

    return answer  # type: ignore[return-value]


def found(something: Found | None) -> Found:
    """What is there and may be seen; 404 for both else, so that nobody learns which of them it is."""
    if not something:
        raise HttpError(404, _(NOTHING_THERE))
    return something


def located(response: HttpResponse, url_name: str, *parts: object) -> None:
    """Say where what was made is found: the address of an operation."""
    response.headers["Location"] = reverse(f"api:{url_name}", args=parts)
