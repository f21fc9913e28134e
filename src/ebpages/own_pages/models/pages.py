"""What people of an organisation write: drafts, editions, private contacts, members. Permanent: no build removes any of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from ebpages.accounts.fates import FOLLOWS, GOES, STAYS, Fate
from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import NOTHING, PrivateModel, of_organisations
from ebpages.own_pages.contact_kinds import AUDIENCES, CONTACT_KINDS, SIGNED_IN

LONGEST_NOTE, LONGEST_CONTACT, LONGEST_MEMBER, LONGEST_CODE = 1000, 254, 300, 40


def _inside(reader: Reader, field: str = "organisation") -> Q:
    return of_organisations(reader.where(Permission.SEE_INSIDE), field)


class Draft(PrivateModel):
    """A page as it was saved and is not yet published. Saving adds a row, so that who saves later can be told what changed; the last is
    the draft, until it is published or thrown away.

    version: counts the saves of an organisation and never begins anew. based_on: number of the edition that it would replace, 0 for none.
    """

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    values = models.JSONField()
    based_on = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="draft_version_stands_once"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at=None), name="organisation_has_one_draft"
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return _inside(reader)


class SetAside(PrivateModel):
    """What somebody typed that clashes with what another saved meanwhile, until they have chosen. began: as in the form, `Beginning`."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "person": GOES}

    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    began = models.CharField(max_length=20)
    values = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="person_has_one_page_set_aside")
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q(person=reader.person) if reader.is_signed_in else NOTHING


class Edition(models.Model):
    """A page as it was published. Everybody may read it; who published it is a code for who is not of the organisation.

    reverted_to: number of the edition that was published again. for_agency: whether the agency did it, with a note that says why.
    """

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    reverted_to = models.PositiveIntegerField(null=True)
    for_agency = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="edition_stands_once"),
            models.CheckConstraint(
                condition=Q(for_agency=False) | ~Q(note=""), name="agency_says_why_it_reverts"
            ),
        ]


class Contact(PrivateModel):
    """How to reach an organisation, for who is signed in or for its own people; what everybody may know stands on the page."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=LONGEST_CONTACT)
    audience = models.CharField(max_length=15)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CONTACT_KINDS), name="contact_kind_is_known"),
            models.CheckConstraint(condition=Q(audience__in=AUDIENCES), name="contact_audience_is_known"),
            models.UniqueConstraint("organisation", "kind", Lower("value"), name="contact_stands_once"),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return _inside(reader) | Q(audience=SIGNED_IN) if reader.is_signed_in else NOTHING


class Membership(PrivateModel):
    """A cluster says that somebody is its member: an organisation of the registry, which confirms or denies it, or a name.

    folded: the name in small letters, which databases do not make alike of all alphabets. kind: of member, a kind of organisation. Ended when the cluster says it no more. What was denied only the two see, and the agency.
    """

    fates: ClassVar[dict[str, Fate]] = {
        "cluster": FOLLOWS, "member": FOLLOWS, "said_by": STAYS, "answered_by": STAYS,
    }  # fmt: skip

    cluster = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    member = models.ForeignKey("registry.PublicId", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=LONGEST_MEMBER, blank=True)
    folded = models.CharField(max_length=2 * LONGEST_MEMBER, blank=True)
    kind = models.CharField(max_length=LONGEST_CODE)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    denied_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None) ^ Q(name=""), name="member_is_an_organisation_or_a_name"
            ),
            models.CheckConstraint(condition=~Q(member=models.F("cluster")), name="member_is_another"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(denied_at=None), name="member_confirms_or_denies"
            ),
            models.UniqueConstraint(
                fields=["cluster", "member"], condition=Q(ended_at=None), name="member_stands_once"
            ),
            models.UniqueConstraint(
                fields=["cluster", "folded"],
                condition=Q(ended_at=None, member=None),
                name="named_member_stands_once",
            ),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        if reader.may(Permission.READ_AUDIT):
            return Q()
        return Q(ended_at=None, denied_at=None) | _inside(reader, "cluster") | _inside(reader, "member")


class OwnAnswer(PrivateModel):
    """What a cluster answers to a question that no list can: a criterion of `readiness`. Only its own people see it."""

    fates: ClassVar[dict[str, Fate]] = {"organisation": FOLLOWS, "by": STAYS}

    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=60)
    text = models.CharField(max_length=20)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "criterion"], name="criterion_is_answered_once")
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return _inside(reader)
