"""The list of published profiles: search, facets with counts, order, pages."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from threading import Lock

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from ebpages.exchange.facets import KEYS
from ebpages.exchange.in_words import text_language, value_in_words
from ebpages.exchange.listing import ListedRow, Listing
from ebpages.exchange.models import KIND, ShownProfile
from ebpages.exchange.other_words import AskedWord, asked_words, met
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.search import found_by_words, found_in_other_words
from ebpages.exchange.shapes import ListedProfiles, ProfileCard
from ebpages.faces.capabilities import confirmed_members
from ebpages.faces.language import active_language
from ebpages.registry.models import PublicId
from ebpages.registry.queries.evidence import organisation_url
from ebpages.registry.queries.public_names import leading, names_of
from ebpages.search.index import Position
from ebpages.search.queries import DatabaseLog

PAGE = 25
_FEW = 10  # found by all words; where fewer are, what comes close is shown too
SORTS = ("relevance", "newest", "ending")  # relevance: to the words, or to the profile that is to be fitted
_COLUMNS = ("pk", "facets", "published_at", "expires_on")


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """chosen: facet -> values, any of which will do. owner: public id of an organisation, whose profiles alone are wanted. members_of: of a
    cluster, whose confirmed members' profiles alone are. fits: reference of a published profile; those that fit it are wanted, the best first.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "newest"
    page: int = 1
    size: int = PAGE
    owner: str = ""
    members_of: str = ""
    fits: str = ""


_loading = Lock()
_newest: list[tuple[Position, Listing]] = []


def listing() -> Listing:
    """The list as it stands: read once by each process, and followed from change to change."""
    log = DatabaseLog()
    head = log.head(KIND)
    if _newest and _newest[0][0] == head:
        return _newest[0][1]
    with _loading:
        reached, known = _newest[0] if _newest else (Position("", 0), Listing())
        if reached != head:
            is_later = reached.log == head.log and reached.last < head.last
            if is_later:
                changed = [int(each) for each in log.changed(KIND, reached.last, head.last)]
                known = known.followed(changed, _rows(ShownProfile.objects.filter(pk__in=changed)))
            else:
                known = Listing().followed((), _rows(ShownProfile.objects.all()))
            _newest[:] = [(head, known)]
        return known


def _rows(shown: QuerySet[ShownProfile]) -> Iterator[ListedRow]:
    for key, facets, published_at, expires_on in shown.order_by("pk").values_list(*_COLUMNS):
        yield ListedRow(key, facets, published_at, timezone.localtime(published_at).date(), expires_on)


def profiles(question: ProfileQuestion) -> ListedProfiles:
    known, on = listing(), timezone.localdate()
    keys, everybody, close = _answering(question, known, on)
    members = known.chosen(question.chosen, everybody, on)
    counts = {
        key: known.counts(key, known.chosen(question.chosen, everybody, on, leave=key), on) for key in KEYS
    }
    start = (question.page - 1) * question.size
    shown = islice(_in_order(question, known, members, keys), start, start + question.size)
    asked = asked_words(question.words) if close else ()
    return ListedProfiles(
        cards(tuple(shown), close, asked),
        members.bit_count(),
        counts,
        (members & known.set_of(close)).bit_count(),
    )


def listed_contents(question: ProfileQuestion) -> Iterator[ShownProfile]:
    """Every profile that answers, in order, for files and feeds."""
    known, on = listing(), timezone.localdate()
    keys, everybody, _close = _answering(question, known, on)
    ordered = list(_in_order(question, known, known.chosen(question.chosen, everybody, on), keys))
    for at in range(0, len(ordered), 500):
        batch = ShownProfile.objects.in_bulk(ordered[at : at + 500])
        yield from (batch[key] for key in ordered[at : at + 500] if key in batch)


def _answering(question: ProfileQuestion, known: Listing, on: date) -> tuple[list[int], int, frozenset[int]]:
    """Those that the words find, the best first; the set of all that answer but for facets; and those that lack a word as it was typed.

    Where few have all words, those follow that have some of them, or say them in another language.
    """
    members = known.on_day(on)
    keys: list[int] = []
    close: frozenset[int] = frozenset()
    if question.words.strip():
        keys = found_by_words(question.words)
        if len(keys) < _FEW:
            close = frozenset(widened := found_in_other_words(asked_words(question.words))).difference(keys)
            keys += [key for key in widened if key in close]
        members &= known.set_of(keys)
    if question.owner:
        owned = ShownProfile.objects.filter(organisation__in=ids_leading_to(question.owner))
        members &= known.set_of(owned.values_list("pk", flat=True))
    if question.members_of:
        members &= known.set_of(shown_of_members(question.members_of).values_list("pk", flat=True))
    if question.fits:
        from ebpages.exchange.queries.matches import fitting_keys  # it makes cards, as this does

        keys = fitting_keys(question.fits)
        members &= known.set_of(keys)
    return keys, members, close


def _in_order(question: ProfileQuestion, known: Listing, members: int, keys: Sequence[int]) -> Iterator[int]:
    if question.sort == "relevance" and keys:
        return known.listed(members, [known.places[key] for key in keys if key in known.places])
    return known.listed(members, known.ending if question.sort == "ending" else known.newest)


def shown_of_members(cluster: str) -> QuerySet[ShownProfile]:
    """Of the organisations that a cluster names as its members and that confirm it; anonymous profiles have no owner here."""
    ids = {each for member in confirmed_members(cluster) for each in ids_leading_to(member)}
    return ShownProfile.objects.filter(organisation__in=ids, expires_on__gt=timezone.localdate())


def ids_leading_to(organisation: str) -> tuple[str, ...]:
    """An organisation's id and those that were merged into it."""
    return (organisation, *PublicId.objects.filter(heir=organisation).values_list("pk", flat=True))


def cards(keys: Sequence[int], close: Container[int], asked: Sequence[AskedWord]) -> tuple[ProfileCard, ...]:
    """close: those whose card says by which of the words that were asked they were found."""
    rows = ShownProfile.objects.in_bulk(list(keys))
    shown = [rows[key] for key in keys if key in rows]
    return tuple(
        replace(card, met=_met(asked, row)) if row.pk in close else card
        for row, card in zip(shown, cards_of(shown), strict=True)
    )


def _met(asked: Sequence[AskedWord], row: ShownProfile) -> tuple[str, ...]:
    pairs = met(asked, Content.model_validate(row.content))
    return tuple(word if word == found else f"{word} – {found}" for word, found in pairs)


def cards_of(rows: Iterable[ShownProfile]) -> tuple[ProfileCard, ...]:
    shown = list(rows)
    led = leading(row.organisation for row in shown if row.organisation)
    names = names_of(led.values())
    urls = {owner: organisation_url(owner) for owner in set(led.values())}
    return tuple(_card(row, led.get(row.organisation, ""), names, urls) for row in shown)


def _card(row: ShownProfile, owner: str, names: Mapping[str, str], urls: Mapping[str, str]) -> ProfileCard:
    content, at = Content.model_validate(row.content), active_language()
    shown_in = text_language(content, at)
    texts = content.in_language(shown_in)
    return ProfileCard(
        reference=row.reference,
        url=profile_url(row.reference),
        type=content.type,
        type_name=value_in_words("type", content.type, at),
        title=texts.title,
        summary=texts.summary,
        text_language=shown_in,
        country=content.country,
        country_name=value_in_words("country", content.country, at),
        stage_name=value_in_words("stage", content.stage_now, at),
        forms=tuple(value_in_words("partnership_types", (each,), at) for each in content.partnership_types),
        languages=content.languages,
        owner=names.get(owner, ""),
        owner_url=urls.get(owner, ""),
        published_at=timezone.localtime(row.published_at),
        expires_on=row.expires_on,
        is_example=row.is_example,
    )


def profile_url(reference: str) -> str:
    return reverse("exchange:profile", args=[reference])
