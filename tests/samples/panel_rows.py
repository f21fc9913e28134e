"""A panel of six regions and eight industries as rows of a file, and rows of any other content, for tests that attack it."""

from collections.abc import Callable

HEADER = "region,industry,year,measure,value,flag\n"
REGIONS = ("BG31", "BG32", "BG33", "BG34", "BG41", "BG42")
INDUSTRIES = ("C10", "C11", "C13", "C14", "C20", "C26", "C27", "C28")


def row(
    region: str,
    industry: str,
    value: object,
    flag: str = "",
    year: object = 2014,
    measure: str = "employment",
) -> str:
    quoted = (f'"{text.replace(chr(34), 2 * chr(34))}"' for text in (region, industry))
    return ",".join((*quoted, str(year), measure, str(value), flag)) + "\n"


def rows(
    value: Callable[[int], object] = lambda place: place * place % 97 + 1,
    flag: str = "",
    regions: tuple[str, ...] = REGIONS,
    industries: tuple[str, ...] = INDUSTRIES,
    measure: str = "employment",
) -> str:
    """Every cell of a panel; value: of the cell that stands at a place in their order."""
    pairs = [(region, industry) for region in regions for industry in industries]
    return "".join(row(*pair, value(place), flag, measure=measure) for place, pair in enumerate(pairs))


PLAIN = HEADER + rows()
