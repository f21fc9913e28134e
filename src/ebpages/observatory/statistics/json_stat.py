"""JSON-stat 2.0 as Eurostat gives it, read strictly into a vintage. Source: https://json-stat.org/format/."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, NoReturn

from ebpages.declared.text import NOTHING, Text
from ebpages.files.cannot_fetch import Refused, TooLarge
from ebpages.observatory.statistics import EUROSTAT, cube
from ebpages.observatory.statistics.code_labels import code_label, dimension_title
from ebpages.observatory.statistics.dataset import Observation, Vintage, moment, plain
from ebpages.observatory.statistics.fetch_problem import UnknownDataset, UnreadableStatistics
from ebpages.observatory.statistics.provider import provider
from ebpages.reference.flags import letters

_AGAIN = "Ask again; if it stays so, tell the provider, or ask for a smaller part with --filter"
_TOO_MUCH = ("ASYNCHRONOUS_RESPONSE", "EXTRACTION_TOO_BIG")


def read(
    body: bytes,
    *,
    code: str,
    query: str = "",
    url: str = "",
    fetched_at: datetime | None = None,
) -> Vintage:
    """The data set that `body` holds.

    A cell whose value is null, or that has a status and no value, is missing: it stays, with value None. Positions
    that a sparse `value` and `status` leave out have no cell. Raises UnreadableStatistics, which says where; Refused,
    UnknownDataset or TooLarge for an answer in which Eurostat says why there is none.
    """
    answer = document(code, body)
    raise_error(answer, code)
    _check_class(code, answer)
    codes, labels, titles = _dimensions(code, answer)
    cells = tuple(_cells(code, answer, codes))
    if not cells:
        raise UnknownDataset(
            f"{code}: the answer holds no cells. Look whether the filters name existing codes."
        )
    publisher = provider(EUROSTAT)
    return Vintage(
        provider=publisher.code, code=code, vintage=_updated(code, answer),
        dimensions=tuple(codes), labels=labels, observations=cells,
        title=Text("", _text(answer.get("label"))), unit=_unit(labels), dimension_titles=titles,
        attribution=publisher.attribution(code), licence=publisher.licence,
        url=publisher.page.replace("{code}", code.lower()) or url, source=Text("", url),
        query=query, fetched_at=fetched_at,
    )  # fmt: skip


def raise_error(document: Mapping[str, Any], code: str) -> None:
    """Raise what Eurostat says in place of data: {"error": [{"status", "id", "label"}]} or {"warning": {…}}."""
    problem = document.get("error") or ("value" not in document and document.get("warning"))
    if not problem:
        return
    first = problem[0] if isinstance(problem, list) else problem
    if not isinstance(first, dict):
        first = {"label": first}
    status, label = _status(first.get("status")), _text(first.get("label")) or "no reason given"
    if status == 413 or any(word in label for word in _TOO_MUCH):
        raise TooLarge(
            f"{code}: too much for one answer ({label}). Ask for a part, such as --filter geo=BG; "
            "an asynchronous answer may also be ready when you ask again in some minutes."
        )
    if status == 404:
        raise UnknownDataset(f"{code}: the provider has no such data set ({label}). Look at the code.")
    raise Refused(
        f"{code}: the provider refuses ({status or 'no status'}: {label}). Look at the filters.", status
    )


def _status(value: Any) -> int:
    return int(value) if str(value).isdecimal() and len(str(value)) < 4 else 0


def document(code: str, body: bytes) -> Mapping[str, Any]:
    """The JSON object that `body` is. Raises UnreadableStatistics."""
    try:
        found = json.loads(body, parse_constant=_no_number)
    except RecursionError:
        _stop(code, "the answer", "it is nested deeper than statistics are", _AGAIN)
    except UnicodeDecodeError as problem:
        _stop(code, f"byte {problem.start}", "it is not UTF-8", _AGAIN)
    except json.JSONDecodeError as problem:
        ended = " – it may have been cut off" if problem.pos >= len(problem.doc.rstrip()) - 1 else ""
        _stop(
            code, f"line {problem.lineno} column {problem.colno}", f"not JSON ({problem.msg}){ended}", _AGAIN
        )
    except ValueError as problem:
        _stop(code, "the answer", f"not JSON ({problem})", _AGAIN)
    if not isinstance(found, dict):
        _stop(code, "the answer", "it is no JSON object", _AGAIN)
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _check_class(code: str, document: Mapping[str, Any]) -> None:
    if document.get("class") != "dataset":
        _stop(
            code,
            "class",
            f"it is {document.get('class')!r}, not 'dataset'",
            "Ask for one data set by its code",
        )
    extension = document.get("extension")
    answered = extension.get("id") if isinstance(extension, dict) else None
    if isinstance(answered, str) and answered.lower() != code.lower():
        _stop(code, "extension.id", f"the answer is about {answered}", "Look at the code")


def _dimensions(
    code: str, document: Mapping[str, Any]
) -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, Text]], dict[str, Text]]:
    """dimension -> codes in order; dimension -> code -> text; dimension -> title."""
    names, sizes, entries = document.get("id"), document.get("size"), document.get("dimension")
    if not isinstance(names, list) or not names or not all(_is_name(name) for name in names):
        _stop(code, "id", "it is no list of the names of dimensions", _AGAIN)
    if len(set(names)) != len(names):
        _stop(code, "id", "a dimension is named twice", _AGAIN)
    if not isinstance(sizes, list) or len(sizes) != len(names) or not all(_is_count(size) for size in sizes):
        _stop(code, "size", f"it is not one whole number for each of {len(names)} dimensions", _AGAIN)
    if math.prod(sizes) > cube.LARGEST:
        _stop(code, "size", "it has more positions than a data set can have", _AGAIN)
    if not isinstance(entries, dict):
        _stop(code, "dimension", "it is missing", _AGAIN)
    codes, labels, titles = {}, {}, {}
    for name, size in zip(names, sizes, strict=True):
        entry = entries.get(name)
        if not isinstance(entry, dict) or not isinstance(entry.get("category"), dict):
            _stop(code, f"dimension.{name}", "there is no category", _AGAIN)
        codes[name] = _codes(code, name, entry["category"], size)
        labels[name] = _labels(code, name, entry["category"], codes[name])
        titles[name] = dimension_title(name, _text(entry.get("label")))
    return codes, labels, titles


def _codes(code: str, name: str, category: Mapping[str, Any], size: int) -> tuple[str, ...]:
    where, index = f"dimension.{name}.category.index", category.get("index")
    if index is None and isinstance(category.get("label"), dict) and size == 1:
        index = list(category["label"])
    if isinstance(index, dict):
        if not all(_is_count(place) for place in index.values()):
            _stop(code, where, "a position is no whole number", _AGAIN)
        if sorted(index.values()) != list(range(len(index))):
            _stop(code, where, f"the positions are not 0 to {len(index) - 1}, each once", _AGAIN)
        index = sorted(index, key=index.__getitem__)
    if not isinstance(index, list) or not all(_is_name(each) for each in index):
        _stop(code, where, "it is neither a list of codes nor codes with their positions", _AGAIN)
    if len(set(index)) != len(index) or len(index) != size:
        _stop(code, where, f"it has {len(set(index))} codes where size says {size}", _AGAIN)
    return tuple(index)


def _labels(code: str, name: str, category: Mapping[str, Any], codes: Sequence[str]) -> dict[str, Text]:
    texts = category.get("label", {})
    if not isinstance(texts, dict):
        _stop(code, f"dimension.{name}.category.label", "it is no object of code and text", _AGAIN)
    return {each: code_label(name, each, _text(texts.get(each))) for each in codes}


def _cells(
    code: str, document: Mapping[str, Any], codes: Mapping[str, Sequence[str]]
) -> Iterator[Observation]:
    total = cube.size(codes)
    if "value" not in document:
        _stop(code, "value", "it is missing", _AGAIN)
    values = _by_position(code, "value", document["value"], total)
    statuses = _statuses(code, document.get("status"), total, values)
    for position in sorted(chain(values, statuses.keys() - values.keys())):
        value = _number(code, position, values.get(position))
        yield Observation(cube.key_at(position, codes), value, letters(OBS_FLAG=statuses.get(position, "")))


def _by_position(code: str, what: str, entries: Any, total: int) -> dict[int, Any]:
    if isinstance(entries, list):
        if len(entries) != total:
            _stop(code, what, f"it has {len(entries)} entries where size says {total}", _AGAIN)
        return dict(enumerate(entries))
    if not isinstance(entries, dict):
        _stop(code, what, "it is neither a list nor an object of position and entry", _AGAIN)
    found = {}
    for key, entry in entries.items():
        if not key.isascii() or not key.isdecimal() or len(key) > 19 or int(key) >= total:
            _stop(code, what, f"{key[:30]!r} is no position between 0 and {total - 1}", _AGAIN)
        found[int(key)] = entry
    return found


def _statuses(code: str, statuses: Any, total: int, values: Mapping[int, Any]) -> dict[int, str]:
    """A status for each position that has one; a single text, alone or in a list, speaks of every value."""
    if statuses is None:
        return {}
    if isinstance(statuses, list) and len(statuses) == 1 != total:
        statuses = statuses[0]
    if isinstance(statuses, str):
        return dict.fromkeys(values, statuses)
    found = {at: entry for at, entry in _by_position(code, "status", statuses, total).items() if entry}
    for position, entry in found.items():
        if not isinstance(entry, str) or len(entry) > 80:
            _stop(code, f"status.{position}", "it is no flag", _AGAIN)
    return found


def _number(code: str, position: int, value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        _stop(code, f"value.{position}", f"{str(value)[:40]!r} is no number", _AGAIN)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        _stop(code, f"value.{position}", "the number is larger than any that can be held", _AGAIN)
    return number


def _updated(code: str, document: Mapping[str, Any]) -> str:
    extension = document.get("extension")
    notes = extension.get("annotation") if isinstance(extension, dict) else None
    dates = [
        note.get("date")
        for note in notes or ()
        if isinstance(note, dict) and note.get("type") == "UPDATE_DATA"
    ]
    text = _text(document.get("updated") or next(iter(dates), ""))
    try:
        moment(text)
    except ValueError:
        _stop(code, "updated", f"{text[:40]!r} is no date, so the vintage is not known", _AGAIN)
    return text


def _unit(labels: Mapping[str, Mapping[str, Text]]) -> Text:
    units = list(labels.get("unit", {}).values())
    return units[0] if len(units) == 1 else NOTHING


def _text(value: Any) -> str:
    return plain(value) if isinstance(value, str) else ""


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200 and value.isprintable()


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _stop(code: str, where: str, problem: str, remedy: str) -> NoReturn:
    raise UnreadableStatistics(code, where, problem, remedy)
