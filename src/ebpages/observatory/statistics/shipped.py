"""Statistics that ship with the product: data/statistics/*.csv, a head of `# key: value` lines above the cells."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from ebpages.declared.text import Text
from ebpages.observatory.statistics import cube
from ebpages.observatory.statistics.code_labels import code_label, dimension_title
from ebpages.observatory.statistics.dataset import Observation, Vintage, moment
from ebpages.reference.flags import MISSING, letters
from ebpages.reference.vocabulary import CERTAINTIES, BrokenVocabulary, split_head

FOLDER = Path(__file__).parents[1] / "data" / "statistics"
REQUIRED = ("code", "provider", "vintage", "title_bg", "title_en", "unit_bg", "unit_en",
            "source_bg", "source_en", "url", "attribution_bg", "attribution_en", "licence_bg", "licence_en", "certainty")  # fmt: skip
OPTIONAL = ("fragment",)
TIME = "time"


def shipped(code: str) -> tuple[Vintage, ...]:
    """The vintages of a data set that ship with the product, oldest first; none where it does not ship."""
    return _by_code().get(code, ())


def all_shipped() -> tuple[Vintage, ...]:
    """Every vintage that ships with the product, by code, oldest first."""
    return tuple(chain.from_iterable(_by_code().values()))


def read(path: Path) -> Vintage:
    """One file of shipped statistics. Raises BrokenVocabulary, naming the file and the row or key."""
    head, lines = split_head(path)
    _check_head(path, head)
    rows = csv.reader(lines, strict=True)
    columns = next(rows, [])
    dimensions = _dimensions(path, columns)
    cells = tuple(_cell(path, number, row, columns) for number, row in enumerate(rows, 1))
    labels = _labels(path, dimensions, cells)
    return Vintage(
        provider=head["provider"], code=head["code"], vintage=head["vintage"],
        dimensions=dimensions, labels=labels, observations=_in_order(path, dimensions, labels, cells),
        title=_words(head, "title"), unit=_words(head, "unit"),
        dimension_titles={name: dimension_title(name) for name in dimensions},
        attribution=_words(head, "attribution"), licence=_words(head, "licence"),
        url=head["url"], source=_words(head, "source"), certainty=head["certainty"],
        fragment=head.get("fragment") == "yes",
    )  # fmt: skip


@cache
def _by_code() -> Mapping[str, tuple[Vintage, ...]]:
    found: dict[str, list[Vintage]] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        vintage = read(path)
        found.setdefault(vintage.code, []).append(vintage)
    return {code: tuple(sorted(each, key=lambda v: moment(v.vintage))) for code, each in found.items()}


def _check_head(path: Path, head: Mapping[str, str]) -> None:
    for key in REQUIRED:
        if not head.get(key):
            raise BrokenVocabulary(path.name, key, "it is missing from the head", f"Add a line `# {key}: …`")
    if strange := head.keys() - {*REQUIRED, *OPTIONAL}:
        choice = ", ".join((*REQUIRED, *OPTIONAL))
        raise BrokenVocabulary(path.name, min(strange), "the key is not known", f"The keys are {choice}")
    if head["certainty"] not in CERTAINTIES:
        raise BrokenVocabulary(
            path.name, "certainty", f"it is {head['certainty']!r}", f"Give one of {', '.join(CERTAINTIES)}"
        )
    try:
        moment(head["vintage"])
    except ValueError:
        raise BrokenVocabulary(
            path.name, "vintage", f"{head['vintage']!r} is no ISO date", "Write it as 2018-03-19"
        ) from None


def _dimensions(path: Path, columns: Sequence[str]) -> tuple[str, ...]:
    if len(columns) < 3 or list(columns[-2:]) != ["value", "flags"] or len(set(columns)) != len(columns):
        raise BrokenVocabulary(
            path.name, "the header", f"it is {','.join(columns)!r}", "Write the dimensions, then value,flags"
        )
    return tuple(columns[:-2])


def _cell(path: Path, number: int, row: Sequence[str], columns: Sequence[str]) -> Observation:
    if len(row) != len(columns):
        raise BrokenVocabulary(
            path.name, f"row {number}", f"{len(row)} cells under {len(columns)} heads", "Correct the commas"
        )
    *key, value, flag = row
    try:
        return Observation(tuple(key), None if value == MISSING else float(value), letters(OBS_FLAG=flag))
    except ValueError:
        raise BrokenVocabulary(
            path.name, f"row {number}", f"{value!r} is no number", f"Write a number, or {MISSING} for none"
        ) from None


def _labels(
    path: Path, dimensions: Sequence[str], cells: Iterable[Observation]
) -> dict[str, dict[str, Text]]:
    """Codes in the order in which the rows bring them; times in their own."""
    found: dict[str, dict[str, Text]] = {name: {} for name in dimensions}
    for cell in cells:
        for name, code in zip(dimensions, cell.key, strict=True):
            if code not in found[name]:
                found[name][code] = code_label(name, code)
    if TIME in found:
        found[TIME] = dict(sorted(found[TIME].items()))
    return found


def _in_order(
    path: Path,
    dimensions: Sequence[str],
    labels: Mapping[str, Mapping[str, Text]],
    cells: Iterable[Observation],
) -> tuple[Observation, ...]:
    codes = {name: tuple(labels[name]) for name in dimensions}
    ordered: dict[int, Observation] = {}
    for number, (position, cell) in enumerate(cube.positions(cells, codes), 1):
        if position in ordered:
            raise BrokenVocabulary(
                path.name, f"row {number}", f"the cell {', '.join(cell.key)} is given twice", "Keep one"
            )
        ordered[position] = cell
    return tuple(ordered[position] for position in sorted(ordered))


def _words(head: Mapping[str, str], key: str) -> Text:
    return Text(head[f"{key}_bg"], head[f"{key}_en"])
