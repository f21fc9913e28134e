"""A panel in a year: its regions and industries with how many clusters they have, and the picture of both."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from django.utils.translation import gettext as _

from ebpages.declared.answer import WORDS, Answer
from ebpages.mapping.atlas import Atlas
from ebpages.mapping.queries import cells, wording
from ebpages.mapping.queries.panels import Asked, atlas_asked, rules_asked, shown
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.shapes import CellView, Choice, PanelView, Place
from ebpages.reference.european_regions import country_of, region_name

MOST_ROWS = 40
_SHADES = (0.5, 1.0, 1.5, 2.0, 4.0)  # a quotient below the first has none, from each on the next darker one
_HOME = "BG"


@dataclass(frozen=True, slots=True)
class Column:
    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """look: the class of its shade. text: the quotient, short. title: the whole in words."""

    look: str
    text: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    code: str
    name: str
    url: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[tuple[str, str], ...]


def panel_view(asked: Asked, language: str) -> PanelView:
    """Raises UnknownPanel."""
    of, mapped = _worked_out(asked)
    no, yes, open_ = np.bincount(mapped.answer.ravel(), minlength=len(Answer)).tolist()
    return PanelView(
        shown=shown(of, rules_asked(asked), asked, language),
        regions=tuple(_region(of, mapped, place, asked) for place in of.regions.values()),
        industries=tuple(_industry(of, mapped, place, asked) for place in covered(of).values()),
        findings=len(of.panel.findings),
        yes=yes,
        no=no,
        open=open_,
        at_estimate=int((mapped.at_estimate == Answer.YES).sum()),
    )


def panel_cells(asked: Asked) -> tuple[tuple[CellView, ...], int, str]:
    """Every cell of the year, region by region, the year, and the rule set by name. Raises UnknownPanel."""
    of, mapped = _worked_out(asked)
    places = ((region, industry) for region in of.regions.values() for industry in covered(of).values())
    cell_views = tuple(cells.cell_view(of, mapped, *at, asked) for at in places)
    return cell_views, of.year, rules_asked(asked).name


def groups(asked: Asked, language: str) -> tuple[tuple[str, str], ...]:
    """The countries of a panel that has too many regions for one picture: code and name, the home country first."""
    of, _mapped = _worked_out(asked)
    if len(of.regions) <= MOST_ROWS:
        return ()
    codes = sorted({country_of(code) for code in of.regions} - {""}, key=lambda code: (code != _HOME, code))
    return tuple((code, region_name(code, language)) for code in codes)


def matrix(asked: Asked, group: str = "") -> Matrix | None:
    """The quotients of a panel, or of one country of it; None where there are too many regions for a picture."""
    of, mapped = _worked_out(asked)
    places = [place for code, place in of.regions.items() if not group or country_of(code) == group][
        :MOST_ROWS
    ]
    if not places or (not group and len(of.regions) > MOST_ROWS):
        return None
    columns = [
        Column(code, wording.industry(code, of.scheme), cells.industry_url(asked, code))
        for code in covered(of)
    ]
    rows = tuple(_row(of, mapped, place, asked) for place in places)
    return Matrix(tuple(columns), rows, _legend())


def group_choices(asked: Asked, group: str, language: str) -> tuple[Choice, ...]:
    joint = "&" if asked.query() else "?"
    return tuple(
        Choice(code, name, code == group, f"{asked.query()}{joint}country={code}#matrix")
        for code, name in groups(asked, language)
    )


def covered(of: Atlas) -> dict[str, int]:
    """The industries, or categories, that the panel says anything of, with their places."""
    nothing = np.isnan(of.employment.cells.estimate).all(axis=0)
    return {code: place for code, place in of.industries.items() if not nothing[place]}


def _worked_out(asked: Asked) -> tuple[Atlas, RuleSetResult]:
    of = atlas_asked(asked)
    return of, of.mapped(rules_asked(asked))


def _region(of: Atlas, mapped: RuleSetResult, place: int, asked: Asked) -> Place:
    code = of.employment.regions[place]
    return Place(
        code, wording.region(code), cells.region_employment(of, place),
        *_answered(mapped, np.s_[place]), cells.region_url(asked, code),
    )  # fmt: skip


def _industry(of: Atlas, mapped: RuleSetResult, place: int, asked: Asked) -> Place:
    code = of.employment.categories[place]
    return Place(
        code, wording.industry(code, of.scheme), cells.industry_employment(of, place),
        *_answered(mapped, np.s_[:, place]), cells.industry_url(asked, code),
    )  # fmt: skip


def _answered(mapped: RuleSetResult, at: object) -> tuple[int, int, int]:
    """How many cells are clusters for certain, cannot be told, and would be clusters by the estimates."""
    answers = mapped.answer[at]
    return (
        int((answers == Answer.YES).sum()),
        int((answers == Answer.CANNOT_BE_TOLD).sum()),
        int((mapped.at_estimate[at] == Answer.YES).sum()),
    )


def _row(of: Atlas, mapped: RuleSetResult, place: int, asked: Asked) -> MatrixRow:
    code = of.employment.regions[place]
    name = wording.region(code)
    found = tuple(_cell(of, mapped, place, industry, name, asked) for industry in covered(of).values())
    return MatrixRow(code, name, cells.region_url(asked, code), found)


def _cell(
    of: Atlas, mapped: RuleSetResult, place: int, industry: int, region: str, asked: Asked
) -> MatrixCell:
    code = of.employment.categories[industry]
    quotient = cells.quotient(mapped, place, industry)
    known = of.employment.cells.low[place, industry] == of.employment.cells.high[place, industry]
    value = quotient.value if known else None
    said = "; ".join(filter(None, (quotient.text, quotient.bounds, _said(mapped, place, industry))))
    return MatrixCell(
        look="is-unknown" if value is None else f"shade-{sum(value >= least for least in _SHADES)}",
        text="?" if value is None else wording.plain(value, 1 if value < 9.95 else 0),
        title=f"{region}, {wording.industry(code, of.scheme)}: {said}",
        url=cells.cell_url(asked, of.employment.regions[place], code),
    )


def _said(mapped: RuleSetResult, place: int, industry: int) -> str:
    return {"yes": _("a cluster"), "no": _("no cluster"), "cannot_be_told": _("cannot be told")}[
        WORDS[mapped.answer[place, industry]]
    ]


def _legend() -> tuple[tuple[str, str], ...]:
    written = [wording.plain(value, 1) for value in _SHADES]
    between = [(f"shade-{place}", f"{low}–{high}") for place, (low, high) in enumerate(pairwise(written), 1)]
    return (
        ("shade-0", _("under %s") % written[0]), *between,
        (f"shade-{len(_SHADES)}", _("%s and more") % written[-1]), ("is-unknown", _("not known")),
    )  # fmt: skip
