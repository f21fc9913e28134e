"""What a list says as a whole: numbers lost or repeated, totals declared, dates of footnotes, what holds for every row."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from ebpages.publish.typography import MONTHS
from ebpages.sources.layouts.printed_lines import Line
from ebpages.sources.record import Field, Step, step
from ebpages.sources.source import Source

DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(MONTHS['en'])}) \d{{4}}\b")


def keys(numbers: Iterable[str]) -> tuple[str, ...]:
    """A key for every row: its printed number, else its position; a number printed again gets its turn behind it."""
    seen: Counter[str] = Counter()
    found = []
    printed = list(numbers)
    place = "row-" if any(printed) else ""
    for position, number in enumerate(printed, 1):
        key = number or f"{place}{position}"
        seen[key] += 1
        found.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(found)


def completeness(source: Source, numbers: Iterable[str], found: int) -> Iterator[Step]:
    """Compare the printed numbers with each other and with the total that the publication declares."""
    printed = [int(number) for number in numbers if number]
    declared = next((total for total in source.declared_totals if total.comparable), None)
    lost = lost_numbers(printed, declared.count if declared else 0)
    if lost:
        yield step("rows_lost", numbers=ranges(lost), count=len(lost))
    for number, times in Counter(printed).items():
        if times > 1:
            yield step("number_repeated", number=number, times=times)
    if declared and found + len(lost) != declared.count:
        yield step("declared_total_differs", declared=declared.count, found=found)


def fields_of_every_row(source: Source) -> Iterator[Field]:
    """What the list as a whole states about each of its rows."""
    for what in source.every_row:
        value, language = (source.kind, "") if what == "kind" else (*source.phrases[what], source.language)
        yield Field(what, value, "", "", language, (step("stated_by_the_list"),))


def lost_numbers(printed: list[int], declared: int) -> list[int]:
    """The numbers that a running count skips. Rows after the last one are lost only where others are lost too:
    a list without gaps that is shorter than declared was never longer, as far as the copy shows."""
    last = max(printed, default=0)
    inside = sorted(set(range(1, last + 1)) - set(printed))
    return inside + list(range(last + 1, declared + 1)) if inside else []


def ranges(numbers: list[int]) -> str:
    """Numbers in words: 12–18, 31, 36–40."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def dates_of_footnotes(lines: Iterable[Line], source: Source) -> Iterator[Step]:
    """The day on which the list was taken, where a footnote says it."""
    for line in (line for line in lines if line.kind == "footnote"):
        for match in DATE.finditer(line.text):
            stated = _iso_day(match.group())
            if stated:
                yield step("dated", date=stated, line=line.number, text=line.text)
            if stated and stated != source.edition:
                yield step("edition_differs", described=source.edition, printed=stated)


def _iso_day(text: str) -> str:
    """The day in ISO form; nothing for a text that is no day of the calendar."""
    day, month, year = text.split()
    try:
        return date(int(year), MONTHS["en"].index(month) + 1, int(day)).isoformat()
    except ValueError:
        return ""
