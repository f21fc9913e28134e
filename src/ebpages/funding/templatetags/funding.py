"""Fields of tables in forms, and amounts of money."""

from collections.abc import Mapping

from django import template

from ebpages.faces.language import active_language
from ebpages.funding.sentences import cited as cited_in
from ebpages.funding.sentences import money as written
from ebpages.funding.sentences import written_day

register = template.Library()


@register.filter
def of(problems: Mapping[str, str], field: str) -> str:
    """What is wrong with a field, "" where nothing is."""
    return problems.get(field, "")


@register.filter
def when(moment: str) -> str:
    """A day, with its hour, or a month or a year, in words."""
    return written_day(moment, active_language())


@register.filter
def cited(source: str) -> str:
    """A source or a rule in the language of the page."""
    return cited_in(source, active_language())


@register.filter
def money(amount: object) -> str:
    return written(amount, active_language())


@register.simple_tag
def row_field(table: str, n: int, key: str) -> str:
    """The id and name of a field in a row."""
    return f"{table}-{n}-{key}"
