"""What the check says of a version, in the words of its reader."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from ebpages.accounts.reader import OPERATOR
from ebpages.exchange.check import check_profile
from ebpages.exchange.check.findings import finding
from ebpages.exchange.lifecycle import PUBLISH
from ebpages.exchange.models import Profile, ProfileVersion, Review
from ebpages.exchange.profile import Content, problems, review_rules
from ebpages.exchange.queries.owners import traces_of
from ebpages.exchange.shapes import CheckView
from ebpages.exchange.wording import criterion_name, problem_sentence
from ebpages.faces.language import active_language
from ebpages.publish.numerals import write_date
from ebpages.registry.queries.public_names import leads_to


def check_view(content: Content, owner: str) -> CheckView:
    """owner: public id of the organisation."""
    today, at = timezone.localdate(), active_language()
    rules = review_rules(today)
    result = check_profile(content, traces_of(owner))
    lacking = tuple((each.field, problem_sentence(each, at)) for each in problems(content, today))
    return CheckView(
        problems=lacking,
        findings=result.findings,
        scores=tuple((each, criterion_name(each, at), result.scores[each]) for each in rules.criteria),
        total=result.total,
        most=rules.most * len(rules.criteria),
        publish_from=rules.publish_from,
        can_hand_in=not lacking and not (content.anonymous and result.blocks),
    )


def check_of(profile: Profile, content: Content) -> CheckView:
    check = check_view(content, leads_to(profile.organisation_id))
    if content.anonymous and (day := _named_until(profile)):
        told = finding(
            "was_named",
            "anonymous",
            content.original,
            day=write_date(day, "bg" if content.original == "bg" else "en"),
        )
        check = replace(check, findings=(told, *check.findings))
    return check


def _named_until(profile: Profile) -> date | None:
    """The last day on which it was public with its owner's name."""
    anonymous = {
        each.number: each.said.anonymous
        for each in ProfileVersion.objects.seen_by(OPERATOR).filter(profile=profile, handed_in=True)
    }
    day, is_named = None, False
    for review in Review.objects.seen_by(OPERATOR).filter(profile=profile, verdict=PUBLISH).order_by("pk"):
        if is_named:
            day = timezone.localdate(review.at)
        is_named = not anonymous[review.number]
    return timezone.localdate() if is_named else day
