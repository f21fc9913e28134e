"""The noise model: a world of organisations, printed into lists like the guide's, damaged, with known truth."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench import damage
from bench.world import Entity, Maker, Organisation, Part
from ebpages.registry.mention import MAYBE_CUT, Mention, mentions_of, record_id
from ebpages.search.transliteration import to_latin
from ebpages.sources.catalogue import Source
from ebpages.sources.record import Field, Locator, Record, step

SIBLING = 0.45  # of organisations get another that resembles them
FORMS_BG = {
    "association": "СДРУЖЕНИЕ", "foundation": "ФОНДАЦИЯ", "civil_partnership": "ДЗЗД", "limited": "ООД",
    "single_limited": "ЕООД", "joint_stock": "АД",
}  # fmt: skip
FORMS_EN = {"association": "Association", "foundation": "Foundation", "limited": "Ltd", "joint_stock": "JSC"}
COMMERCIAL = ("limited", "single_limited", "joint_stock")


@dataclass(slots=True)
class World:
    """Mentions to resolve and, for each record, its organisation, its legal entity and the damage done to it."""

    seed: int
    mentions: list[Mention] = field(default_factory=list)
    organisation: dict[str, str] = field(default_factory=dict)
    entity: dict[str, str] = field(default_factory=dict)
    noise: dict[str, frozenset[str]] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)


def make_world(seed: int, records: int) -> World:
    """Lists of `records` records or a few more; the same seed gives the same world."""
    rng = random.Random(seed)
    maker = Maker(rng)
    printer = _Printer(rng)
    while printer.count < records:
        organisation = maker.organisation()
        printer.print(organisation)
        if rng.random() < SIBLING and (sibling := maker.sibling(organisation)):
            printer.print(sibling)
    return printer.world(seed)


@dataclass
class _Row:
    """A record in the making: what is printed, and what was done to it."""

    organisation: Organisation
    entity: str
    name: str
    fields: dict[str, str] = field(default_factory=dict)
    noise: set[str] = field(default_factory=set)
    cut: bool = False


class _Printer:
    """Prints organisations into seven lists."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lists: dict[str, list[_Row]] = {slug: [] for slug in LISTS}
        self.count = 0

    def print(self, organisation: Organisation) -> None:
        for slug, print_row in LISTS.items():
            for row in print_row(self.rng, organisation):
                self.lists[slug].append(row)
                self.count += 1

    def world(self, seed: int) -> World:
        world = World(seed)
        for order, (slug, rows) in enumerate(self.lists.items(), 1):
            self.rng.shuffle(rows)
            source = _source(slug, order)
            records = [_record(slug, position, row) for position, row in enumerate(rows, 1)]
            world.mentions += mentions_of(source, records)
            for record, row in zip(records, rows, strict=True):
                world.organisation[record_id(record)] = row.organisation.label
                world.entity[record_id(record)] = row.entity
                world.noise[record_id(record)] = frozenset(row.noise)
                world.families[record_id(record)] = row.organisation.family
        return world


def _source(slug: str, order: int) -> Source:
    return Source(slug, order, slug, slug, "2018-04-22", "bg", "BG")


def _record(slug: str, position: int, row: _Row) -> Record:
    values = {"name": row.name, **row.fields}
    fields = tuple(Field(what, value, value, what) for what, value in values.items() if value)
    notices = (step(MAYBE_CUT),) if row.cut else ()
    return Record(
        slug,
        str(position),
        str(position),
        Locator(position, position, position, None),
        row.name,
        fields,
        notices,
    )


# The lists. Each takes an organisation and gives the rows that the list has of it.


def _register(rng: random.Random, organisation: Organisation) -> Sequence[_Row]:
    """Non-profit bodies with identifiers and branches; legal form in front, in quotes, or left out."""
    rows = []
    for entity in organisation.entities:
        if entity.form in COMMERCIAL or rng.random() > 0.85:
            continue
        for digits, place in ((entity.identifier, ""), *entity.branches):
            row = _Row(organisation, entity.identifier, _bulgarian(rng, organisation))
            _damage(rng, row, _MILD)
            _dress_register(rng, row, entity)
            row.name += f" - КЛОН {place.upper()}" if place else ""
            _identify(rng, row, digits)
            rows.append(row)
    return rows


def _dress_register(rng: random.Random, row: _Row, entity: Entity) -> None:
    style = rng.random()
    if rng.random() < 0.75:
        row.name = row.name.upper()
    if style < 0.7:
        row.name = f'{FORMS_BG[entity.form]} "{row.name}"'
    elif style < 0.75 and entity.form == "association":
        row.name = f"Сдружение с нестопанска цел „{row.name}“"
    elif style > 0.95:
        row.name = f'"{row.name}"" {FORMS_BG[entity.form]}'
    if rng.random() < 0.03:
        row.name += f" - гр. {row.organisation.seat.upper()}"


def _trade_register(rng: random.Random, organisation: Organisation) -> Sequence[_Row]:
    """Companies, and associations that have moved there, with the legal form at the end."""
    rows = []
    for entity in organisation.entities:
        share = 0.9 if entity.form in COMMERCIAL else 0.12 if entity is organisation.entities[-1] else 0
        if rng.random() > share:
            continue
        row = _Row(organisation, entity.identifier, _bulgarian(rng, organisation))
        _damage(rng, row, _MILD)
        row.name = row.name.upper() if rng.random() < 0.7 else row.name
        inner = "СДРУЖЕНИЕ " if entity.form == "association" and rng.random() < 0.4 else ""
        row.name = f'"{inner}{row.name}" {FORMS_BG[entity.form].capitalize() if entity.form not in COMMERCIAL else FORMS_BG[entity.form]}'
        _identify(rng, row, entity.identifier)
        rows.append(row)
    return rows


def _categorisation(rng: random.Random, organisation: Organisation) -> Sequence[_Row]:
    """Names without identifiers, with year, seat and website where they are known; the most damaged list."""
    if not organisation.entities or rng.random() > 0.3:
        return ()
    entity = organisation.entities[-1]
    row = _Row(organisation, entity.identifier, _bulgarian(rng, organisation))
    row.name = row.name[:1].upper() + row.name[1:]
    if rng.random() < 0.04:
        _acronym_instead(row, _initials(organisation.parts, "bg"))
    else:
        if rng.random() < 0.35:
            _without_head(row)
        if rng.random() < 0.06:
            _acronym_beside(rng, row, _initials(organisation.parts, "bg"))
        _damage(rng, row, _STRONG)
    if rng.random() < 0.35 and not row.cut:
        front = entity.form not in COMMERCIAL
        form = FORMS_BG[entity.form].capitalize() if front else FORMS_BG[entity.form]
        row.name = f"{form} {row.name}" if front else f"{row.name} {form}"
    if rng.random() < 0.7:
        row.fields["founded"] = str(entity.year + (rng.choice((-1, 1)) if rng.random() < 0.1 else 0))
    if rng.random() < 0.75:
        row.fields["seat"] = organisation.seat
    _site(rng, row, 0.65, 0.35)
    return (row,)


def _labels(rng: random.Random, organisation: Organisation) -> Sequence[_Row]:
    """English names with websites."""
    if not organisation.entities or rng.random() > 0.05:
        return ()
    row = _english_row(rng, organisation)
    _site(rng, row, 0.9, 0.1)
    return (row,)


def _members(rng: random.Random, organisation: Organisation) -> Sequence[_Row]:
    """English names with the seat in Latin letters."""
    if not organisation.entities or rng.random() > 0.06:
        return ()
    row = _english_row(rng, organisation)
    row.fields["seat"] = organisation.seat_en
    _site(rng, row, 0.3, 0.0)
    return (row,)


def _centres(rng: random.Random, organisation: Organisation) -> Sequence[_Row]:
    """Technology transfer centres with websites."""
    if organisation.entities or rng.random() > 0.8:
        return ()
    row = _english_row(rng, organisation)
    row.fields["kind"] = "technology_transfer_centre"
    _site(rng, row, 1.0, 0.1)
    return (row,)


def _network(rng: random.Random, organisation: Organisation) -> Sequence[_Row]:
    """Technology transfer centres by name only."""
    if organisation.entities or rng.random() > 0.7:
        return ()
    row = _english_row(rng, organisation)
    row.fields["kind"] = "technology_transfer_centre"
    return (row,)


LISTS: dict[str, Callable[[random.Random, Organisation], Sequence[_Row]]] = {
    "register": _register,
    "trade_register": _trade_register,
    "categorisation": _categorisation,
    "labels": _labels,
    "members": _members,
    "centres": _centres,
    "network": _network,
}


# Names in both languages, and the damage that a list does.

_Damage = tuple[str, float, Callable[[random.Random, str], str]]
_MILD: tuple[_Damage, ...] = (
    ("spelling of cluster", 0.12, damage.cluster_spelling),
    ("look-alike letters", 0.02, damage.look_alike_letters),
    ("broken word", 0.02, damage.broken_word),
    ("letter slip", 0.015, damage.slip),
)
_STRONG: tuple[_Damage, ...] = (
    ("spelling of cluster", 0.25, damage.cluster_spelling),
    ("look-alike letters", 0.05, damage.look_alike_letters),
    ("letter slip", 0.08, damage.slip),
    ("OCR letter", 0.05, damage.ocr_letter),
    ("broken word", 0.05, damage.broken_word),
    ("foreign text", 0.01, damage.spliced_firm),
    ("cut name", 0.08, damage.cut),
    ("Latin letters", 0.02, damage.in_latin),
)


def _damage(rng: random.Random, row: _Row, kinds: tuple[_Damage, ...]) -> None:
    for kind, share, change in kinds:
        if rng.random() < share:
            changed = change(rng, row.name)
            if changed != row.name:
                row.name = changed
                row.noise.add(kind)
                row.cut = row.cut or kind == "cut name"


def _bulgarian(rng: random.Random, organisation: Organisation) -> str:
    parts = list(organisation.parts)
    if parts[-1].role == "place":
        return " ".join(part.bg for part in parts[:-1]) + rng.choice((" ", " - ", "-")) + parts[-1].bg
    return " ".join(part.bg for part in parts)


def _without_head(row: _Row) -> None:
    row.name = " ".join(word for word in row.name.split() if word.lower() != "клъстер")
    row.name = row.name.removeprefix("за ")
    row.noise.add("no word for cluster")


def _initials(parts: Sequence[Part], language: str) -> str:
    words = [
        word
        for part in parts
        if part.role != "link"
        for word in (part.bg if language == "bg" else part.en[0]).split()
    ]
    return "".join(
        word[0] for word in words if word.lower() not in ("на", "за", "и", "of", "and", "for")
    ).upper()


def _acronym_instead(row: _Row, acronym: str) -> None:
    row.name = f"Клъстер {acronym}"
    row.noise.add("acronym instead")


def _acronym_beside(rng: random.Random, row: _Row, acronym: str) -> None:
    row.name = f"{acronym} - {row.name}" if rng.random() < 0.5 else f"{row.name} /{acronym}/"
    row.noise.add("acronym beside")


def _english_row(rng: random.Random, organisation: Organisation) -> _Row:
    entity = organisation.entities[-1] if organisation.entities else None
    parts = list(organisation.parts)
    noise = (
        {"translation"} if any(part.role in ("noun", "adjective") for part in parts) else {"Latin letters"}
    )
    if any(not part.known and part.role in ("noun", "adjective") for part in parts):
        noise.add("translation without entry")
    words = [_english(rng, part) for part in parts]
    head = next(n for n, part in enumerate(parts) if part.role == "head")
    if organisation.entities and rng.random() < 0.5 and parts[-1].role not in ("brand", "place"):
        words = [*words[:head], *[word for word in words[head + 1 :] if word != "for"], words[head]]
        noise.add("order")
    name = " ".join(
        word[:1].upper() + word[1:] if word not in ("and", "for", "of") else word for word in words
    )
    row = _Row(organisation, entity.identifier if entity else organisation.label, name, {}, noise)
    if not organisation.entities:
        row.name = f"{words.pop(head)} “{' '.join(words)}”"
    elif rng.random() < 0.2:
        _acronym_beside(rng, row, _initials(parts, "en"))
    elif entity and entity.form in FORMS_EN and rng.random() < 0.15:
        row.name = (
            f"{FORMS_EN[entity.form]} “{row.name}”"
            if entity.form not in COMMERCIAL
            else f"{row.name} {FORMS_EN[entity.form]}"
        )
    if rng.random() < 0.03:
        row.name = damage.slip(rng, row.name)
        row.noise.add("letter slip")
    return row


def _english(rng: random.Random, part: Part) -> str:
    if part.role in ("brand", "place") and rng.random() < 0.3:
        return damage.informal(rng, part.bg)
    if part.role in ("noun", "adjective") and part.known and rng.random() < 0.05:
        return to_latin(part.bg)
    return rng.choice(part.en) if rng.random() < 0.25 else part.en[0]


def _identify(rng: random.Random, row: _Row, digits: str) -> None:
    row.fields["identifier"] = damage.printed_identifier(rng, digits)
    if row.fields["identifier"] != digits:
        row.noise.add("damaged identifier")
    if len(digits) == 13:
        row.noise.add("branch")


def _site(rng: random.Random, row: _Row, share: float, damaged: float) -> None:
    if rng.random() > share:
        return
    site = row.organisation.site
    if rng.random() < damaged:
        site = damage.damaged_site(rng, site)
        row.noise.add("damaged website")
    row.fields["website"] = site
