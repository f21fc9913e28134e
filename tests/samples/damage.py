"""Lists with known truth, printed with the damage that real copies show."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

RUNNING_HEADS = (
    (),
    ("**GOOD PRACTICES GUIDE ON CLUSTERS", "AND TECHNOLOGY TRANSFERS**"),
    ("**GOOD PRACTICES GUIDE ON CLUSTERS", " AND TECHNOLOGY TRANSFERS**"),
    ("***GOOD PRACTICES GUIDE ON CLUSTERS AND", "TECHNOLOGY TRANSFERS***"),
    ("GOOD PRACTICES GUIDE ON CLUSTERS AND TECHNOLOGY TRANSFERS",),
    ("<b>Good practices guide on clusters and technology transfers</b>",),
    ("Project co-funded by the European Union and National Funds of the participating countries",),
    ("57",),
)
LETTERS = "абвгдежзийклмнопрстуфхцчшщъьюя"
FORMS = ("ООД", "ЕООД", "АД", "Сдружение")
KINDS = (
    "фирми",
    "университети",
    "научни институти",
    "общини",
    "физически лица",
    "13 предприятия",
    "лаборатория към БАН",
)
SECTORS = ("ИКТ", "енергетика", "машиностроене", "мода", "здравен туризъм")
SEATS = (
    "София",
    "Пловдив",
    "София + Габрово",
    "с. Резбарци, Кърджали",
    "Велико Търново, София",
    "Непознато село",
)
STAGES = {"начален етап": "start_up", "развиващи се": "developing", "развит": "developed"}
ACTIVITIES = {"действащ": "active", "няма информация": "no_information"}

page_breaks = st.sampled_from(RUNNING_HEADS).map(lambda head: ["", *head, ""])
words = st.text(LETTERS, min_size=4, max_size=9)
phrases = st.lists(words, min_size=2, max_size=5).map(lambda parts: " ".join(["клъстер", *parts]))
digits = st.text("0123456789", min_size=9, max_size=9) | st.text("0123456789", min_size=13, max_size=13)


@st.composite
def printed_identifiers(draw: st.DrawFn, value: str) -> tuple[str, str]:
    """An identifier as printed, and the digits carried over to the next page, if any."""
    at = len(value) - draw(st.integers(1, 5))
    head, tail = value[:at], value[at:]
    return draw(
        st.sampled_from(
            [
                (value, ""),
                (f"{head} {tail}", ""),
                (f"{head}\u00a0{tail}", ""),
                (f"{head} <u>{tail}</u>", ""),
                (f"<u>{value}</u> ", ""),
                (head, tail),
            ]
        )
    )


@st.composite
def bulstat_lists(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A BULSTAT list and its true identifiers and names."""
    truth = draw(st.lists(st.tuples(digits, phrases), min_size=1, max_size=8))
    lines = ["List of clusters", "", "\tBULSTAT\tName"]
    for number, (identifier, name) in enumerate(truth, 1):
        printed, carried = draw(printed_identifiers(identifier))
        start, _, rest = name.partition(" ") if draw(st.booleans()) and carried else (name, "", "")
        lines.append(f"{number}\t{printed}\t{start}")
        if carried:
            lines += [*draw(page_breaks), f"\t{carried}\t{rest}"]
        elif draw(st.booleans()):
            lines += draw(page_breaks)
    return "\n".join(lines) + "\n", truth


@st.composite
def trade_register_lists(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, str]]]:
    """A Trade Register list and its true identifiers, names with legal form, and states."""
    states = {"": "", " - в ликвидация": "in_liquidation", " - в несъстоятелност": "insolvent"}
    truth, lines = [], ["", "\tLegal entity"]
    for number in range(1, draw(st.integers(2, 8))):
        identifier, name = draw(digits), f'"{draw(phrases)}" {draw(st.sampled_from(FORMS))}'
        state = draw(st.sampled_from(sorted(states)))
        printed, carried = draw(printed_identifiers(identifier))
        lines.append(f"{number}\t{name}{state}, ЕИК/ПИК {printed}")
        lines += draw(page_breaks) if carried or draw(st.booleans()) else []
        lines += [f"\t{carried}"] if carried else []
        truth.append((identifier, name, states[state]))
    return "\n".join(lines) + "\n", truth


@dataclass
class Reviewed:
    """The truth about one row of a BSMEPA list; an empty text is a cell that says nothing."""

    name: str
    sector: str
    year: str
    seat: str
    website: str
    members: str
    remark: str
    kinds: str
    stages: tuple[str, ...]
    activity: str


maybe = st.booleans()
hosts = st.text("abcdefghijklmnop", min_size=4, max_size=12)


@st.composite
def reviewed(draw: st.DrawFn) -> Reviewed:
    def optional(strategy: st.SearchStrategy[str]) -> str:
        return draw(strategy) if draw(maybe) else ""

    members = optional(st.integers(2, 400).map(str))
    return Reviewed(
        name=draw(phrases),
        sector=draw(st.sampled_from(SECTORS)),
        year=optional(st.integers(1990, 2025).map(str)),
        seat=optional(st.sampled_from(SEATS)),
        website=optional(
            hosts.map(lambda host: f"http://www.{host}.bg/page/") | st.just("няма собствен сайт")
        ),
        members=members,
        remark=optional(st.sampled_from(["2 чужди фирми", "+", "+ (1 чужд)"])) if members else "",
        kinds=optional(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3).map(", ".join)),
        stages=tuple(draw(st.lists(st.sampled_from(sorted(STAGES)), min_size=1, max_size=2, unique=True))),
        activity=draw(st.sampled_from([*ACTIVITIES, "марка Примерна", ""])),
    )


BSMEPA_HEADER = (
    "№.\tИме на клъстера\tОтрасъл\tГодина на създаване\tСедалище\tИнтернет страница\tБрой членове"
    "\tВидове членове\tЕтап на развитие\tЕтап на функциониране"
)
LAYOUTS = (
    "as the header",
    "members before website",
    "a column is missing",
    "an empty cell too many",
    "cells behind",
)


def printed_cells(number: int, row: Reviewed, layout: str) -> list[str]:
    """The cells of a row on a page of a layout."""
    remark = row.remark and (row.remark if row.remark.startswith("+") else f" ({row.remark})")
    middle = [row.website, f"{row.members}{remark}", row.kinds]
    if layout == "members before website":
        middle = [middle[1], middle[0], middle[2]]
    if layout == "a column is missing" and "" in middle:
        middle.remove("")
    if layout == "an empty cell too many":
        middle.insert(0, "")
    cells = [
        str(number),
        row.name,
        row.sector,
        row.year,
        row.seat,
        *middle,
        "; ".join(row.stages),
        row.activity,
    ]
    return [*cells, "", ""] if layout == "cells behind" else cells


@st.composite
def bsmepa_lists(draw: st.DrawFn) -> tuple[str, list[Reviewed]]:
    """A BSMEPA list of several pages, each with its own layout, and its true rows."""
    truth, lines = [], ["Списък", "", BSMEPA_HEADER]
    for page in range(draw(st.integers(1, 3))):
        lines += draw(page_breaks) if page else []
        layout = draw(st.sampled_from(LAYOUTS))
        for row in draw(st.lists(reviewed(), min_size=1, max_size=4)):
            truth.append(row)
            cells = printed_cells(len(truth), row, layout)
            rest = draw(carried_over(cells, row))
            lines.append("\t".join(cells))
            if any(rest):
                lines += [*draw(page_breaks), "\t".join(rest)]
    return "\n".join(lines) + "\n", truth


@st.composite
def carried_over(draw: st.DrawFn, cells: list[str], row: Reviewed) -> list[str]:
    """Cut words off some cells of a row, and give the line that the next page begins with."""
    rest = [""] * len(cells)
    if draw(st.integers(0, 3)):
        return rest
    if draw(maybe):
        cells[1], rest[1] = row.name.split(" ", 1)
    if row.website.startswith("http") and draw(maybe):
        at = draw(st.integers(len("http://w"), len(row.website) - 2))
        place = cells.index(row.website)
        cells[place] = row.website[:at]
        rest[place + draw(st.integers(0, 1))] = row.website[at:]
    if " " in row.kinds and draw(maybe):
        place = cells.index(row.kinds)
        head, tail = row.kinds.split(" ", 1)
        if not rest[place]:
            cells[place], rest[place] = head, tail
    return rest


@st.composite
def label_lists(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, str, str]]]:
    """A list of labels and its true names, fields, addresses and days."""
    header = "Name\tField\twww\tLabel valid until"
    truth, lines = [], [header]
    days = st.dates(min_value=date(2012, 1, 1), max_value=date(2040, 1, 1))
    for _ in range(draw(st.integers(1, 6))):
        name, sector = draw(phrases), draw(st.sampled_from(["ICT", "Production and engineering"]))
        url, day = f"http://{draw(hosts)}.eu/", draw(days)
        printed = f"{day:%Y/%m/%d}" if draw(maybe) else day.isoformat()
        if draw(maybe):
            head, tail = name.rsplit(" ", 1)
            start, _, end = sector.partition(" ")
            lines += [f"{head}\t{start}\t{url}\t{printed}", *draw(page_breaks)]
            lines += [header] if draw(maybe) else []
            lines.append(f"{tail}\t{end}\t\t")
        else:
            lines.append(f"{name}\t{sector}\t{url}\t{printed}")
        truth.append((name, sector, url, day.isoformat()))
    return "\n".join(lines) + "\n", truth


@st.composite
def numbered_names(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A list of numbered names, some cut in two by a page break."""
    truth = draw(st.lists(phrases.map(lambda name: f"GIS-TC “{name}”"), min_size=1, max_size=8))
    lines: list[str] = []
    for number, name in enumerate(truth, 1):
        start, _, rest = name.partition(" ") if draw(st.booleans()) else (name, "", "")
        lines.append(f"{draw(st.sampled_from(['', ' ']))}{number}. {start}" + ("" if rest else ";"))
        lines += draw(page_breaks) if rest or draw(st.booleans()) else []
        lines += [f"{rest};"] if rest else []
    return "\n".join(lines) + "\n", truth


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A list of addresses, some cut in two by a page break."""
    truth = draw(st.lists(hosts.map(lambda host: f"http://www.{host}.bg/a?b={host}"), min_size=1, max_size=8))
    lines: list[str] = []
    for url in truth:
        at = draw(st.integers(len("http://www."), len(url) - 1)) if draw(st.booleans()) else len(url)
        lines.append(f"<{url[:at]}>")
        lines += draw(page_breaks)
        lines += [url[at:]] if url[at:] else []
    return "\n".join(lines) + "\n", truth
