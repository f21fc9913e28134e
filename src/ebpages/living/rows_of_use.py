"""Which rows of a living source are of use here, and whom each is about."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from ebpages.registry.names import names_cluster
from ebpages.registry.websites import SHARED_HOSTS, read_website

Row = Mapping[str, Any]
Of = Callable[[Iterable[Row], Set[str]], Iterator[tuple[str, Row]]]


def register_subject(identifier: str) -> str:
    """Of a legal entity by nine digits, of a branch by thirteen: what is entered at a branch is no event of its entity."""
    return f"eik:{identifier}"


def _of_register(rows: Iterable[Row], followed: Set[str]) -> Iterator[tuple[str, Row]]:
    for row in rows:
        if row["identifier"][:9] in followed or names_cluster(row["name"]):
            yield register_subject(row["identifier"]), row


def _of_ror(rows: Iterable[Row], followed: Set[str]) -> Iterator[tuple[str, Row]]:
    """Every body, under each domain that is its own."""
    for row in rows:
        hosts = {
            site.host
            for url in row["websites"]
            if (site := read_website(url)) and site.host not in SHARED_HOSTS
        }
        for domain in sorted({*row["domains"], *hosts}):
            yield domain_subject(domain), row


def _of_cordis(rows: Iterable[Row], followed: Set[str]) -> Iterator[tuple[str, Row]]:
    """The participations of those who are followed, by the number behind BG in that for value added tax, and all of their projects."""
    projects = {row["project"] for row in rows if _of_vat(row.get("vat", "")) in followed}
    for row in rows:
        if row["project"] in projects:
            yield project_subject(row["project"]), row
            if (number := _of_vat(row.get("vat", ""))) in followed:
                yield register_subject(number), row


def _of_vat(vat: str) -> str:
    digits = vat.removeprefix("BG").replace(" ", "")
    return digits if vat.startswith("BG") and digits.isdecimal() else ""


def project_subject(project: str) -> str:
    return f"project:{project}"


def domain_subject(domain: str) -> str:
    return f"domain:{domain.removeprefix('www.').lower()}"


ROWS_OF_USE: Mapping[str, Of] = {
    "trade_register_daily": _of_register, "ror": _of_ror, "cordis": _of_cordis
}  # fmt: skip


def rows_of_use(connector: str, rows: Iterable[Row], followed: Set[str]) -> Iterator[tuple[str, Row]]:
    """Subject and row. rows: may be read more than once. followed: numbers of the bodies that are followed, nine digits each."""
    return ROWS_OF_USE[connector](rows, followed)


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
