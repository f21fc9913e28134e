"""Calls, and what was found of a case, as tables."""

from collections.abc import Iterator
from typing import Any

from ebpages.funding.catalogue import calls
from ebpages.funding.money import number
from ebpages.funding.sentences import name_of
from ebpages.publish.tables import Column, Table

CALLS = (
    Column("id", "id"),
    Column("title", "title"),
    Column("kind", "kind"),
    Column("programme", "programme"),
    Column("version", "version"),
    Column("opens", "opens"),
    Column("closes", "closes"),
    Column("budget_bgn", "budget_bgn", "number"),
    Column("budget_eur", "budget_eur", "number"),
    Column("source", "source"),
    Column("certainty", "certainty"),
)
RESULT = (Column("what", "what"), Column("value", "value"), Column("text", "text"), Column("rule", "rule"))


def calls_table(language: str) -> Table:
    def rows() -> Iterator[dict[str, Any]]:
        for call in calls().values():
            terms = call.versions[-1]
            yield {
                "id": call.id,
                "title": call.title.name(language),
                "kind": name_of(call.kind, language),
                "programme": call.programme.name(language),
                "version": terms.name.name(language),
                "opens": terms.opens.written if terms.opens else None,
                "closes": terms.closes.written if terms.closes else None,
                "budget_bgn": number(terms.budget_bgn),
                "budget_eur": number(terms.budget_eur),
                "source": terms.source,
                "certainty": terms.certainty,
            }

    return Table("calls", CALLS, rows)


def result_table(found: dict[str, Any], language: str, name: str) -> Table:
    """One row for each value that was found, each condition, each line."""

    def rows() -> Iterator[dict[str, Any]]:
        for key, value in found.items():
            if isinstance(value, dict):
                yield from (
                    {"what": f"{key}, {part}", "value": _shown(each, language)}
                    for part, each in value.items()
                )
            elif not isinstance(value, list):
                yield {"what": key, "value": _shown(value, language)}
        for each in found.get("conditions", ()):
            yield {
                "what": each["id"],
                "value": _shown(each["answer"], language),
                "text": each["because"],
                "rule": each["source"],
            }
        for each in found["lines"]:
            yield {
                "what": "line",
                "value": _shown(_line_value(each), language),
                "text": each["text"],
                "rule": each.get("rule"),
            }
        for remark in (*found["assumed"], *found.get("remarks", ()), *found.get("received", ())):
            yield {"what": "remark", "text": remark}

    return Table(name, RESULT, rows)


def _line_value(line: dict[str, Any]) -> Any:
    return line.get("amount_bgn", line.get("staff"))


def _shown(value: Any, language: str) -> str:
    return name_of("cannot_be_told", language) if value is None else name_of(str(value), language)
