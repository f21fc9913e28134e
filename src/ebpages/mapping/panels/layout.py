"""How a file is read: which of its columns holds what, and what the codes of its measures mean."""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ebpages.files.numerals import Numerals
from ebpages.mapping.grid import MEASURES
from ebpages.mapping.panels.marks import Marks
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.panels.table_file import TableFile
from ebpages.reference.flags import Attribute

# Role -> the names of its column: ours first, then Eurostat's and those of Bulgarian tables, in the order in which they are looked for.
# Codes come before words. "Наети" are employees and no persons employed, so they are no value by themselves.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "region": (
        "region", "geo", "geo\\time", "geo\\time_period",
        "код на област", "код на район", "регион", "област", "район", "статистически район", "статистически райони", "територия",
    ),
    "industry": (
        "industry", "nace_r2", "nace",
        "код по кид", "кид-2008", "кид 2008", "кид", "код на дейност", "икономическа дейност", "икономически дейности", "дейност",
        "отрасъл", "сектор",
    ),
    "year": ("year", "time_period", "time", "година", "години", "период"),
    "measure": ("measure", "indic_sb", "indic_sbs", "indic", "показател", "показатели", "мярка"),
    "value": (
        "value", "obs_value", "values", "v",
        "стойност", "стойности", "брой заети", "брой заети лица", "заети лица", "заети", "брой",
    ),
    "vintage": ("vintage",),
    "region_parent": ("region_parent",),
    "industry_parent": ("industry_parent",),
}  # fmt: skip
# Columns of marks beside the value; all that are there are read together.
MARKS: Mapping[str, tuple[Attribute, tuple[str, ...]]] = {
    "flag": (
        "OBS_FLAG",
        ("flag", "flags", "obs_flag", "obs_flags", "observation_flag", "observation flag", "flag_codes", "flag codes", "flag and footnotes", "data_marking",
         "data marking", "symbol", "observation status (flag)", "observation status (flag) v2 structure"),
    ),
    "status": ("OBS_STATUS", ("obs_status", "status", "observation_status", "observation status")),
    "confidentiality": (
        "CONF_STATUS",
        ("conf_status", "confidentiality", "confidentiality_status", "confidentiality status", "confidentiality status (flag)",
         "confidential", "obs_conf", "conf", "conf_flag", "disclosure_code", "disclosure", "disclosure_flag", "is_confidential",
         "is confidential", "confidential_flag", "confidentiality_flag", "confidentiality flag", "observation confidentiality",
         "suppressed", "is_suppressed", "suppression", "suppression_flag", "suppress_flag", "secret", "secrecy", "withheld",
         "поверителност", "поверителни", "поверителни данни", "поверително", "конфиденциалност", "статистическа тайна"),
    ),
}  # fmt: skip
_LIKE_A_MARK = re.compile(r"flag|\bconf(?!irm)|confid|disclos|suppress|secre|поверит|флаг")
_YEAR = re.compile(r"(19|20)\d\d")
REQUIRED = ("region", "industry", "year", "value")
DEFAULT_MEASURE = "employment"
_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class SourceMeasure:
    """What a code of a source measures. factor: what its values are multiplied by for persons, local units or euros."""

    measure: str
    factor: float = 1.0


# Structural business statistics by region: sbs_r_nuts06_r2 (to 2020), sbs_r_nuts2021 (from 2021); money in million euros.
EUROSTAT: Mapping[str, SourceMeasure] = {
    "V16110": SourceMeasure("employment"),
    "V11210": SourceMeasure("establishments"),
    "V13320": SourceMeasure("wages", _MILLION),
    "V12150": SourceMeasure("value_added", _MILLION),
    "EMP_LOC_NR": SourceMeasure("employment"),
    "LOC_NR": SourceMeasure("establishments"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file is read. columns: role (`region`, `value` …) -> the column. measure: of all rows, where no column says it or only one is wanted.

    number: the file's place among those of the panel. vintage: of all rows, where no column says it. marks: the columns of marks, and which
    attribute of SDMX each holds. unread: columns that look like marks and are none that is known.
    """

    file: str
    number: int
    columns: Mapping[str, str]
    measures: Mapping[str, SourceMeasure]
    measure: str
    where: Mapping[str, str]
    vintage: str
    marks: Mapping[str, Attribute]
    meanings: Marks
    numerals: Numerals
    unread: tuple[str, ...] = ()

    @property
    def needed(self) -> list[str]:
        """The columns to read."""
        return list(dict.fromkeys((*self.columns.values(), *self.marks, *self.where)))


def layouts(
    files: Sequence[str],
    tables: Sequence[TableFile],
    *,
    columns: Mapping[str, str],
    measure: str,
    measures: Mapping[str, str],
    where: Mapping[str, str],
    meanings: Marks,
    numerals: Numerals,
) -> list[Layout]:
    """How each file is read, by what a person says of them all. files: what messages call them. Raises UnreadablePanel.

    columns: role (`region`, `value` …) -> the column. measure: the only one that is read, or the one of files that name none. measures: a code of
    the source -> measure, or "measure*factor" where the unit differs. where: column -> the only value that is taken. meanings: of a
    publisher's own marks. numerals: what a person says of how numbers are written.
    """
    meaning = _source_measures(measures)
    read = []
    for number, (file, table) in enumerate(zip(files, tables, strict=True)):
        table.refuse_doubled(
            [*(name for name in table.names if name.strip().casefold() in expected_names(columns))]
        )
        by_role = columns_of(file, table.columns, columns)
        marks = {
            name: attribute
            for name, attribute in _marks(table.columns, columns)
            if name not in (*by_role.values(), *where)
        }
        if strange := sorted(where.keys() - set(table.columns)):
            problem = f"it is not there; there are {', '.join(table.columns)}"
            raise UnreadablePanel(file, f"the column {strange[0]!r}", problem, "Correct --where")
        only = measure or ("" if "measure" in by_role else DEFAULT_MEASURE)
        used = (*by_role.values(), *marks, *where)
        unread = tuple(
            name for name in table.columns if name not in used and _LIKE_A_MARK.search(name.casefold())
        )
        vintage = table.head.get("vintage", "")
        read.append(
            Layout(file, number, by_role, meaning, only, where, vintage, marks, meanings, numerals, unread)
        )
    return read


def expected_names(given: Mapping[str, str]) -> frozenset[str]:
    """Names of columns, in small letters, that a file may have. given: as a person says them."""
    known = (name for names in KNOWN.values() for name in names)
    return frozenset(
        (*known, *(name for _, names in MARKS.values() for name in names), *map(str.casefold, given.values()))
    )


def columns_of(file: str, names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """What is role -> the name of the column. given: the same, as the reader says it. Raises UnreadablePanel."""
    if strange := sorted(given.keys() - KNOWN.keys() - MARKS.keys()):
        raise UnreadablePanel(
            file,
            f"the column {strange[0]}",
            "a panel has no such column",
            f"It has {', '.join((*KNOWN, *MARKS))}",
        )
    there = ", ".join(names) or "none"
    for role, name in given.items():
        if name not in names:
            raise UnreadablePanel(
                file,
                f"the column {name!r} for {role}",
                f"it is not there; there are {there}",
                "Correct --column",
            )
    by_fold = {name.strip().casefold(): name for name in reversed(names)}
    by_role = {role: name for role, name in given.items() if role in KNOWN}
    for role, usual in KNOWN.items():
        if role not in by_role and (candidates := [by_fold[known] for known in usual if known in by_fold]):
            _refuse_alike(file, role, candidates[0], names)
            by_role[role] = candidates[0]
    if missing := [role for role in REQUIRED if role not in by_role]:
        raise _missing(file, missing, names, by_role)
    _refuse_shared(file, {**by_role, **given})
    return by_role


def _missing(
    file: str, roles: Sequence[str], names: Sequence[str], by_role: Mapping[str, str]
) -> UnreadablePanel:
    """All columns that are not there at once, with the file's own names in the example of how to name them."""
    if "year" in roles and (years := [name for name in names if _YEAR.fullmatch(name)]):
        problem = f"the years are columns, the first is {years[0]}"
        return UnreadablePanel(file, "the header", problem, "Write a row for each year, with a column year")
    known = expected_names(by_role)
    free = [shlex.quote(name) for name in names if name.strip().casefold() not in known]
    problem = f"no column holds the {roles[0]}; there are {', '.join(names) or 'none'}"
    if others := roles[1:]:
        problem += f"; nor does one hold the {', the '.join(others)}"
    example = " ".join(
        f"--column {role}={name}" for role, name in zip_longest(roles, free[: len(roles)], fillvalue="NAME")
    )
    return UnreadablePanel(file, "the header", problem, f"Say which column is which, for example: {example}")


def _marks(names: Sequence[str], given: Mapping[str, str]) -> Iterator[tuple[str, Attribute]]:
    """Every column of marks with its attribute; one that a person names stands for those that are usually called so."""
    for role, (attribute, usual) in MARKS.items():
        if role in given:
            own = [each for each, known in MARKS.values() if given[role].strip().casefold() in known]
            yield given[role], (own or [attribute])[0]
        else:
            yield from ((name, attribute) for name in names if name.strip().casefold() in usual)


def _refuse_alike(file: str, role: str, name: str, names: Sequence[str]) -> None:
    alike = [each for each in names if each.strip().casefold() == name.strip().casefold()]
    if len(alike) > 1:
        problem = f"it could be {' or '.join(map(repr, alike))}"
        raise UnreadablePanel(file, f"the column of the {role}", problem, f"Name it: --column {role}=NAME")


def _refuse_shared(file: str, by_role: Mapping[str, str]) -> None:
    roles: dict[str, str] = {}
    for role, name in by_role.items():
        if (other := roles.setdefault(name, role)) != role:
            problem = f"it is read as {other} and as {role}"
            raise UnreadablePanel(
                file, f"the column {name!r}", problem, f"Name another: --column {role}=NAME"
            )


def check_measure(measure: str) -> None:
    """Raises UnreadablePanel."""
    if measure not in MEASURES:
        choice = ", ".join(MEASURES)
        raise UnreadablePanel("the measure", repr(measure), "it is not known", f"Give one of {choice}")


def _source_measures(given: Mapping[str, str]) -> dict[str, SourceMeasure]:
    """What each code of a source measures, by what a person says before what is known. Raises UnreadablePanel."""
    known = {name: SourceMeasure(name) for name in MEASURES} | dict(EUROSTAT)
    return known | {code: _source_measure(code, text) for code, text in given.items()}


def _source_measure(code: str, text: str) -> SourceMeasure:
    measure, sign, factor = (part.strip() for part in text.partition("*"))
    check_measure(measure)
    try:
        number = float(factor) if sign else 1.0
    except ValueError:
        number = 0.0
    if not 0 < number < 1e12:
        raise UnreadablePanel(
            f"the measure {code}", repr(text), "its factor is no positive number", "Write it as wages*1000000"
        )
    return SourceMeasure(measure, number)
