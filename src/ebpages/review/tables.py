"""The queue, and the rows of a letter, as files."""

from collections.abc import Iterator

from django.utils.translation import pgettext

from ebpages.publish.tables import Column, Kind, Row, Table
from ebpages.review.queries import all_pairs
from ebpages.review.shapes import Letter

_QUEUE = ("a", "b", "one", "other", "rows", "score", "why", "kept_for", "url")
_LETTER = ("finding", "page", "row", "column", "printed", "sentence", "resolve", "text")


def queue_table() -> Table:
    labels = {
        "rows": pgettext("column", "rows"),
        "one": pgettext("column", "one organisation"),
        "other": pgettext("column", "the other one"),
        "why": pgettext("column", "what suggests it"),
    }
    kinds: dict[str, Kind] = {"rows": "integer", "score": "number"}
    columns = tuple(Column(key, key, kinds.get(key, "text"), label=labels.get(key, "")) for key in _QUEUE)
    return Table("undecided-pairs", columns, _queue_rows)


def _queue_rows() -> Iterator[Row]:
    for pair in all_pairs():
        yield {key: getattr(pair, key) for key in _QUEUE}


def letter_table(letter: Letter) -> Table:
    labels = {
        "finding": pgettext("column", "finding"),
        "page": pgettext("column", "page"),
        "row": pgettext("column", "row"),
        "column": pgettext("column", "column"),
        "printed": pgettext("column", "as printed"),
        "sentence": pgettext("column", "what was found"),
        "resolve": pgettext("column", "what would settle it"),
        "text": pgettext("column", "the whole row"),
    }
    columns = tuple(Column(key, key, label=labels[key]) for key in _LETTER)
    return Table(f"letter-{letter.list}", columns, lambda: letter.rows)
