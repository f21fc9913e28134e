"""Declared data files: read and checked, every fault named with file, entry, key and remedy."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ebpages.declared.text import Text as Text  # a key of nearly every declaration
from ebpages.limits import PastLimit
from ebpages.reference.vocabulary import BrokenVocabulary, read_yaml, yaml_in

M = TypeVar("M", bound=BaseModel)
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]


class BrokenDeclaration(BrokenVocabulary):
    """A declaration that cannot be used: says which file, which entry and key, and what mends it."""


class Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def read_document(path: Path) -> Mapping[str, Any]:
    """The keys of a YAML file. Raises BrokenDeclaration."""
    return _keys_of(path.name, read_content(path))


def read_content(path: Path) -> Any:
    """What a YAML file holds, None where it is empty. Raises BrokenDeclaration."""
    return _content(path.name, lambda: read_yaml(path))


def content_in(name: str, content: bytes) -> Any:
    """What YAML holds that was handed in. name: what messages call it. Raises BrokenDeclaration."""
    return _content(name, lambda: yaml_in(content, is_ours=False))


def _keys_of(name: str, content: Any) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        raise BrokenDeclaration(
            name, "the file", "it holds no keys", "Begin it with one, such as `figures:` or `claims:`"
        )
    return content


def _content(name: str, read: Callable[[], Any]) -> Any:
    def broken(problem: str, remedy: str) -> BrokenDeclaration:
        return BrokenDeclaration(name, "the file", problem, remedy)

    try:
        return read()
    except PastLimit as past:
        raise broken(past.problem, past.remedy) from None
    except OSError as error:
        raise broken(f"it cannot be read ({error.strerror})", "Name a file that is there") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise broken(f"not YAML ({' '.join(str(error).split())})", "Correct the line it names") from None


def read_entry(file: str, word: str, model: type[M], number: int, entry: Any) -> M:
    """One entry of a file, which messages call by its id or code, else by its number. Raises BrokenDeclaration."""
    name = (entry.get("id") or entry.get("code")) if isinstance(entry, Mapping) else None
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        raise BrokenDeclaration(file, *described(f"{word} {name or number!r}", error)) from None


def refuse_twice(file: str, word: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise BrokenDeclaration(file, f"{word} {name!r}", "it is given twice", "Rename one of them")
        seen.add(name)


# A Text is no pydantic model; its faults are said in the words of all others.
_SAID_AGAIN = {
    "unexpected_keyword_argument": "Extra inputs are not permitted",
    "dataclass_type": "Input should be a valid dictionary or instance of Text",
}


def described(entry: str, error: ValidationError) -> tuple[str, str, str]:
    """Where, what, and how to mend it, of the fault that lies deepest: of alternatives, the one that was meant."""
    fault = max(error.errors(include_url=False), key=lambda each: len(each["loc"]))
    place = ".".join(str(part) for part in fault["loc"] if not _is_branch(part))
    problem = _SAID_AGAIN.get(fault["type"], fault["msg"]).removeprefix("Value error, ")
    remedy = {
        "extra_forbidden": "Take the key out, or see whether its name is misspelt",
        "unexpected_keyword_argument": "Take the key out, or see whether its name is misspelt",
        "missing": "Add the key",
    }.get(fault["type"], "Correct the value")
    return f"{entry}, {place}" if place else entry, problem[:1].lower() + problem[1:], remedy


def _is_branch(part: int | str) -> bool:
    """Whether a step of the place names an alternative of the schema instead of a key of the file."""
    return isinstance(part, str) and (part.startswith(("literal[", "tuple[", "tag[")) or part == "Text")
