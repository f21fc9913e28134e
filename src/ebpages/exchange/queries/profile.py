"""One published profile, as everybody reads it."""

from datetime import date

from django.utils import timezone

from ebpages.accounts.reader import VISITOR
from ebpages.exchange.in_words import in_words
from ebpages.exchange.lifecycle import WITHDRAWN, parts, series
from ebpages.exchange.models import Attachment, Profile, ReferenceSeries, ShownProfile
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.attachments import attachment_views
from ebpages.exchange.queries.listing import profile_url
from ebpages.exchange.shapes import ProfileView
from ebpages.faces.language import active_language
from ebpages.registry.queries.evidence import organisation_url
from ebpages.registry.queries.public_names import leads_to, name_of


def shown_row(reference: str) -> ShownProfile | None:
    """None too for one whose year is over, also before it is put away."""
    return ShownProfile.objects.filter(reference=reference, expires_on__gt=timezone.localdate()).first()


def shown_references() -> list[str]:
    """Of everything that everybody may read today, for whoever lists addresses."""
    shown = ShownProfile.objects.filter(expires_on__gt=timezone.localdate()).order_by("pk")
    return list(shown.values_list("reference", flat=True))


def published_once(reference: str) -> tuple[str, date, bool] | None:
    """The type and the day of publication of an id that was given out, and whether its owner has withdrawn it or its time is over: all that is
    told of what is shown no more."""
    found = parts(reference)
    if found is None:
        return None
    profile_type, country, day, number = found
    given = ReferenceSeries.objects.filter(pk=series(profile_type, country, day), last__gte=number)
    if not number or not given.exists():
        return None
    withdrawn = Profile.objects.for_writing().filter(reference=reference, state=WITHDRAWN)
    return profile_type, day, withdrawn.exists()


def profile(reference: str, wanted: str = "") -> ProfileView | None:
    """wanted: the language of its texts; the reader's where it is not said."""
    row = shown_row(reference)
    if row is None:
        return None
    content = Content.model_validate(row.content)
    owner = leads_to(row.organisation) if row.organisation else ""
    attachments = Attachment.objects.seen_by(VISITOR).filter(profile=row.pk)
    return ProfileView(
        reference=row.reference,
        url=profile_url(row.reference),
        words=in_words(content, active_language(), wanted),
        content=content,
        owner_id=owner,
        owner=name_of(owner) if owner else "",
        owner_url=organisation_url(owner) if owner else "",
        published_at=timezone.localtime(row.published_at),
        expires_on=row.expires_on,
        is_example=row.is_example,
        attachments=attachment_views(attachments),
    )
