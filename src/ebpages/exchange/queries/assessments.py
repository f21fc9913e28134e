"""What people say of the barriers to their profiles, how that changed, and what is still open."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.accounts.reader import Reader
from ebpages.exchange.barriers import barrier_rules
from ebpages.exchange.mechanism_shapes import AssessmentView
from ebpages.exchange.models import BarrierAssessment, Profile
from ebpages.exchange.queries.own import own_profiles, own_view
from ebpages.faces.language import active_language
from ebpages.publish.chart import Chart, Mark
from ebpages.publish.numerals import write_date

_SETTLED = (BarrierAssessment.SOLVED, BarrierAssessment.ACCEPTED)


def state_names() -> dict[str, str]:
    return {
        BarrierAssessment.OPEN: pgettext("barrier", "open"),
        BarrierAssessment.IN_HAND: pgettext("barrier", "in hand"),
        BarrierAssessment.SOLVED: pgettext("barrier", "solved"),
        BarrierAssessment.ACCEPTED: pgettext("barrier", "accepted"),
    }


def assessments(reader: Reader, profile: Profile) -> list[AssessmentView]:
    """The newest of each barrier: what is open first, the greatest risk first."""
    title = own_view(reader, profile).title
    return _in_order(_view(row, title) for row in _newest(_rows(reader, [profile.code])))


def history(reader: Reader, profile: Profile, barrier: str) -> list[AssessmentView]:
    """The newest first."""
    title = own_view(reader, profile).title
    return [_view(row, title) for row in _rows(reader, [profile.code]) if row.barrier == barrier]


def open_barriers(reader: Reader, organisation: str) -> list[AssessmentView]:
    """Of all profiles of an organisation inside which the reader is."""
    titles = {each.code: each.title for each in own_profiles(reader, organisation)}
    rows = _newest(_rows(reader, titles))
    return _in_order(_view(row, titles[row.profile.code]) for row in rows if row.state not in _SETTLED)


def change_chart(reader: Reader, profile: Profile) -> Chart | None:
    """The sum of open risks at the end of each day on which something was said; None while that is fewer than two days."""
    risks: dict[str, int] = {}
    sums: dict[str, int] = {}
    for row in reversed(_rows(reader, [profile.code])):
        risks[row.barrier] = 0 if row.state in _SETTLED else row.likelihood * row.impact
        sums[write_date(timezone.localdate(row.at), active_language())] = sum(risks.values())
    if len(sums) < 2:
        return None
    return Chart(
        kind="line",
        title=_("How did the open risk change?"),
        category_title=_("Day"),
        value_title=_("likelihood × impact, all open barriers"),
        marks=tuple(Mark(day, total) for day, total in sums.items()),
        language=active_language(),
    )


def _rows(reader: Reader, codes: Iterable[str]) -> list[BarrierAssessment]:
    found = BarrierAssessment.objects.seen_by(reader).filter(Q(profile__code__in=list(codes)))
    return list(found.select_related("by", "profile"))


def _newest(rows: Iterable[BarrierAssessment]) -> Iterator[BarrierAssessment]:
    """rows: the newest first."""
    seen = set()
    for row in rows:
        if (row.profile_id, row.barrier) not in seen:
            seen.add((row.profile_id, row.barrier))
            yield row


def _in_order(views: Iterable[AssessmentView]) -> list[AssessmentView]:
    return sorted(
        views, key=lambda each: (each.state in _SETTLED, not each.is_late, -each.risk, each.barrier_name)
    )


def _view(row: BarrierAssessment, title: str) -> AssessmentView:
    rules, at = barrier_rules(), active_language()
    barrier = rules.barriers.get(row.barrier)
    return AssessmentView(
        profile=row.profile.code,
        profile_title=title,
        barrier=row.barrier,
        barrier_name=barrier.name.name(at) if barrier else row.barrier,
        likelihood=row.likelihood,
        impact=row.impact,
        risk=row.likelihood * row.impact,
        level=row.level,
        level_name=rules.levels[row.level].name(at) if row.level in rules.levels else row.level,
        state=row.state,
        state_name=state_names()[row.state],
        owner=row.owner,
        measure=row.measure,
        due=row.due,
        is_late=bool(row.due and row.due < timezone.localdate() and row.state not in _SETTLED),
        by=row.by.get_full_name() if row.by else "",
        at=timezone.localtime(row.at),
    )
