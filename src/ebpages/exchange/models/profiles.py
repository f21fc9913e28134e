"""Profiles with every version that was saved, reviews, attachments. Permanent: no build removes any of it."""

import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from ebpages.accounts.fates import FOLLOWS, GOES, STAYS, Fate
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import NOTHING, PrivateModel, of_organisations
from ebpages.exchange.cases.moves import INTERESTED
from ebpages.exchange.lifecycle import DRAFT, PUBLISHED, STATES, VERDICTS, WITHDRAWN
from ebpages.exchange.profile import Content
from ebpages.faces.documents import MEDIA_TYPES

KIND, MEANING = "profile", "meaning"  # of events in the change log
LONGEST_REASON, LONGEST_TITLE = 2000, 200
ATTACHMENTS = "private/attachments"  # below EBPAGES_HOME
EVERYBODY, AFTER_INTEREST, AFTER_NDA = LEVELS = ("public", "after_interest", "after_nda")


def _code() -> str:
    return secrets.token_hex(8)


def _inside(reader: Reader, field: str) -> Q:
    return of_organisations(reader.where(Permission.SEE_INSIDE), field)


class Profile(PrivateModel):
    """An offer or a request. What it says is in its versions.

    code: leads to it for its own people and reviewers. reference: the public id, from the first publication on. version: the newest saved.
    published_version, handed_in: numbers of versions, None where none is published, or none waits to be reviewed. expires_on: the first
    day on which it is not shown. told_on: the day for which its people were told that it ends.
    """

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    code = models.CharField(max_length=16, unique=True, default=_code, editable=False)
    reference = models.CharField(max_length=20, unique=True, null=True)
    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    type = models.CharField(max_length=3)
    state = models.CharField(max_length=10, default=DRAFT)
    version = models.PositiveIntegerField(default=0)
    published_version = models.PositiveIntegerField(null=True)
    handed_in = models.PositiveIntegerField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True, db_index=True)
    told_on = models.DateField(null=True)
    is_example = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="profile_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=PUBLISHED)
                | Q(reference__isnull=False, published_version__isnull=False, expires_on__isnull=False),
                name="published_profile_has_id_version_and_end",
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        """The row names the owner, so that only its people and reviewers read it; everybody reads `ShownProfile`."""
        inside = _inside(reader, "organisation")
        if reader.may(Permission.REVIEW_PROFILES):
            return inside | Q(handed_in__isnull=False) | ~Q(state__in=(DRAFT, WITHDRAWN))
        return inside

    @property
    def is_shown(self) -> bool:
        return bool(self.state == PUBLISHED and self.expires_on and self.expires_on > timezone.localdate())


class ProfileVersion(PrivateModel):
    """A profile as it was saved; saving adds a row. handed_in: it was given to reviewers, who may read it from then on."""

    fates: ClassVar[dict[str, Fate]] = {"by": STAYS}

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    handed_in = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="profile_version_stands_once")
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        own = _inside(reader, "profile__organisation")
        return own | Q(handed_in=True) if reader.may(Permission.REVIEW_PROFILES) else own

    @property
    def said(self) -> Content:
        return Content.model_validate(self.content)


class Review(PrivateModel):
    """What a reviewer decided of the version that they read. scores: criterion -> 0 to 5; reasons: criterion -> text."""

    fates: ClassVar[dict[str, Fate]] = {"by": STAYS}

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="reviews")
    number = models.PositiveIntegerField()
    scores = models.JSONField()
    reasons = models.JSONField()
    remark = models.TextField(blank=True)
    verdict = models.CharField(max_length=10)
    rules = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="profile_version_is_reviewed_once"),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="verdict_is_known"),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q() if reader.may(Permission.REVIEW_PROFILES) else _inside(reader, "profile__organisation")


class Attachment(PrivateModel):
    """A document beside a profile, from a version on. title: as readers see it. name: of the file in its folder, by which nobody can find it.

    level: from when on others than the owner's people and reviewers may read it: always, or after interest, or after a signed
    non-disclosure agreement in a case.
    """

    fates: ClassVar[dict[str, Fate]] = {"by": STAYS}

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="attachments")
    title = models.CharField(max_length=LONGEST_TITLE)
    level = models.CharField(max_length=15)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in MEDIA_TYPES])
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(level__in=LEVELS), name="level_is_known")]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        public = Q(
            level=EVERYBODY,
            profile__state=PUBLISHED,
            profile__expires_on__gt=timezone.localdate(),
            profile__published_version__gte=F("version"),
        )
        own = _inside(reader, "profile__organisation")
        if reader.may(Permission.REVIEW_PROFILES):
            own |= Q(profile__handed_in__isnull=False) | ~Q(profile__state__in=(DRAFT, WITHDRAWN))
        return public | own | cls._opened_by_a_case(reader)

    @classmethod
    def _opened_by_a_case(cls, reader: Reader) -> Q:
        """What a case of the reader's side has opened, of what was published."""
        from ebpages.exchange.models.cases import Case, is_open, on_side

        mine = Case.everything.filter(on_side(reader, INTERESTED))
        opened = Q(profile__published_version__gte=F("version"))
        after_interest = Q(
            level__in=(EVERYBODY, AFTER_INTEREST),
            profile__in=mine.filter(is_open(AFTER_INTEREST)).values("profile"),
        )
        after_nda = Q(level=AFTER_NDA, profile__in=mine.filter(is_open(AFTER_NDA)).values("profile"))
        return opened & (after_interest | after_nda)

    @property
    def key(self) -> str:
        """Leads to it in addresses; a number would tell how many documents there are that one may not read."""
        return sha256(self.name.encode()).hexdigest()[:16]

    @property
    def path(self) -> Path:
        return Path(settings.EBPAGES_HOME) / ATTACHMENTS / self.name


@receiver(post_delete, sender=Attachment)
def _remove_file(instance: Attachment, **_: Any) -> None:
    """With the row, whatever removes it, and not before that is sure."""
    transaction.on_commit(lambda: instance.path.unlink(missing_ok=True))


class ReferenceSeries(models.Model):
    """How many ids of one type, country and day were given out."""

    series = models.CharField(primary_key=True, max_length=13)
    last = models.PositiveIntegerField()


class ShownProfile(models.Model):
    """What everybody reads of a published profile: derived from its published version, kept for as long as the profile is published.

    organisation: "" where the owner is anonymous. facets: key -> values, as the list is filtered.
    """

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True, related_name="shown_row")
    reference = models.CharField(max_length=20, unique=True)
    content = models.JSONField()
    organisation = models.CharField(max_length=12, blank=True, db_index=True)
    facets = models.JSONField()
    published_at = models.DateTimeField()
    expires_on = models.DateField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_at", "-pk"]


class CountedProfile(PrivateModel):
    """What the technology watch counts of a profile: as it was first published, and kept when it is shown no more.

    Its numbers stand on secret draws from who is in a set, so a row is never changed: each change would be another draw.
    """

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True, related_name="counted_row")
    published_on = models.DateField()
    values = models.JSONField()

    class Meta(PrivateModel.Meta):
        ordering = ["pk"]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        """Only in numbers: the row says what an anonymous owner published too."""
        return NOTHING


class MatchJudgement(PrivateModel):
    """Somebody's word on whether another profile fits one of their organisation's. version, other_version: of both as they were then published,
    or handed in. reason: code, of a refusal. Taken back, it stays as a row that no longer counts."""

    FITS, NOT_FOR_ME = VERDICTS = ("fits", "not_for_me")
    fates: ClassVar[dict[str, Fate]] = {"by": STAYS, "taken_back_by": STAYS}

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="judgements")
    version = models.PositiveIntegerField()
    other = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    other_version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=("fits", "not_for_me")), name="match_verdict_is_known"),
            models.UniqueConstraint(
                fields=["profile", "other"], condition=Q(taken_back_at=None), name="match_is_judged_once"
            ),
        ]  # fmt: skip

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return _inside(reader, "profile__organisation")


class Watch(PrivateModel):
    """Tells a person by e-mail what is newly published and answers a question of the list, or fits a profile of theirs.

    code: leads to it without signing in, for stopping it. question: as the end of the list's address, "" where a profile is watched for.
    looked_at: until when it was looked for what is new. ended_at: it was stopped, or its profile or the person's role ended.
    """

    DAILY, WEEKLY = RHYTHMS = ("day", "week")
    fates: ClassVar[dict[str, Fate]] = {"person": GOES}

    code = models.CharField(max_length=16, unique=True, default=_code, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    profile = models.ForeignKey(Profile, models.PROTECT, null=True, related_name="+")
    question = models.CharField(max_length=1000, blank=True)
    every = models.CharField(max_length=4)
    at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(every__in=("day", "week")), name="watch_rhythm_is_known"),
            models.UniqueConstraint(
                fields=["person", "profile"],
                condition=Q(ended_at=None),
                name="watch_for_a_profile_stands_once",
            ),
            models.UniqueConstraint(
                fields=["person", "question"],
                condition=Q(ended_at=None, profile=None),
                name="watch_of_a_question_stands_once",
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q(person=reader.person) if reader.is_signed_in else NOTHING


class WatchHit(PrivateModel):
    """A profile that a watch has told of, so that it never does twice."""

    fates: ClassVar[dict[str, Fate]] = {}

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="hits")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["watch", "profile"], name="watch_tells_once")]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q(watch__person=reader.person) if reader.is_signed_in else NOTHING


class BarrierAssessment(PrivateModel):
    """What its own people say of a barrier to a profile. Said anew it is another row; the newest of a barrier counts.

    owner: who sees to it. due: until when.
    """

    OPEN, IN_HAND, SOLVED, ACCEPTED = ASSESSMENT_STATES = ("open", "in_hand", "solved", "accepted")
    fates: ClassVar[dict[str, Fate]] = {"by": STAYS}

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    barrier = models.CharField(max_length=60)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    owner = models.CharField(max_length=LONGEST_TITLE, blank=True)
    measure = models.TextField(blank=True)
    due = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="barrier_is_rated_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "in_hand", "solved", "accepted")),
                name="barrier_state_is_known",
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return _inside(reader, "profile__organisation")


class Meaning(models.Model):
    """The meaning of a text that everybody may read, as a model puts it: derived, once for each text and model.

    content_hash: of both (`matching.profile.content_hash`). vector: 32-bit floats.
    """

    content_hash = models.CharField(primary_key=True, max_length=64)
    model = models.CharField(max_length=80)
    vector = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)
