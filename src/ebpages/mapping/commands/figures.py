"""`ebpages mapping indices`, `relatedness` and `complexity`: from a panel to files of every figure that pages show."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow

from ebpages.mapping.atlas import Atlas
from ebpages.mapping.commands import choices
from ebpages.mapping.commands.problems import CannotBeAsked
from ebpages.mapping.index_tables import COMPLEXITY, CROSS_RELATEDNESS, INDICES, RELATEDNESS, TableOfYear
from ebpages.mapping.panels.panel import Panel
from ebpages.mapping.panels.store import open_panel
from ebpages.mapping.result_file import FORMATS, GEOJSON, file_format, write_features, write_results
from ebpages.publish.maps import outline
from ebpages.reference.regions import OBLAST_OUTLINES

TABLES: Mapping[str, Mapping[str, TableOfYear]] = {
    "indices": INDICES,
    "relatedness": RELATEDNESS,
    "complexity": COMPLEXITY,
}
WITHOUT_REGIONS = ("industries", "pairs")


def figures_to_file(
    folder: Path,
    name: str,
    what: str,
    of: str,
    output: Path,
    *,
    years: Sequence[int],
    categories: str,
    across: str,
    progress: Callable[[int, int], None],
) -> list[str]:
    """Work out figures of every year asked for and write them; gives what to say of it.

    what: of TABLES; of: what a row is of. across: another panel that industries are related to over the regions of both.
    """
    ending = file_format(output, (*FORMATS, GEOJSON))
    if of not in TABLES[what]:
        raise CannotBeAsked(f"--of {of}: `ebpages mapping {what}` has rows of {', '.join(TABLES[what])}")
    if ending == GEOJSON and of in WITHOUT_REGIONS:
        raise CannotBeAsked(
            f"{output.name}: rows of {of} have no region, so there is nothing to draw. Write .csv or .parquet"
        )
    panel, scheme = open_panel(folder, name), choices.scheme(categories)
    other = open_panel(folder, across) if across else None

    def tables() -> Iterator[pyarrow.Table]:
        asked = choices.years(panel, years)
        for done, year in enumerate(asked, 1):
            atlas = Atlas(panel, year, scheme)
            yield _across(of, atlas, other) if other else TABLES[what][of](atlas)
            progress(done, len(asked))

    if ending != GEOJSON:
        return [f"{output}: {write_results(tables(), output)} rows written"]
    rows, without = write_features(tables(), output, partial(outline, OBLAST_OUTLINES, code="region"))
    said = [f"{output}: {rows} rows written"]
    return said + (
        [f"  without an outline, since only those of Bulgaria are known: {', '.join(without)}"]
        if without
        else []
    )


def _across(of: str, atlas: Atlas, other: Panel) -> pyarrow.Table:
    there = Atlas(other, choices.year(other, atlas.year))
    if not set(atlas.regions) & set(there.regions):
        raise CannotBeAsked(
            f"{atlas.panel.head.name} and {other.head.name} have no region in common in {atlas.year}. Load both with the same codes"
        )
    return CROSS_RELATEDNESS[of](atlas, there)
