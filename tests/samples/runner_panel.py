"""Six regions and eight industries, as a file that can be loaded."""

REGIONS = {"BG31": 1.0, "BG32": 1.3, "BG33": 0.8, "BG34": 1.1, "BG41": 4.0, "BG42": 2.0}
INDUSTRIES = ("C10", "C11", "C13", "C14", "C25", "C28", "J61", "J62")


def persons(region: str, industry: str, year: int) -> int:
    """Where two industries stand next to each other in the list, so do people who work in them."""
    place, group = list(REGIONS).index(region), INDUSTRIES.index(industry) // 2
    here = 9 if place % 4 == group else 1
    return (
        round(100 * REGIONS[region] * here) + 3 * INDUSTRIES.index(industry) + 7 * (year - 2013) + 11 * place
    )


def rows(years: tuple[int, ...] = (2013, 2014)) -> str:
    """Cells with their totals; one cell is confidential in 2014."""
    lines = ["region,industry,year,measure,value,flag"]
    for year in years:
        cells = {(r, i): persons(r, i, year) for r in REGIONS for i in INDUSTRIES}
        cells |= {(r, "TOTAL"): sum(cells[r, i] for i in INDUSTRIES) for r in REGIONS}
        cells |= {("TOTAL", i): sum(cells[r, i] for r in REGIONS) for i in (*INDUSTRIES, "TOTAL")}
        for (region, industry), number in cells.items():
            hidden = year == 2014 and region in ("BG31", "BG32") and industry in ("C10", "C11")
            lines.append(f"{region},{industry},{year},employment,{':,c' if hidden else f'{number},'}")
    return "\n".join(lines) + "\n"
