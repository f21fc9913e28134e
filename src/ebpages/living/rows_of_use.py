"""Which rows of a living source are of use here, and whom each is about."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from ebpages.registry.names import names_cluster

Row = Mapping[str, Any]
Of = Callable[[Iterable[Row], Set[str]], Iterator[tuple[str, Row]]]


def register_subject(identifier: str) -> str:
    return f"eik:{identifier[:9]}"


def _of_register(rows: Iterable[Row], followed: Set[str]) -> Iterator[tuple[str, Row]]:
    for row in rows:
        if row["identifier"][:9] in followed or names_cluster(row["name"]):
            yield register_subject(row["identifier"]), row


ROWS_OF_USE: Mapping[str, Of] = {"trade_register_daily": _of_register}


def rows_of_use(connector: str, rows: Iterable[Row], followed: Set[str]) -> Iterator[tuple[str, Row]]:
    """Subject and row. followed: numbers of the bodies that are followed, nine digits each."""
    return ROWS_OF_USE[connector](rows, followed)


def keys_of(connector: str, rows: Iterable[Row]) -> tuple[str, ...]:
    """What the header of a kept edition names, so that an edition without anybody who is looked for is not read again."""
    return tuple(sorted({str(row["identifier"])[:9] for row in rows if "identifier" in row}))


def bodies_named(rows: Iterable[Row]) -> set[str]:
    """Numbers of the bodies whose name holds the word for cluster."""
    return {
        row["identifier"][:9]
        for row in rows
        if "identifier" in row
        and (
            names_cluster(row["name"])
            or any(
                names_cluster(change["value"].get("text", ""))
                for change in row["changes"]
                if change["field"] in ("name", "foreign_name")
            )
        )
    }
