"""What every operation of the API shares: the language of an answer, and paging."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal, TypeVar

from django.http import HttpRequest
from django.utils import translation
from ninja import Schema
from pydantic import Field

Language = Literal["bg", "en"]
LARGEST_PAGE = 200

Operation = TypeVar("Operation", bound=Callable[..., Any])


class Paging(Schema):
    page: int = Field(1, ge=1, lt=100_000)
    size: int = Field(25, ge=1, le=LARGEST_PAGE)


def in_language(operation: Operation) -> Operation:
    """Answer an operation in the language that its parameter `language` names. Stands below `@router.get(…)`."""

    @wraps(operation)
    def answer(request: HttpRequest, *args: Any, language: Language = "bg", **kwargs: Any) -> Any:
        with translation.override(language):
            return operation(request, *args, language=language, **kwargs)

    return answer  # type: ignore[return-value]
