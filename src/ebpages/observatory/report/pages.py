"""The report as its template prints it: texts, numbers as texts, and addresses; nothing is left to be worked out."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from ebpages.declared.schema import read_document
from ebpages.declared.text import read_text
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.observatory.claims.expectation import VERDICTS
from ebpages.observatory.figures.data_table import DataCell, DataTable, data_table
from ebpages.observatory.report.content import KeyNumber, Report
from ebpages.observatory.shapes import ClaimView, FigureView, RecordBehind
from ebpages.publish.numerals import write_number
from ebpages.publish.typography import amount, day, set_text
from ebpages.registry.shapes import SourceView

WORDING = Path(__file__).with_name("wording.yaml")
MOST_RECORDS = 6
MOST_REMARKS = 8
MOST_ROWS = 120  # of a table; a table of a thousand pages helps nobody, the page of the figure has the rest
_PARTS = ("known", "unknown", "lost")

Page = dict[str, Any]


@cache
def words(language: str) -> Mapping[str, str]:
    """Every text of wording.yaml by its key. Raises BrokenVocabulary where one lacks a language."""
    entries = read_document(WORDING)
    return {key: read_text(WORDING.name, key, entry).name(language) for key, entry in entries.items()}


def pages(report: Report, charts: Sequence[str]) -> Page:
    """Everything that guide.typ reads. charts: the file name of each figure's chart, empty where it has none."""
    printed = _Printed(report)
    figures = [
        printed.figure(number, figure, chart)
        for number, (figure, chart) in enumerate(zip(report.figures, charts, strict=True), 1)
    ]
    content = {
        "language": report.language,
        "words": dict(words(report.language)),
        "date": [report.as_of.year, report.as_of.month, report.as_of.day],
        "address": report.address,
        **printed.title_page(),
        "key_numbers": [printed.key_number(item) for item in report.key_numbers],
        "figures": figures,
        **printed.claims(),
        "lists": [printed.source_list(item) for item in report.lists],
        "data_sets": [printed.source(item) for item in printed.data_sets()],
        "steps": [dataclasses.asdict(step) for step in report.steps],
        "colophon": printed.word("colophon_text", version=report.version, address=report.address),
    }
    return {key: _set(value, report.language, key) for key, value in content.items()}


class _Printed:
    """Parts of a report in its language."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.language = report.language
        self.words = words(report.language)

    def word(self, key: str, **filled: object) -> str:
        return self.words[key].format(**filled)

    def count(self, value: int) -> str:
        return write_number(value, self.language)

    def link(self, url: str) -> str:
        """An address of our pages made whole; nothing where it would lead to no page."""
        whole = urljoin(self.report.address, url) if url else ""
        return whole if whole.startswith(("http://", "https://")) else ""

    def title_page(self) -> Page:
        return {
            "title": self.words["title"],
            "subtitle": self.words["subtitle"],
            "as_of": self.word("as_of", lists=self.lists_of(), date=day(self.report.as_of, self.language)),
            "list_titles": [item.title for item in self.report.lists],
            "data_set_titles": [item.title for item in self.data_sets()],
        }

    def lists_of(self) -> str:
        """The month of the newest edition among the lists."""
        return day(max((item.edition[:7] for item in self.report.lists), default=""), self.language)

    def key_number(self, item: KeyNumber) -> Page:
        return {"label": item.label, "value": amount(item.value, self.language), "note": item.note}

    # figures

    def figure(self, number: int, figure: FigureView, chart: str) -> Page:
        named = self.word("in_the_guide", name=figure.printed_as) if figure.printed_as else ""
        table = self.data_table(figure)
        left = max(0, len(table.lines) - MOST_ROWS)
        return {
            "number": self.word("figure", number=number),
            "printed_as": named,
            "title": figure.title,
            "question": figure.question,
            "answer": figure.answer,
            "chart": chart,
            "alt": f"{figure.title}. {figure.answer}",
            "coverage": self.coverage(figure.coverage),
            "coverage_note": figure.coverage_note,
            "counts": self.counts(figure.coverage),
            "unit": self.word("counted", unit=figure.unit),
            "table": self.table(table),
            "left": self.word("and_more", count=self.count(left)) if left else "",
            "notes": figure.notes,
            "method": figure.method,
            "sources": [
                {**self.source(item), "licence": ""} for item in figure.sources
            ],  # they stand at the end
            "citation": figure.citation,
            "url": self.link(figure.url),
        }

    def data_table(self, figure: FigureView) -> DataTable:
        return data_table(
            figure,
            write=lambda value: write_number(value, self.language, figure.decimals),
            percent=lambda share: write_number(share, self.language, 1),
            share_head=self.words["share"],
            bounds_head=self.words["range"],
        )

    def table(self, table: DataTable) -> Page:
        """The first column names the row; the others hold numbers, or texts."""
        return {
            "heads": [_capital(head) for head in (table.first_head, *table.heads)],
            "numeric": table.numeric,
            "rows": [
                {
                    "quiet": line.state in ("unknown", "lost"),
                    "cells": [
                        {"text": _capital(line.label), "url": self.link(line.url), "note": ""},
                        *(self.cell(cell, numeric=table.numeric) for cell in line.cells),
                    ],
                }
                for line in table.lines[:MOST_ROWS]
            ],
        }

    def cell(self, cell: DataCell, *, numeric: bool) -> Page:
        text = cell.text or ("–" if numeric and cell.note else "")
        return {"text": text, "url": self.link(cell.url), "note": cell.note}

    def coverage(self, coverage: Coverage) -> list[Page]:
        """The parts of the bar, in hundredths of the whole; none where nothing is counted."""
        whole = sum(getattr(coverage, part) for part in _PARTS)
        return [
            {"part": part, "share": 100 * count / whole, "text": self.word(part, count=self.count(count))}
            for part in _PARTS
            if (count := getattr(coverage, part)) or (part == "known" and whole)
        ]

    def counts(self, coverage: Coverage) -> list[str]:
        return [self.count(getattr(coverage, part)) for part in _PARTS]

    # claims

    def claims(self) -> Page:
        """Claims by the report that makes them, and in it by place; both in the order of their first claims."""
        claims = self.report.claims
        counts = {verdict: self.count(sum(c.verdict == verdict for c in claims)) for verdict in VERDICTS}
        total = self.count(len(claims))
        return {
            "claims_summary": self.word("claims_summary", total=total, **counts) if claims else "",
            "claims": [
                {
                    "source": source,
                    "places": [
                        {"place": _capital(place), "rows": [self.claim(claim) for claim in rows]}
                        for place, rows in _grouped(group, "page").items()
                    ],
                }
                for source, group in _grouped(claims, "source").items()
            ],
        }

    def claim(self, claim: ClaimView) -> Page:
        return {
            "text": claim.text,
            "when": day(claim.date, self.language) if claim.date else "",
            "expected": claim.expected,
            "found": claim.found or "–",
            "verdict": claim.verdict,
            "word": self.words[claim.verdict],
            "printed": claim.printed,
            "quoted_in": claim.quoted_in or self.language,
            "why": claim.why,
            "further": self.further(claim),
            "url": self.link(claim.url),
            "behind": [
                {"name": item.name, "url": self.link(item.url)} for item in claim.behind[:MOST_RECORDS]
            ],
            "others": self.others(claim.behind),
        }

    def others(self, behind: tuple[RecordBehind, ...]) -> str:
        left = len(behind) - MOST_RECORDS
        return self.word("others", count=self.count(left)) if left > 0 else ""

    def further(self, claim: ClaimView) -> list[Page]:
        """What would settle a claim, and how else it can be read: a head, a text and, of a reading, the verdict."""
        measured, supposed = claim.measured, claim.supposed
        found = (
            [{"head": self.words["settled_by"], "text": claim.settled_by, "word": ""}]
            if claim.settled_by
            else []
        )
        if measured:
            text = self.word(
                "measured_text", text=measured.text, printed=measured.expected, found=measured.found or "–"
            )
            found.append({"head": self.words["measured"], "text": text, "word": self.words[measured.verdict]})
        if supposed:
            head, text = f"{supposed.text}:", f"{supposed.found}. {supposed.why}"
            found.append({"head": head, "text": text, "word": self.words[supposed.verdict]})
        return found

    # sources

    def data_sets(self) -> list[SourceNote]:
        """The sources of figures that are not lists of the registry, each once."""
        lists = {self.link(item.url) for item in self.report.lists} | {i.title for i in self.report.lists}
        every = (source for figure in self.report.figures for source in figure.sources)
        return [
            source
            for source in dict.fromkeys(every)
            if source.title not in lists and self.link(source.url) not in lists
        ]

    def source(self, source: SourceNote) -> Page:
        return {
            "title": source.title,
            "edition": self.edition(source.edition),
            "licence": source.licence,
            "url": self.link(source.url),
        }

    def source_list(self, item: SourceView) -> Page:
        left = len(item.notices) - MOST_REMARKS
        return {
            "title": item.title,
            "publisher": item.publisher,
            "edition": self.edition(item.edition),
            "where": item.where,
            "licence": item.licence,
            "declared": self.words["not_declared"] if item.declared is None else self.count(item.declared),
            "found": self.count(item.found),
            "lost": self.count(item.lost),
            "notices": item.notices[:MOST_REMARKS],
            "more_notices": self.word("more_remarks", count=self.count(left)) if left > 0 else "",
            "url": self.link(item.url),
        }

    def edition(self, edition: str) -> str:
        return self.word("edition", date=day(edition, self.language)) if edition else ""


def _grouped(claims: Iterable[ClaimView], field: str) -> dict[str, list[ClaimView]]:
    groups: dict[str, list[ClaimView]] = {}
    for claim in claims:
        groups.setdefault(getattr(claim, field), []).append(claim)
    return groups


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _set(node: Any, language: str, key: str = "") -> Any:
    """Every text of a page set for print, at any depth; addresses stay as they are."""
    if isinstance(node, str):
        return node if key in ("url", "address") else set_text(node, language)
    if isinstance(node, dict):
        return {name: _set(value, language, name) for name, value in node.items()}
    if isinstance(node, Iterable):
        return [_set(item, language, key) for item in node]
    return node
