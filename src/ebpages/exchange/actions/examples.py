"""Example profiles of the demonstration: published as they are declared, and marked as examples."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ebpages.accounts.reader import OPERATOR
from ebpages.exchange.actions.drafts import start_profile
from ebpages.exchange.actions.showing import next_reference, show
from ebpages.exchange.examples import example_contents
from ebpages.exchange.lifecycle import PUBLISHED, shown_until
from ebpages.exchange.models import Profile, ProfileVersion
from ebpages.exchange.profile import Content, field_rules

_DAYS_BETWEEN = 8  # forty of them are not yet a year


@transaction.atomic
def make_example_profiles(owners: Mapping[str, str]) -> int:
    """Publish those that are not there yet. owners: code of an example organisation -> its public id. Returns how many were added."""
    there = {
        (version.said.type, version.said.written.title)
        for version in ProfileVersion.objects.for_writing().filter(profile__is_example=True)
    }
    added = 0
    for number, (owner, content) in enumerate(example_contents(timezone.localdate())):
        if (content.type, content.written.title) not in there:
            _publish(owners[owner], content, number)
            added += 1
    return added


def _publish(owner: str, content: Content, number: int) -> None:
    """Each some days earlier than the one before, so that the list has an order and ages, and the technology watch months."""
    profile = start_profile(by=OPERATOR, organisation=owner, content=content)
    published_at = timezone.now() - timedelta(days=_DAYS_BETWEEN * number)
    row: Profile = Profile.objects.for_writing().get(pk=profile.pk)
    row.is_example, row.state, row.published_version = True, PUBLISHED, row.version
    row.reference, row.published_at = next_reference(content, timezone.localdate(published_at)), published_at
    today = timezone.localdate()
    row.expires_on = shown_until(today, field_rules(today).months_shown)
    row.save()
    show(row)
