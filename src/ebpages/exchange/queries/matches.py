"""Published profiles that fit another one, with reasons in words; what people said of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.in_words import value_in_words
from ebpages.exchange.lifecycle import DRAFT, WITHDRAWN
from ebpages.exchange.match_rules import Party, entries_of, key_of, match_rules, party_of, spread
from ebpages.exchange.match_shapes import ConditionView, JudgementView, Matches, MatchReason, ProfileMatch
from ebpages.exchange.matching.profile import Profile as Entry
from ebpages.exchange.models import MatchJudgement, Profile, ProfileVersion, ShownProfile
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.listing import cards_of, ids_leading_to
from ebpages.exchange.queries.match_index import Compared, compared, meaning_is_installed
from ebpages.exchange.queries.own import find_profile
from ebpages.exchange.queries.profile import shown_row
from ebpages.faces.language import active_language
from ebpages.reference.industries import industry
from ebpages.reference.sectors import sector
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.queries.public_names import leads_to

if TYPE_CHECKING:  # they bring NumPy
    from ebpages.exchange.matching.match_index import Match

SHOWN_TO_EVERYBODY = 10
_MOST_WORDS = 5
_ASKED = 100  # matches that are looked through for a list
_LEAST, _BESIDE_THE_BEST = 0.02, 0.2  # a score below is chance: as it is, and as a share of the best


def matched_version(row: Profile) -> int | None:
    """The version of a profile that is matched: the published one, else the one that waits for a reviewer. A draft is not matched."""
    if row.state in (DRAFT, WITHDRAWN):
        return None
    return row.published_version or row.handed_in


def find_own(reader: Reader, code: str) -> Profile | None:
    """A profile of an organisation inside which the reader is; reviewers find no other's here."""
    row = find_profile(reader, code)
    return row if row and reader.may(Permission.SEE_INSIDE, leads_to(row.organisation_id)) else None


def public_matches(reference: str, off: Collection[str] = ()) -> Matches | None:
    """What fits a published profile, as everybody reads it: an anonymous owner is nowhere compared."""
    row = shown_row(reference)
    if row is None:
        return None
    owners = ids_leading_to(leads_to(row.organisation)) if row.organisation else ()
    content = Content.model_validate(row.content)
    asker = party_of(row.pk, content, row.expires_on)
    return _matches(asker, content, off, owners, (), SHOWN_TO_EVERYBODY)


def own_matches(reader: Reader, row: Profile, off: Collection[str] = ()) -> Matches | None:
    """What fits a profile of the reader's; None for a draft. Those that were judged not to fit stand apart."""
    number = matched_version(row)
    if number is None:
        return None
    content = ProfileVersion.objects.seen_by(reader).get(profile=row, number=number).said
    owners = ids_leading_to(leads_to(row.organisation_id))
    own = _own_keys(reader, owners)
    asker = party_of(row.pk, content, row.expires_on or timezone.localdate())
    return _matches(asker, content, off, owners, own, match_rules().exposure.shown, judgements(reader, row))


def reasons_of(reader: Reader, row: Profile, reference: str) -> tuple[MatchReason, ...]:
    """Why a published profile fits one of the reader's; empty where it is not among the matches."""
    if (found := own_matches(reader, row)) is None:
        return ()
    return next((e.reasons for e in (*found.results, *found.set_aside) if e.card.reference == reference), ())


def _own_keys(reader: Reader, owners: Sequence[str]) -> list[int]:
    rows = Profile.objects.seen_by(reader).filter(organisation__in=owners)
    return list(rows.values_list("pk", flat=True))


def judgements(reader: Reader, row: Profile) -> dict[int, MatchJudgement]:
    """Those that stand, by the other profile."""
    standing = MatchJudgement.objects.seen_by(reader).filter(profile=row, taken_back_at=None)
    return {each.other_id: each for each in standing.select_related("by", "other")}


def fitting_keys(reference: str) -> list[int]:
    """Keys of the profiles that fit a published one, the best first."""
    row = shown_row(reference)
    if row is None:
        return []
    content = Content.model_validate(row.content)
    owners = ids_leading_to(leads_to(row.organisation)) if row.organisation else ()
    held = compared()
    allowed, _left_out = _narrowed(held, party_of(row.pk, content, row.expires_on), (), owners, ())
    return [key for key, _match in ranked(held, tuple(entries_of(row.pk, content)), allowed)]


def _narrowed(
    held: Compared, asker: Party, off: Collection[str], owners: Collection[str], own: Collection[int]
):
    failing = held.parties.failing(asker, timezone.localdate(), owners, own)
    return held.parties.narrowed(asker, failing, off)


def ranked(held: Compared, entries: Iterable[Entry], allowed: object = None) -> "list[tuple[int, Match]]":
    """Keys of those that fit in any language of a text, each with the match of its best language; only those for which there is a reason, and that do not fall far behind the best."""
    best: dict[int, Match] = {}
    for entry in entries:
        for match in held.index.match(entry, held.vector(entry), _ASKED, allowed):  # type: ignore[arg-type]
            key = key_of(match.profile.id)
            reasons = match.reasons
            if (reasons.tell or reasons.meaning) and (key not in best or match.score > best[key].score):
                best[key] = match
    least = max(_LEAST, _BESIDE_THE_BEST * max((match.score for match in best.values()), default=0))
    found = [(key, match) for key, match in best.items() if match.score >= least]
    return sorted(found, key=lambda pair: -pair[1].score)


def _matches(
    asker: Party,
    content: Content,
    off: Collection[str],
    owners: Sequence[str],
    own: Collection[int],
    most: int,
    judged: dict[int, MatchJudgement] | None = None,
) -> Matches:
    held, judged = compared(), judged or {}
    allowed, exclusions = _narrowed(held, asker, off, owners, own)
    found = dict(ranked(held, tuple(entries_of(asker.key, content)), allowed))
    refused = [key for key in found if key in judged and judged[key].verdict == MatchJudgement.NOT_FOR_ME]
    named = {key: held.owner(key) for key in found}
    chosen = spread(
        (key for key in found if key not in refused), named, most, match_rules().exposure.of_one_owner
    )
    at = active_language()
    shown = {row.pk: row for row in ShownProfile.objects.filter(pk__in=[*chosen, *refused])}

    def views(keys: Sequence[int]) -> Iterator[ProfileMatch]:
        there = [key for key in keys if key in shown]  # one may have been withdrawn this moment
        for key, card in zip(there, cards_of(shown[key] for key in there), strict=True):
            yield ProfileMatch(
                card,
                reasons_in_words(found[key], asker, held.shown[key].party),
                found[key].profile.id in held.without_meaning,
                judgement_view(judged[key]) if key in judged else None,
            )

    conditions = tuple(
        ConditionView(
            each.condition.code,
            each.condition.name.name(at),
            each.is_on,
            each.condition.switchable,
            each.excluded,
            each.only,
        )
        for each in exclusions
    )
    total = len(held.shown) - (asker.key in held.shown)
    return Matches(
        tuple(views(chosen)),
        conditions,
        held.parties.count(allowed),
        total,
        bool(held.model) or meaning_is_installed(),
        tuple(views(refused)),
    )


def reasons_in_words(match: "Match", asker: Party, other: Party) -> tuple[MatchReason, ...]:
    """The strongest first: shared words, what the codes have in common, meaning, then what fits of the partner sought."""
    return (*text_reasons(match), *_partner_reasons(asker, other))


def text_reasons(match: "Match") -> Iterator[MatchReason]:
    by_route: dict[str, list[str]] = {"same word": [], "glossary": [], "sounds": []}
    for each in match.reasons.terms[:_MOST_WORDS]:
        pair = each.asked if each.asked == each.found else f"{each.asked} – {each.found}"
        by_route[each.route].append(f"“{pair}”" if active_language() == "en" else f"„{pair}“")
    sentences = {
        "same word": ("word", _("Words in both: %(words)s")),
        "glossary": ("translation", _("Words that mean the same: %(words)s")),
        "sounds": ("sound", _("Words that sound alike in both languages: %(words)s")),
    }
    for route, (kind, sentence) in sentences.items():
        if by_route[route]:
            yield MatchReason(kind, sentence % {"words": ", ".join(by_route[route])})
    if names := list(dict.fromkeys(map(code_in_words, match.reasons.codes))):
        yield MatchReason("code", _("Both belong to: %(names)s") % {"names": "; ".join(names)})
    if match.reasons.meaning:
        yield MatchReason("meaning", _("The texts as a whole mean something similar."))


def code_in_words(code: str) -> str:
    """A code of a profile, or a wider one, in the language of the reader."""
    scheme, _colon, value = code.partition(":")
    value, at = value.rpartition("/")[2], active_language()
    if scheme == "nace":
        try:
            return f"NACE {value} ({industry(value[:2]).name(at)})"
        except UnknownCode:
            return f"NACE {value}"
    if scheme == "cpv":
        return f"CPV {value}"
    return sector(value).name(at) if scheme == "sector" else value_in_words(scheme, (value,), at)


def _partner_reasons(asker: Party, other: Party) -> Iterator[MatchReason]:
    at = active_language()
    if forms := sorted(asker.forms & other.forms):
        yield MatchReason(
            "form", _("Both seek: %(form)s") % {"form": value_in_words("partnership_types", forms, at)}
        )
    if other.country in asker.sought:
        yield MatchReason(
            "country",
            _("It is from a country where a partner is sought: %(country)s")
            % {"country": value_in_words("country", other.country, at)},
        )
    if asker.country in other.sought:
        yield MatchReason(
            "country",
            _("It seeks a partner in: %(country)s")
            % {"country": value_in_words("country", asker.country, at)},
        )


def judgement_view(row: MatchJudgement) -> JudgementView:
    reason = match_rules().reasons.get(row.reason)
    names = {
        MatchJudgement.FITS: pgettext("match", "fits"),
        MatchJudgement.NOT_FOR_ME: pgettext("match", "not for us"),
    }
    return JudgementView(
        row.verdict,
        names[row.verdict],
        reason.name(active_language()) if reason else "",
        row.words,
        row.by.get_full_name() if row.by else "",
        timezone.localtime(row.at),
        (row.other.published_version or 0) > row.other_version,
    )


def refusal_reasons() -> list[tuple[str, str]]:
    return [(code, each.name(active_language())) for code, each in match_rules().reasons.items()]
