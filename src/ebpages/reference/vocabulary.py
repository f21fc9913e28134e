"""Reads a vocabulary file and checks every row against the dataclass that describes it.

A file is YAML (`source`, `certainty`, `terms`) or CSV (`# source: …` lines, a header, `;` between
several values of a cell).
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Generic, Literal, Protocol, TypeVar, get_args, get_origin, get_type_hints

from ebpages.limits import MEGABYTE, PastLimit, check, limit

DATA = Path(__file__).parent / "data"
PACKAGE = Path(__file__).parents[1]
# What YAML takes for a number that it does not look like: 4:10 is 250 there, 010 is 8, 0x1F is 31.
_READ_AS_ANOTHER = re.compile(
    r"[-+]?(0[0-7_]+|0x[\da-fA-F_]+|0b[01_]+|\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?|\d[\d_]*_[\d_]*(\.[\d_]*)?)"
)
LANGUAGES = ("bg", "en")
CERTAINTIES = ("official", "published", "own", "unverified")

T = TypeVar("T")


class Coded(Protocol):
    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=Coded)


@dataclass(frozen=True, slots=True)
class Term:
    """A coded word in both languages."""

    code: str
    bg: str
    en: str

    def name(self, language: str) -> str:
        return in_language(language, self.bg, self.en)


@dataclass(frozen=True, slots=True)
class Vocabulary(Generic[T]):
    file: str
    source: str
    certainty: str
    terms: tuple[T, ...]


class BrokenVocabulary(Exception):
    """A data file that does not fit its schema: says which file, which row or key, and what mends it."""

    def __init__(self, file: str, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}, {where}: {problem}. {remedy}.")
        self.file, self.where, self.problem, self.remedy = file, where, problem, remedy


class UnknownCode(KeyError):
    """A code that its vocabulary does not have."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(code)
        self.message = f"there is no {what} with the code {code!r}"

    def __str__(self) -> str:
        return self.message


@cache
def load(file: str, kind: type[T]) -> Vocabulary[T]:
    """Read data/`file` into rows of the dataclass `kind`."""
    return read(DATA / file, kind)


def read(path: Path, kind: type[T], **given: str) -> Vocabulary[T]:
    """Read any file of this form; `given` stands for a `source` or `certainty` that the file leaves out."""
    try:
        head, rows = (_read_csv if path.suffix == ".csv" else _read_yaml)(path)
    except PastLimit as past:
        raise BrokenVocabulary(path.name, "the file", past.problem, past.remedy) from None
    head = given | head
    if not head.get("source"):
        raise BrokenVocabulary(
            path.name, "source", "the file does not say where it comes from", "Add a source"
        )
    if head.get("certainty") not in CERTAINTIES:
        choice = ", ".join(CERTAINTIES)
        raise BrokenVocabulary(
            path.name, "certainty", f"it is {head.get('certainty')!r}", f"Give one of {choice}"
        )
    convert = _converter(path.name, kind)
    terms = tuple(convert(number, row) for number, row in enumerate(rows, 1))
    return Vocabulary(path.name, str(head["source"]), str(head["certainty"]), terms)


def by_code(vocabulary: Vocabulary[C]) -> dict[str, C]:
    """Index the terms; a code that is given twice is an error of the file."""
    index: dict[str, C] = {}
    for term in vocabulary.terms:
        if term.code in index:
            raise BrokenVocabulary(
                vocabulary.file, term.code, "the code is given twice", "Keep one of the rows"
            )
        index[term.code] = term
    return index


def in_language(language: str, bg: str, en: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"{en}: no name in {language!r}; the languages are bg and en")
    return bg if language == "bg" else en


def look_ups(file: str, kind: type[C], what: str) -> tuple[Callable[[str], C], Callable[[], tuple[C, ...]]]:
    """Two functions over data/`file`, read when one of them is first called: the term with a code, and all terms in order.

    The first raises UnknownCode; what: a term is called in its message.
    """

    @cache
    def index() -> dict[str, C]:
        return by_code(load(file, kind))

    return lambda code: look_up(index(), code, what), cache(lambda: tuple(index().values()))


def look_up(index: Mapping[str, T], code: str, what: str) -> T:
    try:
        return index[code]
    except KeyError:
        raise UnknownCode(code, what) from None


def split_head(path: Path) -> tuple[dict[str, str], list[str]]:
    """The `# key: value` lines at the top of a CSV file, and the lines below them."""
    lines = read_limited(path, "list_megabytes").decode("utf-8-sig").splitlines()
    head: dict[str, str] = {}
    while lines and lines[0].startswith("#"):
        key, _, value = lines.pop(0).lstrip("# ").partition(":")
        head[key.strip()] = value.strip()
    return head, lines


def load_yaml(text: str | bytes) -> Any:
    """A text of our own: safely, and fast where libyaml is there. Raises yaml.YAMLError."""
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def read_yaml(path: Path) -> Any:
    """What a file holds, of those that people write within limits of size, depth and number. Raises PastLimit, yaml.YAMLError,
    UnicodeDecodeError, OSError."""
    return yaml_in(read_limited(path, "yaml_megabytes"), is_ours=PACKAGE in path.parents)


def yaml_in(content: bytes, *, is_ours: bool) -> Any:
    """As `read_yaml`, of what has been read. is_ours: it ships with the program, and needs no check of depth and number."""
    import yaml

    text = content.decode()
    try:
        if not is_ours:
            _check_nodes(text)
        return load_yaml(text)
    except (ValueError, ArithmeticError) as error:  # of a day or a number that cannot be
        raise yaml.YAMLError(f"a value is none ({error})") from None


def read_limited(path: Path, name: str) -> bytes:
    """The content of a file that people give, in no more than the megabytes of a limit. Raises PastLimit, OSError."""
    most = limit(name) * MEGABYTE
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise PastLimit(name, f"it is larger than {most:,} bytes")
    return content


@dataclass(slots=True)
class _Opened:
    """A collection whose end is still to come. before: nodes before it."""

    anchor: str
    before: int
    has_keys: bool
    keys: set[str] = field(default_factory=set)
    inside: int = 0

    def has_twice(self, node: str | None) -> bool:
        """Whether the next node inside is a key that was there already; “<<” takes over what stands elsewhere, as often as it likes."""
        self.inside += 1
        if not self.has_keys or self.inside % 2 == 0 or node in (None, "<<"):
            return False
        is_there = node in self.keys
        self.keys.add(node or "")
        return is_there


def _check_nodes(text: str) -> None:
    """What YAML of few lines can do to those who use it: be nested deeper than they go, or hold itself many times over by aliases;
    and a key that stands twice, of which the first one, with all that is below it, would be passed over."""
    import yaml

    nodes = 0
    opened: list[_Opened] = []
    sizes: dict[str, int] = {}
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        key = event.value if isinstance(event, yaml.ScalarEvent) else None
        if opened and isinstance(event, yaml.NodeEvent) and opened[-1].has_twice(key):
            line = event.start_mark.line + 1 if event.start_mark else 0
            raise yaml.YAMLError(f"line {line}: the key {key!r} stands there twice")
        if isinstance(event, yaml.AliasEvent):
            if any(each.anchor == event.anchor for each in opened):
                raise yaml.YAMLError(f"{event.anchor} holds itself")
            nodes += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.ScalarEvent):
            nodes += 1
            sizes[event.anchor or ""] = 1
            check("cell_characters", len(event.value), "a text has {amount} characters")
            if event.implicit[0] and _READ_AS_ANOTHER.fullmatch(event.value):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise yaml.YAMLError(
                    f"line {line}: {event.value} would be read as another number: write it in digits, or a text in quotes"
                )
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append(_Opened(event.anchor or "", nodes, isinstance(event, yaml.MappingStartEvent)))
            check("nesting", len(opened), "it is nested {amount} deep and deeper")
        elif isinstance(event, yaml.CollectionEndEvent):
            ended = opened.pop()
            nodes += 1
            sizes[ended.anchor] = nodes - ended.before
        check(
            "yaml_nodes", nodes, "it holds {amount} values and more, each alias counted as what it stands for"
        )


def _read_yaml(path: Path) -> tuple[dict[str, Any], Iterable[Any]]:
    import yaml

    try:
        document = read_yaml(path)
    except yaml.YAMLError as error:
        raise BrokenVocabulary(
            path.name, "the file", f"not YAML ({error})", "Correct the line it names"
        ) from None
    if not isinstance(document, dict) or not isinstance(document.get("terms"), list):
        raise BrokenVocabulary(path.name, "terms", "there is no list of terms", "Put the rows under `terms:`")
    return document, document["terms"]


def _read_csv(path: Path) -> tuple[dict[str, Any], Iterable[Any]]:
    head, lines = split_head(path)
    return head, csv.DictReader(lines, strict=True)


def _converter(file: str, kind: type[T]) -> Callable[[int, Any], T]:
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    required = {
        name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING
    }
    casts = {name: _cast(hints[name]) for name in known}

    def convert(number: int, row: Any) -> T:
        where = f"row {number}"
        if not isinstance(row, dict):
            raise BrokenVocabulary(file, where, "the row is not a mapping", "Write it as key: value")
        where = str(row.get("code") or row.get("bg") or where)
        given = {key: value for key, value in row.items() if value not in ("", None)}
        if strange := given.keys() - known.keys():
            raise BrokenVocabulary(
                file,
                where,
                f"unknown key {sorted(map(str, strange))[0]!r}",
                f"The keys are {', '.join(known)}",
            )
        if missing := required - given.keys():
            raise BrokenVocabulary(file, where, f"{sorted(missing)[0]!r} is missing", "Add it")
        try:
            return kind(**{key: casts[key](value) for key, value in given.items()})
        except (TypeError, ValueError) as error:
            raise BrokenVocabulary(file, where, str(error), "Correct the value") from None

    return convert


def _cast(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) is UnionType:
        hint = next(option for option in get_args(hint) if option is not type(None))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return lambda value: tuple(_value(inner, item) for item in _items(value))
    return lambda value: _value(hint, value)


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [item.strip() for item in str(value).split(";") if item.strip()]


def _value(hint: Any, value: Any) -> Any:
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise ValueError(f"{value!r} is not one of {', '.join(map(repr, get_args(hint)))}")
        return value
    if hint is bool:
        if value in (True, "yes"):
            return True
        if value in (False, "no"):
            return False
        raise ValueError(f"{value!r} is not yes or no")
    if hint is int:
        return int(value)
    if hint is str:
        if isinstance(value, (dict, list)):
            raise TypeError(f"{value!r} is not a text")
        return str(value)
    return hint(**value)
