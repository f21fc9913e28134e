"""What everybody reads of a profile follows from its published version."""

from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.actions import Refused
from ebpages.exchange.actions.drafts import version_of
from ebpages.exchange.actions.meanings import work_out_soon
from ebpages.exchange.counted import counted_values
from ebpages.exchange.facets import facets_of
from ebpages.exchange.lifecycle import MOST_A_DAY, reference, series
from ebpages.exchange.models import KIND, CountedProfile, Profile, ShownProfile
from ebpages.exchange.profile import Content
from ebpages.registry.search_documents import KIND as ORGANISATION
from ebpages.search.actions import record_changes

# In one statement, so that of two who publish at once each gets a number of their own. Both databases write it alike.
_NEXT = """
    INSERT INTO exchange_referenceseries (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = exchange_referenceseries.last + 1 RETURNING last
"""


def show(profile: Profile) -> None:
    """Write or renew what everybody reads; within the transaction that publishes. Raises Refused."""
    assert profile.published_version and profile.expires_on
    content = version_of(profile, profile.published_version).said
    ShownProfile.objects.update_or_create(
        profile=profile,
        defaults={
            "reference": profile.reference,
            "content": content.model_dump(mode="json"),
            "organisation": "" if content.anonymous else profile.organisation_id,
            "facets": facets_of(content),
            "published_at": profile.published_at,
            "expires_on": profile.expires_on,
            "is_example": profile.is_example,
        },
    )
    CountedProfile.objects.for_writing().get_or_create(
        profile=profile,
        defaults={
            "published_on": timezone.localdate(profile.published_at),
            "values": counted_values(content),
        },
    )
    _tell(profile)
    work_out_soon()


def hide(profile: Profile) -> None:
    ShownProfile.objects.filter(profile=profile).delete()
    _tell(profile)


def _tell(profile: Profile) -> None:
    """The list follows the changes of profiles; pages of organisations are kept until theirs."""
    record_changes(kind=KIND, ids=[str(profile.pk)])
    record_changes(kind=ORGANISATION, ids=[profile.organisation_id])


def next_reference(content: Content, on: date) -> str:
    """on: the day of publication. Raises Refused when it has no number left."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series(content.type, content.country, on)])
        (number,) = cursor.fetchone()
    if number > MOST_A_DAY:
        raise Refused(
            _("%(n)s profiles of this type and country were published today. Publish it tomorrow.") % {"n": MOST_A_DAY}
        )  # fmt: skip
    return reference(content.type, content.country, on, number)
