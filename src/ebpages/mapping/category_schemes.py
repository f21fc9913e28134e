"""Category schemes, which say what industries are counted together: the shipped ones and, where EBPAGES_CATEGORIES names a file or
a folder, the user's own."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, Field

from ebpages.declared.files import Dated, dated, declared_files, state_of
from ebpages.declared.schema import BrokenDeclaration, Declared, Text, read_document, read_entry, refuse_twice
from ebpages.mapping.codes import RULE, cut, is_code
from ebpages.publish.whole_file import whole_file
from ebpages.reference.industries import industries
from ebpages.reference.vocabulary import CERTAINTIES

VARIABLE = "EBPAGES_CATEGORIES"
SHIPPED = Path(__file__).parent / "data" / "categories"


def _usable_code(code: str) -> str:
    if not is_code(code):
        raise ValueError(f"{cut(code)!r} cannot be used in addresses. {RULE}")
    return code


class Category(Declared):
    """code: as results name it. industries: codes of a panel; a parent stands for all industries below it."""

    code: Annotated[str, AfterValidator(_usable_code)]
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


def category_schemes() -> Mapping[str, CategoryScheme]:
    """Every scheme by its id, the shipped ones first. Raises BrokenDeclaration."""
    return _read(dated(_all_files()))


def state_of_categories() -> str:
    """A text that is another one after every change of a file of schemes."""
    return state_of(_all_files())


def _all_files() -> tuple[Path, ...]:
    return declared_files(SHIPPED, VARIABLE, "category schemes")


def read_scheme(path: Path) -> CategoryScheme:
    """The scheme of a YAML file. Raises BrokenDeclaration."""
    document = read_document(path)
    for number, entry in enumerate(_entries(path.name, document), 1):
        read_entry(path.name, "category", Category, number, entry)
    scheme = read_entry(path.name, "scheme", CategoryScheme, 1, document)
    refuse_twice(path.name, "category", (category.code for category in scheme.categories))
    _refuse_certainty(path.name, scheme)
    if not scheme.overlapping:
        _refuse_overlap(path.name, scheme)
    return scheme


def write_scheme(path: Path, scheme: CategoryScheme) -> None:
    """A file that `read_scheme` reads; it appears whole or not at all."""
    text = yaml.safe_dump(scheme.model_dump(mode="json"), allow_unicode=True, sort_keys=False, width=120)
    with whole_file(path) as draft:
        draft.write_text(text, encoding="utf-8")


@lru_cache(maxsize=8)
def _read(files: Dated) -> Mapping[str, CategoryScheme]:
    schemes: dict[str, CategoryScheme] = {}
    owner: dict[str, str] = {}
    for path, _ in files:
        scheme = read_scheme(path)
        if scheme.id in schemes:
            raise BrokenDeclaration(
                path.name,
                f"scheme {scheme.id!r}",
                f"{owner[scheme.id]} has this id already",
                "Choose another id",
            )
        schemes[scheme.id], owner[scheme.id] = scheme, path.name
    return schemes


def _entries(file: str, document: Mapping[str, object]) -> list[object]:
    entries = document.get("categories")
    if not isinstance(entries, list):
        raise BrokenDeclaration(
            file,
            "categories",
            "there is no list of categories",
            "Put them under `categories:`, each with code, name and industries",
        )
    return entries


def _refuse_certainty(file: str, scheme: CategoryScheme) -> None:
    if scheme.certainty not in CERTAINTIES:
        raise BrokenDeclaration(
            file,
            f"scheme {scheme.id!r}, certainty",
            f"it is {scheme.certainty!r}",
            f"Give one of {', '.join(CERTAINTIES)}",
        )


def _refuse_overlap(file: str, scheme: CategoryScheme) -> None:
    """A section of NACE holds its divisions; of other classifications only equal codes are seen here, without their tree."""
    owner: dict[str, str] = {}
    for category in scheme.categories:
        refuse_twice(file, f"category {category.code!r}, industry", category.industries)
        for code in category.industries:
            for held in _held(code):
                if owner.setdefault(held, category.code) != category.code:
                    raise BrokenDeclaration(
                        file,
                        f"category {category.code!r}, industries",
                        f"{code!r} is in category {owner[held]!r} too",
                        "Take it out of one of them, or say `overlapping: true`",
                    )


def _held(code: str) -> tuple[str, ...]:
    """The code itself and, of a section of NACE, the divisions below it as panels call them: C10."""
    return (code, *(f"{code}{item.code}" for item in industries("division") if item.parent == code))
