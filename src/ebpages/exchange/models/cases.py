"""Transfer cases: what the two sides and their intermediaries do from interest to agreement. Each row is read by the sides of its case alone."""

from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from ebpages.accounts.fates import FOLLOWS, STAYS, Fate
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import PrivateModel, of_organisations
from ebpages.exchange.cases.moves import ENDED, FIRST, INTERESTED, OWNER, SIDES
from ebpages.exchange.models.profiles import AFTER_INTEREST, AFTER_NDA, LONGEST_TITLE, Profile, _code
from ebpages.faces.documents import MEDIA_TYPES

CASE_FILES = "private/cases"  # below EBPAGES_HOME
LONGEST_MESSAGE = 10_000


def on_side(reader: Reader, side: str, case: str = "") -> Q:
    """Rows of cases at whose side the reader works: of its organisation, or of an intermediary that has accepted. case: the field that leads
    to the case, "" for cases themselves."""
    works_for = reader.where(Permission.WORK_ON_CASES)
    helped = CaseIntermediary.everything.filter(
        of_organisations(works_for), side=side, state=CaseIntermediary.ACCEPTED
    )
    to = f"{case}__" if case else ""
    return of_organisations(works_for, f"{to}{side}") | Q(**{f"{to}pk__in": helped.values("case")})


def on_a_side(reader: Reader, case: str = "") -> Q:
    return on_side(reader, OWNER, case) | on_side(reader, INTERESTED, case)


def is_open(level: str, case: str = "") -> Q:
    """Whether documents of a level are open to the other side: not before the step that opens them, and no more once the case has ended
    without an agreement, or the non-disclosure agreement is out of force."""
    to = f"{case}__" if case else ""
    since = {f"{to}contact_at__isnull": False}
    if level == AFTER_NDA:
        since[f"{to}nda_until__gt"] = timezone.localdate()
    return Q(**since) & ~Q(**{f"{to}step": ENDED})


class Case(PrivateModel):
    """A published profile and somebody who is interested in it. profile_version: the published one of then.

    turn: the side that is to act, since turn_at; "" where the case is over. version: how many moves were made; who moves says which they
    saw. contact_at: when the owner answered, which shows who it is. nda_until: the first day on which the signed non-disclosure agreement
    is out of force. reason, words: why it ended. reminded_at, escalated_at: for this turn.
    """

    fates: ClassVar[dict[str, Fate]] = {"owner": FOLLOWS, "interested": FOLLOWS, "by": STAYS}

    code = models.CharField(max_length=16, unique=True, default=_code, editable=False)
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="cases")
    profile_version = models.PositiveIntegerField()
    owner = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    interested = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    route = models.CharField(max_length=20)
    step = models.CharField(max_length=20, default=FIRST)
    turn = models.CharField(max_length=10, default=OWNER, blank=True)
    step_at = models.DateTimeField(default=timezone.now)
    turn_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)
    cooperation = models.CharField(max_length=40)
    unclear = models.TextField()
    about_us = models.TextField()
    contact_at = models.DateTimeField(null=True)
    nda_until = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30, blank=True)
    words = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    is_example = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        indexes = [models.Index(fields=["closed_at", "turn_at"], name="cases_that_wait")]
        constraints = [
            models.CheckConstraint(condition=Q(turn__in=("", *SIDES)), name="case_turn_is_known"),
            models.UniqueConstraint(
                fields=["profile", "interested"], condition=Q(closed_at=None), name="case_is_open_once"
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return on_a_side(reader)

    @property
    def nda_is_in_force(self) -> bool:
        return self.nda_until is not None and self.nda_until > timezone.localdate()


class OfCase(PrivateModel):
    """A row of a case that both sides read."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    side = models.CharField(max_length=10)
    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        abstract = True

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return on_a_side(reader, "case")


class CaseMove(OfCase):
    """A step that was made. number: the version of the case after it, so that of two moves at one moment one is stored."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    number = models.PositiveIntegerField()
    move = models.CharField(max_length=30)
    step = models.CharField(max_length=20)

    class Meta(PrivateModel.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="case_move_has_its_number")]


class CaseMessage(OfCase):
    """asks: the other side is to answer, and it is its turn."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    text = models.TextField()
    asks = models.BooleanField(default=False)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]


class CaseDocument(OfCase):
    """A version of a document; those of one series replace one another, and none is lost. level: from when on the other side reads it."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    series = models.CharField(max_length=16)
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=LONGEST_TITLE)
    level = models.CharField(max_length=15)
    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in MEDIA_TYPES])
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=(AFTER_INTEREST, AFTER_NDA)), name="case_level_is_known"
            ),
            models.UniqueConstraint(
                fields=["case", "series", "number"], name="case_document_version_stands_once"
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        of_owner, of_interested = on_side(reader, OWNER, "case"), on_side(reader, INTERESTED, "case")
        own = (Q(side=OWNER) & of_owner) | (Q(side=INTERESTED) & of_interested)
        opened = (Q(level=AFTER_INTEREST) & is_open(AFTER_INTEREST, "case")) | (
            Q(level=AFTER_NDA) & is_open(AFTER_NDA, "case")
        )
        return own | (opened & (of_owner | of_interested))

    @property
    def key(self) -> str:
        return sha256(self.name.encode()).hexdigest()[:16]

    @property
    def path(self) -> Path:
        return Path(settings.EBPAGES_HOME) / CASE_FILES / self.name


class CaseTask(OfCase):
    """side: whose it is; by, organisation: who wrote it down."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS, "done_by": STAYS}

    text = models.CharField(max_length=500)
    due = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reminded_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["done_at", "due", "id"]


class CaseAgreement(OfCase):
    """A non-disclosure agreement as one PDF: made from the template, or handed in by a side. The newest counts; another ends it."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    language = models.CharField(max_length=2, blank=True)
    years = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60, unique=True)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None), name="case_has_one_agreement"
            )
        ]

    kind = "pdf"
    key = CaseDocument.key
    path = CaseDocument.path


class CaseSignature(OfCase):
    """A declaration under an agreement: who, for which side, when, under which document. signed_as: the name as it was typed."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    agreement = models.ForeignKey(CaseAgreement, models.CASCADE, related_name="signatures")
    signed_as = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="side_signs_an_agreement_once")
        ]


class CaseIntermediary(OfCase):
    """An organisation that a side asked to act for it. side, by: who asked; organisation: who is asked.

    TAKEN_BACK: before it answered. LEFT: after it had accepted, and so had read what the side reads.
    """

    ASKED, ACCEPTED, DECLINED, TAKEN_BACK, LEFT = ("asked", "accepted", "declined", "taken_back", "left")
    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS, "answered_by": STAYS}

    code = models.CharField(max_length=16, unique=True, default=_code, editable=False)
    state = models.CharField(max_length=10, default=ASKED)
    words = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "side"], condition=Q(state__in=("asked", "accepted")), name="case_side_has_one_intermediary",
            )
        ]  # fmt: skip

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        """Who is asked, the side that asked, and the other side of who has accepted, once both know each other."""
        own = (Q(side=OWNER) & on_side(reader, OWNER, "case")) | (
            Q(side=INTERESTED) & on_side(reader, INTERESTED, "case")
        )
        openly = Q(state=cls.ACCEPTED, case__contact_at__isnull=False)
        asked = of_organisations(reader.where(Permission.WORK_ON_CASES)) & Q(
            state__in=(cls.ASKED, cls.ACCEPTED)
        )
        return own | asked | (openly & on_a_side(reader, "case"))


@receiver(post_delete, sender=CaseDocument)
@receiver(post_delete, sender=CaseAgreement)
def _remove_file(instance: CaseDocument | CaseAgreement, **_: Any) -> None:
    """With the row, whatever removes it, and not before that is sure."""
    transaction.on_commit(lambda: instance.path.unlink(missing_ok=True))
