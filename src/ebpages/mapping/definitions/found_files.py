"""What a search found, as files that people take with them: tables, JSON, and categories that can be mapped with."""

import json
from pathlib import Path

from pyarrow import csv

from ebpages.declared.schema import Text
from ebpages.mapping.categories import Category, CategoryScheme
from ebpages.mapping.definitions.found import Found
from ebpages.mapping.schemes import write
from ebpages.reference.panel_industries import industry_name

NAMED_AFTER = 2  # industries


def write_found(found: Found, folder: Path, scheme: CategoryScheme) -> list[Path]:
    """definitions.json, categories.yaml and a CSV file for each table that has rows, in a folder that is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / "definitions.json", folder / "categories.yaml"]
    written[0].write_text(json.dumps(found.as_dict(), ensure_ascii=False, indent=1), encoding="utf-8")
    write(written[1], scheme)
    for name, table in found.tables().items():
        written.append(folder / f"{name}.csv")
        csv.write_csv(table, written[-1])
    return written


def scheme_of(found: Found, *, id: str, version: str = "1") -> CategoryScheme:
    """The clusters as categories, each named after the industries that are closest to the rest of it; people will rename them."""
    definition, inputs = found.definition, found.inputs
    of = f"{inputs.panel} {inputs.vintage}, {inputs.year}: {found.chosen.of}"
    moves = len(found.moves)
    return CategoryScheme(
        id=id,
        version=version,
        title=Text(bg=f"Намерени клъстери: {of}", en=f"Clusters found: {of}"),
        source=Text(
            bg=f"Намерени по Delgado, Porter и Stern (2016) от {of}; премествания, решени от човек: {moves}",
            en=f"Found after Delgado, Porter and Stern (2016) from {of}; moves decided by a person: {moves}",
        ),
        certainty="own",
        categories=tuple(
            Category(
                code=cluster.code,
                name=_name(definition.central(number, NAMED_AFTER)),
                industries=cluster.industries,
            )
            for number, cluster in enumerate(definition.clusters())
        ),
    )


def _name(codes: list[str]) -> Text:
    return Text(
        bg="; ".join(industry_name(code, "bg") for code in codes),
        en="; ".join(industry_name(code, "en") for code in codes),
    )
