"""What is offered and sought, as numbers that tell nobody's business but the reader's own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from threading import Lock

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import OPERATOR, VISITOR, Reader
from ebpages.exchange.counted import (
    MONTH,
    OFFER,
    PARTNER_COUNTRY,
    REQUEST,
    SIDE,
    CountedProfiles,
    CountedRow,
)
from ebpages.exchange.facets import BY_KEY
from ebpages.exchange.models import KIND, CountedProfile
from ebpages.exchange.profile import REQUESTS
from ebpages.exchange.queries.listing import shown_of_members
from ebpages.exchange.small_numbers import shown_number, small_numbers
from ebpages.exchange.technology_shapes import PERIODS, TechnologyCount, TechnologyFigure, TechnologyQuestion
from ebpages.exchange.terms import terms
from ebpages.faces.capabilities import confirmed_members
from ebpages.faces.facet_sets import bits
from ebpages.faces.language import active_language
from ebpages.faces.numbers import number as written
from ebpages.publish.chart import Chart, Mark
from ebpages.publish.typography import day
from ebpages.reference.sectors import sectors
from ebpages.search.index import Position
from ebpages.search.queries import DatabaseLog

_GAPS = 3  # sectors that are named with something to do
_HMAC_SALT = "ebpages.exchange.small_numbers"

Number = Callable[[int], int | None]  # of a set of profiles: what the reader sees of its count

_loading = Lock()
_newest: list[tuple[Position, CountedProfiles]] = []


def counted_profiles() -> CountedProfiles:
    """What was ever published: read once by each process, and followed from change to change. In a demonstration, its examples."""
    log = DatabaseLog()
    head = log.head(KIND)
    with _loading:
        reached, known = _newest[0] if _newest else (Position("", 0), CountedProfiles())
        if not _newest or reached != head:
            rows = CountedProfile.objects.seen_by(OPERATOR).filter(
                profile__is_example=settings.EBPAGES_DEMONSTRATION
            )
            if reached.log == head.log and reached.last < head.last:
                rows = rows.filter(pk__in=log.changed(KIND, reached.last, head.last))
            else:
                known = CountedProfiles()
            known = known.with_more(_rows(rows))
            _newest[:] = [(head, known)]
        return known


def _rows(rows: QuerySet[CountedProfile]) -> Iterator[CountedRow]:
    columns = ("pk", "profile__organisation_id", "profile__organisation__heir_id", "published_on", "values")
    for key, owner, heir, published_on, values in rows.values_list(*columns).iterator():
        yield CountedRow(key, heir or owner, published_on.isoformat()[:7], values)


def technology_figure(question: TechnologyQuestion, reader: Reader = VISITOR) -> TechnologyFigure:
    known, months = counted_profiles(), _months(question.months)
    among = known.among(months, question.chosen)
    number = _shown_number(known)
    own, members = _own(known, reader), _of_members(reader)
    values = list(_values(question.by, known, months))
    rows = [_row(known, question.by, value, among, number, own, members) for value in values]
    # under a filter by types of one side there is no other to compare with
    if len({each in REQUESTS for each in question.chosen.get("type", ())}) == 1:
        rows = [replace(row, gap="") for row in rows]
    rows = _ordered(question.by, rows)
    shown = tuple(each for each in rows if each.is_shown or question.by == MONTH)
    stated = known.having(question.by, values)
    counts = number(among), number(among & stated), number(among & ~stated)
    return TechnologyFigure(
        by=question.by,
        title=by_title(question.by),
        question=_question(question.by),
        answer=_answer(shown),
        row_title=_row_title(question.by),
        rows=shown,
        # a country of which nothing is shown is not named: its name would tell that somebody there is
        few=()
        if question.by in ("country", PARTNER_COUNTRY)
        else tuple(r.label for r in rows if r not in shown),
        unmet=_widest(shown, question.by, lambda row: row.more_sought),
        unsought=_widest(shown, question.by, lambda row: -row.more_sought),
        counted=counts[0],
        stated=counts[1],
        unstated=counts[2],
        coverage=_coverage(question.by, *counts),
        first_month=months[0],
        last_month=months[-1],
        as_of=_last_day(),
        notes=tuple(_notes(question.by)),
        with_examples=settings.EBPAGES_DEMONSTRATION,
        has_own=own is not None,
        has_members=members is not None,
    )


def countries_shown() -> tuple[tuple[str, str], ...]:
    """Countries of owners that can be chosen: those of which a number is shown at all."""
    known = counted_profiles()
    number, among = _shown_number(known), known.among(_months(PERIODS[0]), {})
    shown = [code for code, members in known.values("country").items() if number(members & among)]
    return tuple(sorted(((code, _label("country", code)) for code in shown), key=lambda pair: pair[1]))


def _shown_number(known: CountedProfiles) -> Number:
    """Nobody stands behind the examples of a demonstration: they are counted as they are."""
    if settings.EBPAGES_DEMONSTRATION:
        return int.bit_count
    rule = small_numbers(timezone.localdate())
    return lambda members: shown_number(members, known.owners_of(members), rule, _secret())


@cache
def _secret() -> bytes:
    return bytes(salted_hmac(_HMAC_SALT, "", algorithm="sha256").digest())


# --- what is counted


def _last_day() -> date:
    """The end of the last month that is over, so that a set is not drawn for with each profile that comes. Examples are counted to this day."""
    today = timezone.localdate()
    return today if settings.EBPAGES_DEMONSTRATION else today.replace(day=1) - timedelta(days=1)


def _months(count: int) -> list[str]:
    last = _last_day()
    numbers = range(last.year * 12 + last.month - count, last.year * 12 + last.month)
    return [f"{each // 12}-{each % 12 + 1:02d}" for each in numbers]


def _values(by: str, known: CountedProfiles, months: list[str]) -> Iterable[str]:
    if by == MONTH:
        return months
    if by == "sector":
        return (each.code for each in sectors())
    if by == "trl":
        return terms("readiness_levels")
    return terms("forms") if by == "form" else known.values(by)


def _own(known: CountedProfiles, reader: Reader) -> int | None:
    """What the reader's organisations published, whether shown now or not, anonymous or not."""
    inside = reader.where(Permission.SEE_INSIDE)
    if not inside:
        return None
    keys = [key for key, owner in known.owners.items() if owner in inside]
    return bits(keys, max(keys, default=0) + 1)


def _of_members(reader: Reader) -> int | None:
    """What members of the reader's clusters publish, as far as everybody sees whose it is."""
    clusters = [each for each in reader.where(Permission.SEE_INSIDE) if confirmed_members(each)]
    if not clusters:
        return None
    keys = [key for each in clusters for key in shown_of_members(each).values_list("pk", flat=True)]
    return bits(keys, max(keys, default=0) + 1)


def _row(
    known: CountedProfiles,
    by: str,
    value: str,
    among: int,
    number: Number,
    own: int | None,
    members: int | None,
) -> TechnologyCount:
    here = among & known.having(by, [value])
    sides = [here & known.having(SIDE, [side]) for side in (OFFER, REQUEST)]
    offers, requests = map(number, sides)
    exact = [None if mine is None else (side & mine).bit_count() for mine in (own, members) for side in sides]
    return TechnologyCount(value, _label(by, value), offers, requests, _gap(offers, requests), *exact)


def _ordered(by: str, rows: list[TechnologyCount]) -> list[TechnologyCount]:
    """Sectors by their gap, countries by how much there is; what has an order of its own keeps it."""
    if by == "sector":
        return sorted(rows, key=lambda row: -abs(row.more_sought))
    if by in ("country", PARTNER_COUNTRY):
        return sorted(rows, key=lambda row: (-(row.offers or 0) - (row.requests or 0), row.label))
    return rows


def _widest(
    rows: Iterable[TechnologyCount], by: str, gap: Callable[[TechnologyCount], int]
) -> tuple[TechnologyCount, ...]:
    wide = sorted((row for row in rows if row.gap and gap(row) > 0), key=gap, reverse=True)
    return tuple(wide[:_GAPS]) if by == "sector" else ()


# --- in words


def by_title(by: str) -> str:
    return {
        "sector": _("By sector"),
        MONTH: _("By month"),
        "country": _("By country"),
        PARTNER_COUNTRY: _("By country of the partner sought"),
        "trl": _("By readiness level (TRL)"),
        "form": _("By cooperation sought"),
    }[by]


def _question(by: str) -> str:
    return {
        "sector": _("In which sectors is more sought than offered, and where is it the other way round?"),
        MONTH: _("How many offers and requests were published each month?"),
        "country": _("From which countries do offers and requests come?"),
        PARTNER_COUNTRY: _("In which countries are partners sought?"),
        "trl": _("How ready is the technology that is offered and sought?"),
        "form": _("Which cooperation is sought?"),
    }[by]


def _row_title(by: str) -> str:
    if by == MONTH:
        return _("Month")
    if by == PARTNER_COUNTRY:
        return _("Country of the partner sought")
    return BY_KEY[by].name(active_language())


def _label(by: str, value: str) -> str:
    language = active_language()
    if by == MONTH:
        return day(value, language)
    return BY_KEY["country" if by == PARTNER_COUNTRY else by].called(value, language)


def _gap(offers: int | None, requests: int | None) -> str:
    if offers is None:
        return "" if requests is None else _("sought; few or none offer it")
    if requests is None:
        return _("offered; few or none seek it")
    if offers == requests:
        return _("offered as much as sought")
    more = {"n": written(abs(requests - offers))}
    return _("%(n)s more sought") % more if requests > offers else _("%(n)s more offered") % more


def _answer(rows: Iterable[TechnologyCount]) -> str:
    """Where most is offered, and where most is sought."""
    offered = max((row for row in rows if row.offers), key=lambda row: row.offers or 0, default=None)
    sought = max((row for row in rows if row.requests), key=lambda row: row.requests or 0, default=None)
    said = []
    if offered:
        said.append(
            _("Most offers: %(row)s (%(n)s).") % {"row": offered.label, "n": written(offered.offers or 0)}
        )
    if sought:
        said.append(
            _("Most requests: %(row)s (%(n)s).") % {"row": sought.label, "n": written(sought.requests or 0)}
        )
    return " ".join(said)


def _coverage(by: str, counted: int | None, stated: int | None, unstated: int | None) -> str:
    few = _("few or none")
    said = {
        "counted": few if counted is None else written(counted),
        "stated": few if stated is None else written(stated),
        "unstated": few if unstated is None else written(unstated),
    }
    if by == MONTH:
        return (
            _("Profiles counted: %(counted)s. Each is counted in the month of its first publication.") % said
        )
    return (
        _(
            "Profiles counted: %(counted)s. Of them %(stated)s say what the rows are about; %(unstated)s say nothing of it and are in no row."
        )
        % said
    )


def _notes(by: str) -> Iterator[str]:
    if settings.EBPAGES_DEMONSTRATION:
        yield _(
            "This is a demonstration: its invented example profiles are counted, and nothing else, as they are and up to today. Elsewhere examples are left out, small numbers are not shown and the others are rounded."
        )
    else:
        rule = small_numbers(timezone.localdate())
        yield _(
            "“Few or none” means fewer than %(profiles)s profiles, profiles of fewer than %(owners)s organisations, or fewer than %(others)s without those of the two organisations that have most; close to that limit, chance decides. All other numbers, totals too, are rounded to multiples of %(multiple)s after a small chance change, so that nobody can work out by subtraction what a single organisation published; rows and totals may therefore differ a little."
        ) % {
            "profiles": rule.fewest_profiles,
            "owners": rule.fewest_owners,
            "others": rule.fewest_of_others,
            "multiple": rule.multiple,
        }
        yield _("Whole months are counted. A number changes only when a month ends.")
    yield _(
        "A profile is counted as it was when it was first published, also if it has expired or was withdrawn since."
    )
    if by != MONTH and by not in ("country", "trl"):
        yield _("A profile that names several is counted in each of these rows.")


def technology_chart(figure: TechnologyFigure) -> Chart:
    marks = tuple(
        Mark(row.label, value, series, row.code, note="" if value is not None else _("few or none"))
        for row in figure.rows
        for series, value in ((_("Offers"), row.offers), (_("Requests"), row.requests))
    )
    return Chart(
        kind="line" if figure.by == MONTH else "dot",
        title=figure.question,
        category_title=figure.row_title,
        value_title=_("profiles"),
        marks=marks,
        language=active_language(),
    )
