"""The fields of the index, their weights, and how a document is laid into them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import tantivy

from ebpages.search.terms import terms_of, terms_of_codes

# Raise it whenever documents would be laid out, folded, stemmed or spelt otherwise, or hold other words: every host then builds anew.
VERSION = 6

WEIGHTS: Mapping[str, float] = {"code": 10, "name": 8, "other_name": 6, "text": 1, "meaning": 0.9}
_FORMS = ("word", "stem", "key")


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched of one object. fields: texts by name (8), other_name (6), text (1), meaning (0.9; words that stand in no
    list but ask for it) and code (10; identifiers and acronyms), with the weights that they carry. number: of 63 bits, stands for the
    object where many are found at once (`SearchIndex.ranking`). tokens: what the object is found by in `SearchIndex.closest`, without spaces."""

    id: str
    kind: str
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    number: int = 0
    tokens: Sequence[str] = ()


class UnknownFieldError(ValueError):
    """A document has a field that the index does not know."""


def make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("object", "kind"):
        builder.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
    for name in ("id", "position"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", stored=False, indexed=False, fast=True)
    builder.add_text_field("token", tokenizer_name="whitespace", index_option="freq")
    for name in WEIGHTS:
        for form in _FORMS:
            builder.add_text_field(f"{name}_{form}", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def lay_out(document: Document) -> tantivy.Document:
    """The document as Tantivy keeps it: tokens that are already folded, stemmed and spelt, parted by spaces."""
    laid = tantivy.Document(
        object=object_key(document.kind, document.id),
        kind=document.kind,
        id=document.id,
        number=document.number,
    )
    laid.add_text("token", " ".join(document.tokens))
    for name, texts in document.fields.items():
        if name not in WEIGHTS:
            raise UnknownFieldError(
                f"{document.kind} {document.id}: “{name}” is not a field of the index; use {', '.join(WEIGHTS)}."
            )
        found = terms_of_codes(texts) if name == "code" else terms_of(texts)
        laid.add_text(f"{name}_word", " ".join(term.word for term in found))
        laid.add_text(f"{name}_stem", " ".join(stem for term in found for stem in term.stems))
        laid.add_text(f"{name}_key", " ".join(key for term in found for key in term.keys))
    return laid


def object_key(kind: str, object_id: str) -> str:
    return f"{kind}:{object_id}"
