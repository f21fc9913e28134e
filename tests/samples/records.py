"""Short ways to write the mentions that these tests resolve."""

from ebpages.registry.identifiers import read_identifier
from ebpages.registry.mention import Mention
from ebpages.registry.names import parse_name
from ebpages.registry.resolution.cascade import Resolution, resolve
from ebpages.registry.websites import read_website


def record(
    key: str,
    name: str,
    identifier: str = "",
    *,
    site: str = "",
    seat: str = "",
    founded: int | None = None,
    cut: bool = False,
    kind: str = "",
) -> Mention:
    """A record "list:number"; lists rank by their first letter, records by their number."""
    source, number = key.split(":")
    website = read_website(site) if site else None
    parsed = parse_name(name)
    return Mention(
        key,
        (ord(source[0]), int(number)),
        parsed,
        read_identifier(identifier) if identifier else None,
        (website,) if website else (),
        frozenset({seat} if seat else ()),
        founded,
        cut,
        parsed.kind or kind,
    )


# Names of other organisations: without some company no word is rare.
OTHERS = tuple(
    record(f"z:{number}", name)
    for number, name in enumerate(
        (
            "Клъстер микроелектроника", "Български винарски клъстър", "Клъстер природен газ", "Клъстер Одесос", "Медицински клъстер",
            "Клъстер на софтуерните инженери", "Клъстер урбан арт", "Кооперативен клъстер", "Клъстер металолеене",
            "Клъстер Виртус", "Клъстер Хелт", "Бизнес софтуер клъстер", "Клъстер фото стил", "Национален охлювъден клъстер", "Клъстер Европул",
        ),
        1,
    )
)  # fmt: skip


def resolved(*mentions: Mention) -> Resolution:
    return resolve([*mentions, *OTHERS])


def organisations(*mentions: Mention) -> set[frozenset[str]]:
    """The groups with more than one record, as sets of keys."""
    return _groups(resolved(*mentions).organisations)


def entities(*mentions: Mention) -> set[frozenset[str]]:
    return _groups(resolved(*mentions).entities)


def _groups(groups: tuple[tuple[Mention, ...], ...]) -> set[frozenset[str]]:
    return {frozenset(mention.record for mention in group) for group in groups if len(group) > 1}
