"""Numbers as people write them: which sign separates decimals and which thousands is judged by a whole column, or given."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Use = Literal["decimal", "thousands"]
AMBIGUOUS = "ambiguous"
SIGNS = (".", ",")
THOUSANDS: Mapping[str, str] = {".": ".", ",": ",", "space": " ", "apostrophe": "'", "none": ""}
# No-break, figure, thin and narrow no-break space; curly apostrophe; minus sign.
_ALIKE = str.maketrans(
    {"\xa0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u2019": "'", "\u2212": "-"}
)
_PLAIN = re.compile(r"[-+]?(?:\d+(?P<sign>[.,]?)\d*|(?P<first>[.,])\d+)(?:[eE][-+]?\d{1,3})?")
_GROUPED = re.compile(
    r"[-+]?[1-9]\d{0,2}(?P<group>[ '.,])\d{3}(?:(?P=group)\d{3})*(?:(?!(?P=group))(?P<sign>[.,])\d+)?"
)
_START = re.compile(r"([-+]?[\d.,][\d.,' ]*(?:[eE][-+]?\d{1,3})?)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Numerals:
    """uses: what . and , separate, where that is known. thousands: the only sign of thousands that is taken, None for every one."""

    uses: Mapping[str, Use] = field(default_factory=dict)
    thousands: str | None = None

    def read(self, text: str) -> float | str | None:
        """A number; AMBIGUOUS where a sign might separate decimals or thousands; None for what is no number."""
        plain, grouped = _PLAIN.fullmatch(text), _GROUPED.fullmatch(text)
        sign = (plain["sign"] or plain["first"] or "") if plain else ""
        if plain and grouped:
            if sign not in self.uses:
                return AMBIGUOUS
            plain, grouped = (plain, None) if self.uses[sign] == "decimal" else (None, grouped)
        if plain and self.uses.get(sign) != "thousands":
            number = float(text.replace(",", "."))
        elif (
            grouped
            and self._may_group(grouped["group"])
            and self.uses.get(grouped["sign"] or "") != "thousands"
        ):
            number = float(text.replace(grouped["group"], "").replace(",", "."))
        else:
            return None
        return number if math.isfinite(number) else None

    def _may_group(self, sign: str) -> bool:
        return self.uses.get(sign) != "decimal" and self.thousands in (None, sign)


PLAIN = Numerals()
OF_COMPUTERS = Numerals({".": "decimal"})


def parted(text: str) -> tuple[str, str]:
    """The number that a cell begins with, empty where it begins with none, and what stands behind it: "1 234 b" is "1 234", "b"."""
    found = _START.fullmatch(text.translate(_ALIKE))
    return (found[1].strip(), found[2].strip()) if found else ("", text)


def judged(texts: Iterable[str], given: Numerals) -> Numerals:
    """How the numbers of a column are written, by those that can be read in one way only. given: what a person says of it."""
    if given.uses or given.thousands is not None:
        return given
    seen: set[tuple[str, Use]] = set()
    for text in texts:
        if text.isdecimal():
            continue
        number = parted(text)[0]
        plain, grouped = _PLAIN.fullmatch(number), _GROUPED.fullmatch(number)
        if plain and not grouped:
            seen.add((plain["sign"] or plain["first"] or "", "decimal"))
        elif grouped and not plain:
            seen |= {(grouped["group"], "thousands"), (grouped["sign"] or "", "decimal")}
    certain: dict[str, Use] = {}
    for sign in SIGNS:
        uses: list[Use] = [use for use in ("decimal", "thousands") if (sign, use) in seen]
        if len(uses) == 1:
            certain[sign] = uses[0]
    for sign, other in (SIGNS, SIGNS[::-1]):
        if (
            sign not in certain
            and other in certain
            and not any((sign, use) in seen for use in ("decimal", "thousands"))
        ):
            certain[sign] = "thousands" if certain[other] == "decimal" else "decimal"
    # What a column shows settles only what could be read in two ways: a number that can be read in one is read.
    return Numerals(certain)
