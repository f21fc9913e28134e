"""Cluster categories: which industries are counted together, as data."""

from typing import Annotated

from pydantic import AfterValidator, Field

from ebpages.declared.schema import Declared, Text
from ebpages.mapping.codes import RULE, cut, is_code


def _usable(code: str) -> str:
    if not is_code(code):
        raise ValueError(f"{cut(code)!r} cannot stand in addresses. {RULE}")
    return code


class Category(Declared):
    """code: as results name it. industries: codes of a panel; a parent stands for all industries below it."""

    code: Annotated[str, AfterValidator(_usable)]
    name: Text
    industries: tuple[str, ...] = Field(min_length=1)


class CategoryScheme(Declared):
    """A set of categories. version: raised whenever a category changes. certainty: as in the vocabularies.

    overlapping: whether an industry may be in several categories; their sizes then add up to more than the whole.
    """

    id: str
    version: str
    title: Text
    source: Text
    certainty: str
    overlapping: bool = False
    categories: tuple[Category, ...] = Field(min_length=1)
