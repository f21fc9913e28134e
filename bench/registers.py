"""Two registers of invented companies with known truth: one kept by an office, one put together by hand, with a stated noise model.

    left     names in capitals, legal form in its column or in the name; identifiers of 92 %, places of 95 %, websites of 20 %
    right    60 % of its rows are of companies of the left, the others of companies that resemble them (25 %) or of no other;
             identifiers of 40 %, places of 75 %, websites of 25 %; what is done to names, identifiers and places: NAME_DAMAGE and below

The shares were set before anything was measured, from what the guide's lists show; development and test differ in their seeds.
"""

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import damage
from bench.companies import FORMS, Company, CompanyMaker
from bench.world import Part

SHARED = 0.6  # of the right rows are of companies that the left has too
RESEMBLING = 0.25  # of the other right rows resemble a company of the left
COLUMNS = ("id", "name", "identifier", "place", "legal_form", "website")
FORMS_EN = {"ЕООД": "EOOD", "ООД": "Ltd", "ЕТ": "ET", "АД": "AD", "ЕАД": "EAD", "СД": "SD"}
PAGE_HOSTS = ("facebook.com", "www.facebook.com", "abv.bg", "instagram.com")
PLACEHOLDERS = ("0", "000000000", "999999999", "123456789", "няма", "-", "n/a")

# What is done to the names of right rows: kind, share, change.
NAME_DAMAGE: Sequence[tuple[str, float, Callable[[random.Random, str], str]]] = (
    ("letter slip", 0.08, damage.slip),
    ("OCR letter", 0.03, damage.ocr_letter),
    ("look-alike letters", 0.04, damage.look_alike_letters),
    ("broken word", 0.03, damage.broken_word),
)
ACRONYM, TRANSLATED, LATIN, CUT, ORDER, ADDED, RENAMED = 0.015, 0.04, 0.12, 0.04, 0.03, 0.03, 0.01
MOVED, OTHER_FORM, WRONG_DIGIT, PLACEHOLDER, OF_ANOTHER, DOUBLED = 0.04, 0.03, 0.02, 0.04, 0.003, 0.01


@dataclass(slots=True)
class Registers:
    """rows: cells in the order of COLUMNS. truth: pairs of ids, and what was done to the right row of each."""

    left: list[list[str]] = field(default_factory=list)
    right: list[list[str]] = field(default_factory=list)
    truth: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        for side in ("left", "right"):
            with (folder / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([COLUMNS, *getattr(self, side)])


def make_registers(seed: int, rows: int) -> Registers:
    """Two registers of so many rows each, in an order of their own; the same seed gives the same ones."""
    rng = random.Random(f"companies {seed} {rows}")
    maker = CompanyMaker(rng, rows)
    made = Registers()
    companies = [maker.company() for _ in range(rows)]
    made.left = [_register_row(rng, f"L{n}", company) for n, company in enumerate(companies)]
    right: list[tuple[Company, int, bool]] = []
    shared = rng.sample(range(rows), int(rows * SHARED))
    for n in shared:
        right.append((companies[n], n, True))
        if rng.random() < DOUBLED:
            right.append((companies[n], n, True))
    while len(right) < rows:
        n = rng.randrange(rows)
        other = maker.resembling(companies[n]) if rng.random() < RESEMBLING else maker.company()
        right.append((other, n, False))
    rng.shuffle(right)
    for number, (company, n, is_same) in enumerate(right[:rows]):
        row, noise = _listed_row(rng, f"R{number}", company, maker)
        made.right.append(row)
        if is_same:
            made.truth[f"L{n}", row[0]] = noise
    rng.shuffle(made.left)
    return made


def _register_row(rng: random.Random, row: str, company: Company) -> list[str]:
    name = company.name.upper()
    if rng.random() < 0.01:
        name = damage.slip(rng, name)
    in_name = rng.random() < 0.5
    if in_name:
        name = f'ЕТ "{name}"' if company.form == "ЕТ" else f'"{name}" {company.form}'
    return [
        row,
        name,
        company.identifier if rng.random() < 0.92 else "",
        company.place[0] if rng.random() < 0.95 else "",
        "" if in_name else company.form,
        f"http://{company.site}" if rng.random() < 0.2 else "",
    ]


def _listed_row(
    rng: random.Random, row: str, company: Company, maker: CompanyMaker
) -> tuple[list[str], frozenset[str]]:
    noise: set[str] = set()
    name, latin = _listed_name(rng, company, maker, noise)
    form = company.form
    if rng.random() < OTHER_FORM:
        form = rng.choice([other for other in FORMS if other != form])
        noise.add("other legal form")
    written = FORMS_EN[form] if latin else form
    cells = [
        row,
        name,
        _identifier(rng, company, maker, noise),
        _place(rng, company, maker, latin, noise),
        "",
        "",
    ]
    style = rng.random()
    if style < 0.4:
        cells[1] = f"{written} {name}" if form == "ЕТ" else f"{name} {written}"
    elif style < 0.7:
        cells[4] = written
    if rng.random() < 0.25:
        cells[5] = _website(rng, company)
    return cells, frozenset(noise)


def _listed_name(
    rng: random.Random, company: Company, maker: CompanyMaker, noise: set[str]
) -> tuple[str, bool]:
    parts, kind = _listed_parts(rng, company, maker, noise), rng.random()
    latin = kind < LATIN + TRANSLATED
    if kind < TRANSLATED:
        name = " ".join(part.en[0] for part in parts)
        noise.add(
            "translation" if any(part.role in ("noun", "adjective") for part in parts) else "Latin letters"
        )
    elif latin:
        name = damage.in_latin(rng, " ".join(part.bg for part in parts))
        noise.add("Latin letters")
    else:
        name = " ".join(part.bg for part in parts)
    words = name.split()
    if rng.random() < ACRONYM and len(words) > 2:
        noise.clear()
        noise.add("acronym instead")
        return "".join(word[0] for word in words if word not in ("и", "and")).upper(), latin
    for what, share, change in NAME_DAMAGE:
        if rng.random() < share:
            changed = change(rng, name)
            if changed != name:
                name = changed
                noise.add(what)
    style = rng.random()
    name = name.upper() if style < 0.3 else name.title() if style < 0.8 else name
    return (f'"{name}"' if rng.random() < 0.3 else f"„{name}“" if rng.random() < 0.1 else name), latin


def _listed_parts(rng: random.Random, company: Company, maker: CompanyMaker, noise: set[str]) -> list[Part]:
    parts = list(company.parts)
    if rng.random() < RENAMED:
        parts = list(maker.company().parts)
        noise.add("another name")
    if rng.random() < ORDER and len(parts) > 1:
        parts = parts[1:] + parts[:1]
        noise.add("order")
    if rng.random() < ADDED:
        parts.append(maker.common())
        noise.add("word added")
    if rng.random() < CUT and len(parts) > 1:
        parts.pop()
        noise.add("cut name")
    return parts


def _identifier(rng: random.Random, company: Company, maker: CompanyMaker, noise: set[str]) -> str:
    if rng.random() > 0.4:
        noise.add("no identifier")
        return ""
    digits, style = company.identifier, rng.random()
    if style < OF_ANOTHER:
        noise.add("another's identifier")
        return maker.number()
    if style < OF_ANOTHER + WRONG_DIGIT:
        spot = rng.randrange(9)
        noise.add("wrong digit")
        return digits[:spot] + str((int(digits[spot]) + rng.randint(1, 9)) % 10) + digits[spot + 1 :]
    if style < OF_ANOTHER + WRONG_DIGIT + PLACEHOLDER:
        noise.add("no identifier")
        return rng.choice(PLACEHOLDERS)
    if style < 0.2:
        return f"BG{digits}"
    if style < 0.3:
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return digits.lstrip("0") if style < 0.6 else digits


def _place(rng: random.Random, company: Company, maker: CompanyMaker, latin: bool, noise: set[str]) -> str:
    if rng.random() > 0.75:
        noise.add("no place")
        return ""
    bg, en = company.place
    if rng.random() < MOVED:
        bg, en = maker.place()
        noise.add("moved")
    if latin:
        return en
    style = rng.random()
    return f"гр. {bg}" if style < 0.25 else bg.upper() if style < 0.4 else bg


def _website(rng: random.Random, company: Company) -> str:
    if rng.random() < 0.1:
        return f"https://{rng.choice(PAGE_HOSTS)}/{rng.randrange(10**6)}"
    front = rng.choice(("http://", "https://", "https://www.", "www.", ""))
    return f"{front}{company.site}{rng.choice(('', '/', '/bg/', '/contacts.html'))}"
