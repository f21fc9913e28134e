"""What a panel measures: the four measures, the codes that Eurostat gives them, and their units."""

from collections.abc import Mapping
from dataclasses import dataclass

from ebpages.mapping.grid import MEASURES
from ebpages.mapping.panels.unusable import UnreadablePanel

DEFAULT = "employment"
_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Measured:
    """factor: what values of the source are multiplied by for persons, local units or euros."""

    measure: str
    factor: float = 1.0


# Structural business statistics by region: sbs_r_nuts06_r2 (to 2020), sbs_r_nuts2021 (from 2021); money in million euros.
EUROSTAT: Mapping[str, Measured] = {
    "V16110": Measured("employment"),
    "V11210": Measured("establishments"),
    "V13320": Measured("wages", _MILLION),
    "V12150": Measured("value_added", _MILLION),
    "EMP_LOC_NR": Measured("employment"),
    "LOC_NR": Measured("establishments"),
}


def measured(given: Mapping[str, str]) -> dict[str, Measured]:
    """What each code of a source measures. given: code -> measure, or "measure*factor" where the unit differs: "wages*1000".

    Raises UnreadablePanel.
    """
    known = {name: Measured(name) for name in MEASURES} | dict(EUROSTAT)
    return known | {code: _read(code, text) for code, text in given.items()}


def check_measure(measure: str) -> None:
    """Raises UnreadablePanel."""
    if measure not in MEASURES:
        choice = ", ".join(MEASURES)
        raise UnreadablePanel("the measure", repr(measure), "it is not known", f"Give one of {choice}")


def _read(code: str, text: str) -> Measured:
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
    return Measured(measure, number)
