"""The form of a page, made from what organisations may say of themselves: its fields, what stands in them, and what was typed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ebpages.own_pages.merge import Clash
from ebpages.own_pages.page import Value, Values, page_values
from ebpages.reference.countries import countries
from ebpages.reference.languages import languages
from ebpages.reference.vocabulary import Term
from ebpages.registry.own_properties import (
    SEPARATOR,
    OwnProperty,
    by_code,
    certificate,
    groups,
    own_properties,
    parts,
    problem_with,
    tidy,
)

# Who belongs to whom, and the logo, have pages of their own.
MEMBERS = frozenset({"member_of", "has_member"})
ELSEWHERE = MEMBERS | {"logo"}
SIDE_BY_SIDE = ("bg", "en")
OTHER = "other"
_NACE = re.compile(r"([A-U]|\d\d(?:\.\d{1,2})?)\b")
# Bulgaria, its neighbours and theirs: chosen most, so they come first among countries and languages.
NEAR = (
    "BG", "GR", "CY", "AL", "MK", "RO", "RS", "TR",
    "bg", "en", "el", "sq", "mk", "ro", "sr", "tr",
)  # fmt: skip
_FEW = 60  # terms: more are written and not ticked

Typed = Mapping[str, Sequence[str]]
Widget = Literal["line", "area", "select", "checks", "pair"]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FormPart:
    """One place to type or choose in. label: what tells it from the other parts of its field, such as a language."""

    name: str
    widget: Widget
    label: str = ""
    text: str = ""
    language: str = ""
    rows: int = 0
    options: tuple[Option, ...] = ()
    second: str = ""
    number: int = 0

    @property
    def id(self) -> str:
        number = f"-{self.number}" if self.number else ""
        return f"field-{self.name.replace('.', '-')}{number}"


@dataclass(frozen=True, slots=True)
class FormField:
    """in_lists: what published lists say of it, in words."""

    code: str
    label: str
    help: str
    parts: tuple[FormPart, ...]
    errors: tuple[str, ...]
    clashes: tuple[Clash, ...]
    in_lists: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Of where a fault leads to."""
        return self.parts[0].id


@dataclass(frozen=True, slots=True)
class FormGroup:
    title: str
    fields: tuple[FormField, ...]


def form_properties() -> tuple[OwnProperty, ...]:
    return tuple(each for each in own_properties() if each.code not in ELSEWHERE)


def several() -> frozenset[str]:
    """Properties that have several values."""
    return frozenset(each.code for each in own_properties() if each.many)


def shown(code: str, text: str, reader: str) -> str:
    """A value in words: the name of what a code stands for."""
    known = by_code().get(code)
    return _shown(known, text, reader) if known else text


def label_of(code: str, reader: str) -> str:
    known = by_code().get(code)
    return known.label.name(reader) if known else code


def faults(values: Values, reader: str) -> dict[str, tuple[str, ...]]:
    """What is wrong with a page, by property, in the reader's language. Such a page is kept as a draft and not published."""
    found = {
        code: tuple(
            sentence
            for each in said
            if (sentence := problem_with(code, each.text, each.language, reader=reader))
        )
        for code, said in values.items()
    }
    return {code: sentences for code, sentences in found.items() if sentences}


# what stands in the form


def form(
    values: Values,
    reader: str,
    errors: Mapping[str, Sequence[str]],
    clashes: Sequence[Clash] = (),
    in_lists: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> tuple[FormGroup, ...]:
    fields: dict[str, list[FormField]] = {code: [] for code in groups()}
    for each in form_properties():
        said = values.get(each.code, ())
        fields[each.group].append(
            FormField(
                each.code,
                each.label.name(reader),
                each.help.name(reader),
                tuple(_parts(each, said, reader)),
                tuple(errors.get(each.code, ())),
                tuple(clash for clash in clashes if clash.name == each.code),
                in_lists.get(each.code, ()),
            )
        )
    return tuple(FormGroup(groups()[code].name(reader), tuple(of)) for code, of in fields.items() if of)


def _parts(each: OwnProperty, said: Sequence[Value], reader: str) -> Iterator[FormPart]:
    if each.kind in ("certificate", "contact"):
        rows = [
            *(certificate(v.text) if each.kind == "certificate" else parts(v.text) for v in said),
            ("", ""),
        ]
        for number, (first, second) in enumerate(rows):
            yield FormPart(each.code, "pair", text=first, second=second, number=number)
    elif each.languages != "none":
        yield from _by_language(each, said, reader)
    elif each.many and 0 < len(each.terms()) <= _FEW:
        yield FormPart(each.code, "checks", options=_options(each, said, reader))
    elif not each.many and each.terms() and each.kind != "nace":
        yield FormPart(each.code, "select", options=_options(each, said, reader))
    else:
        text = "\n".join(_shown(each, value.text, reader) for value in said)
        yield FormPart(each.code, "area" if each.many else "line", text=text, rows=4 if each.many else 0)


def _by_language(each: OwnProperty, said: Sequence[Value], reader: str) -> Iterator[FormPart]:
    suggested = _suggested(each, said, reader)
    if suggested:
        yield FormPart(f"{each.code}.choice", "checks", options=suggested)
    ticked = {option.value for option in suggested if option.chosen}
    written = [value for value in said if _tick(value) not in ticked]
    others = dict.fromkeys(v.language for v in written if v.language not in (*SIDE_BY_SIDE, ""))
    names = {term.code: term.name(reader) for term in languages()}
    widget: Widget = "area" if each.many or each.kind == "paragraphs" else "line"
    rows = 6 if each.kind == "paragraphs" else 4 if each.many else 0
    for language in (*SIDE_BY_SIDE, *others, OTHER):
        own = [v.text for v in written if v.language == ("" if language == OTHER else language)]
        options = _languages(names) if language == OTHER else ()
        yield FormPart(
            f"{each.code}.{language}",
            widget,
            names.get(language, ""),
            "\n".join(own),
            language if language != OTHER else "",
            rows,
            options,
        )


def near_first(named: tuple[str, str]) -> tuple[int, str]:
    """The place of a country or language, by its name and code, in a list to choose from."""
    name, code = named
    return NEAR.index(code) if code in NEAR else len(NEAR), name


def _languages(names: Mapping[str, str]) -> tuple[Option, ...]:
    """Those that have no place of their own in the form."""
    others = sorted(
        ((name, code) for code, name in names.items() if code not in SIDE_BY_SIDE), key=near_first
    )
    return tuple(Option(code, name, False) for name, code in others)


def _suggested(each: OwnProperty, said: Sequence[Value], reader: str) -> tuple[Option, ...]:
    """Words of the vocabulary, ticked where one of its names was said; what was said stays as it was written."""
    found = []
    for term in each.terms():
        names = {term.bg.casefold(), term.en.casefold()}
        as_said = next((value for value in said if value.text.casefold() in names), None)
        value = as_said or Value(term.name(reader), reader)
        found.append(Option(_tick(value), term.name(reader).capitalize(), as_said is not None))
    return tuple(found)


def _tick(value: Value) -> str:
    return f"{value.language}:{value.text}"


def _options(each: OwnProperty, said: Sequence[Value], reader: str) -> tuple[Option, ...]:
    """The vocabulary, and what was said though it has no such word, so that it can be seen and taken away."""
    chosen = {value.text for value in said}
    terms = each.terms()
    known = {term.code for term in terms}
    strange = (Option(text, text, True) for text in sorted(chosen - known))
    named = ((term.name(reader), term.code) for term in terms)
    ordered = sorted(named, key=near_first) if each.kind in ("country", "language") else named
    return (*(Option(code, name[:1].upper() + name[1:], code in chosen) for name, code in ordered), *strange)


def _shown(each: OwnProperty, text: str, reader: str) -> str:
    term = next((term for term in each.terms() if term.code == text), None)
    if term is None:
        return text
    return f"{text} {term.name(reader)}" if each.kind == "nace" else term.name(reader)


# what was typed


def read_form(typed: Typed) -> Values:
    """Everything that was typed, also what is not as it should be."""
    return page_values((each.code, value) for each in form_properties() for value in _read(each, typed))


def _read(each: OwnProperty, typed: Typed) -> Iterator[Value]:
    if each.kind in ("certificate", "contact"):
        pairs = zip(typed.get(each.code, ()), typed.get(f"{each.code}.second", ()), strict=False)
        yield from (Value(SEPARATOR.join(filter(None, map(tidy, pair)))) for pair in pairs)
    elif each.languages != "none":
        yield from _read_languages(each, typed)
    else:
        for text in typed.get(each.code, ()):
            yield from (Value(_code(each, line)) for line in _lines(each, text))


def _read_languages(each: OwnProperty, typed: Typed) -> Iterator[Value]:
    for tick in typed.get(f"{each.code}.choice", ()):
        language, _, text = tick.partition(":")
        yield Value(tidy(text), language)
    found: dict[str, list[str]] = {}
    for code in (*(term.code for term in languages()), OTHER):
        name = f"{each.code}.{code}"
        language = _last(typed, f"{name}-language") if code == OTHER else code
        lines = [line for text in typed.get(name, ()) for line in _lines(each, text)]
        found.setdefault(language, []).extend(lines)
    for language, lines in found.items():
        if not each.many and lines:  # one text of a language: what was typed in two places stands together
            lines = ["\n".join(lines) if each.kind == "paragraphs" else " ".join(lines)]
        yield from (Value(line, language) for line in lines)


def _lines(each: OwnProperty, text: str) -> list[str]:
    return [line for line in map(tidy, tidy(text).split("\n") if each.many else (text,)) if line]


def _code(each: OwnProperty, line: str) -> str:
    """The code of a country or activity that was written by its name; else what was written."""
    if each.kind == "nace":
        written = _NACE.match(line)
        return written[1] if written else line
    if each.kind == "country":
        return _countries().get(line.casefold(), line)
    return line


def _countries() -> dict[str, str]:
    def spellings(term: Term) -> Iterable[str]:
        return (term.code, term.bg, term.en)

    return {spelt.casefold(): term.code for term in countries() for spelt in spellings(term)}


def _last(typed: Typed, name: str) -> str:
    return next(reversed(typed.get(name, ())), "")
