"""What the check says of a version, in the words of its reader."""

from django.utils import timezone

from ebpages.exchange.check import check_profile
from ebpages.exchange.models import Profile
from ebpages.exchange.profile import Content, problems, review_rules
from ebpages.exchange.queries.owners import traces_of
from ebpages.exchange.shapes import CheckView
from ebpages.exchange.wording import criterion_name, problem_sentence
from ebpages.faces.language import active_language
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
    return check_view(content, leads_to(profile.organisation_id))
