"""What every operation of the API shares: the language of an answer, and paging."""

from typing import Literal

from ninja import Schema
from pydantic import Field

Language = Literal["bg", "en"]

LARGEST_PAGE = 200


class Paging(Schema):
    page: int = Field(1, ge=1, lt=100_000)
    size: int = Field(25, ge=1, le=LARGEST_PAGE)
