"""People and what is stored of them: roles, what they did, what they are sent, tokens. All permanent; a build touches none of it."""

import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ebpages.accounts.example_names import in_active_language
from ebpages.accounts.fates import ENDS, FOLLOWS, GOES, STAYS, Fate
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import BY_NAME, ORGANISATION_ROLES, SITE_ROLES
from ebpages.accounts.scoped import NOTHING, PrivateModel, of_organisations

LONGEST_NAME, LONGEST_EMAIL = 150, 254
LANGUAGES = ("bg", "en")
AT_ONCE, DAILY, NEVER = DELIVERIES = ("at_once", "daily", "never")


def _code() -> str:
    return secrets.token_hex(5)


class People(BaseUserManager["Person"]):
    """Looked up by e-mail whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an account. code: how public rows name the person, without a name. erased_at: nothing of the person is left here.

    An address that was never confirmed is not kept for anybody: who confirms it first has it.
    """

    code = models.CharField(_("code"), max_length=10, unique=True, default=_code, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=LONGEST_EMAIL, unique=True)
    name = models.CharField(_("Name"), max_length=LONGEST_NAME, blank=True)
    language = models.CharField(
        _("language"), max_length=8, default="bg", choices=[(code, code) for code in LANGUAGES]
    )
    delivery = models.CharField(max_length=10, default=AT_ONCE, choices=[(each, each) for each in DELIVERIES])
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now)
    is_active = models.BooleanField(_("can sign in"), default=True)
    is_example = models.BooleanField(default=False)
    erased_at = models.DateTimeField(_("deleted on"), null=True, blank=True)

    objects = People()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name, verbose_name_plural = _("person"), _("people")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_has_an_address")]

    @property
    def is_staff(self) -> bool:
        """Whether the administration opens; asked by Django of the person, answered by the role."""
        return (
            RoleGrant.objects.for_writing()
            .filter(person=self, ended_at=None, role="site_administrator")
            .exists()
        )

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

    def get_full_name(self) -> str:
        name = self.name or self.code
        return in_active_language(name) if self.is_example else name

    def get_short_name(self) -> str:
        return self.get_full_name()

    def __str__(self) -> str:
        return self.get_full_name()


class RoleGrant(PrivateModel):
    """A role that a person has had since `at`, on the site or in one organisation, until it ended."""

    fates: ClassVar[dict[str, Fate]] = {
        "person": ENDS, "given_by": STAYS, "ended_by": STAYS, "organisation": FOLLOWS,
    }  # fmt: skip

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20)
    organisation = models.ForeignKey(
        "registry.PublicId", models.PROTECT, null=True, related_name="+", verbose_name=_("organisation")
    )
    at = models.DateTimeField(_("given on"), default=timezone.now)
    given_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("given by")
    )
    ended_at = models.DateTimeField(_("ended on"), null=True)
    ended_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta(PrivateModel.Meta):
        verbose_name, verbose_name_plural = _("role of a person"), _("roles of people")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=SITE_ROLES, organisation=None)
                | Q(role__in=ORGANISATION_ROLES, organisation__isnull=False),
                name="role_is_given_where_it_belongs",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(ended_at=None),
                name="role_in_an_organisation_stands_once",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(ended_at=None, organisation=None),
                name="role_on_the_site_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {gettext(BY_NAME[self.role].title)} {self.organisation_id or ''}".rstrip()

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        if reader.may(Permission.READ_AUDIT) or reader.may(Permission.DECIDE_CLAIMS):
            return Q()
        return Q(person=reader.person) | of_organisations(reader.where(Permission.SEE_INSIDE))


class AuditEntry(PrivateModel):
    """What was done: one row for each action, in a chain. It can be added to only; triggers of the database hold that.

    by: null for the operator at the command line and for the program itself, which `as_whom` tells. organisation: public id that it
    was done for or about, or "". details: fingerprint of the row of AuditDetails, which may be erased without breaking the chain.
    previous, fingerprint: SHA-256, hexadecimal.
    """

    fates: ClassVar[dict[str, Fate]] = {"by": STAYS, "about": STAYS}

    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("who"))
    as_whom = models.CharField(_("as whom"), max_length=40)
    action = models.CharField(_("action"), max_length=60, db_index=True)
    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.CharField(_("on what"), max_length=60)
    organisation = models.CharField(_("organisation"), max_length=12, blank=True, db_index=True)
    about = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("whom it concerns")
    )
    details = models.CharField(_("fingerprint of the details"), max_length=64)
    previous = models.CharField(_("fingerprint of the entry before"), max_length=64, unique=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True)

    class Meta(PrivateModel.Meta):
        verbose_name, verbose_name_plural = _("entry of the audit"), _("audit")
        ordering = ["id"]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        """The agency sees all; each person what they did and what concerns them, and administrators their organisation's."""
        if reader.may(Permission.READ_AUDIT):
            return Q()
        if not reader.is_signed_in:
            return NOTHING
        return (
            Q(by=reader.person)
            | Q(about=reader.person)
            | Q(organisation__in=reader.where(Permission.MANAGE_PEOPLE))
        )


class AuditDetails(PrivateModel):
    """Before, after and from where, beside an entry of the audit. Goes when the person is erased, or when its time has passed.

    salt: so that the fingerprint of what was erased cannot be guessed at.
    """

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    origin = models.CharField(max_length=64, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        entries = AuditEntry.objects.seen_by(reader)
        return Q(entry__in=entries.values("pk"))


class Notice(PrivateModel):
    """Something that a person is told on the site, and by e-mail as they chose. kind, params: the sentence, in the reader's language."""

    fates: ClassVar[dict[str, Fate]] = {"person": GOES, "organisation": FOLLOWS}

    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    organisation = models.ForeignKey("registry.PublicId", models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "read_at"], name="notices_of_a_person")]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q(person=reader.person) if reader.is_signed_in else NOTHING


class OutgoingMail(PrivateModel):
    """The outbox: an e-mail is a row of the transaction that causes it, and is sent once by the worker.

    state: waiting; sending, which after a crash nobody knows more of, and which is not sent again by itself; sent; failed.
    """

    WAITING, SENDING, SENT, FAILED = STATES = ("waiting", "sending", "sent", "failed")
    WITH_CODE = "code:"  # how keys of e-mails begin that hold a code for their receiver alone
    CERTAIN_AFTER = timedelta(minutes=15)  # no server takes longer to answer
    fates: ClassVar[dict[str, Fate]] = {"person": GOES}
    address_field = "to"

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to = models.EmailField(_("to"), max_length=LONGEST_EMAIL)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    key = models.CharField(max_length=80, unique=True)
    state = models.CharField(_("state"), max_length=10, default=WAITING)
    written_at = models.DateTimeField(_("written on"), default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent on"), null=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    class Meta(PrivateModel.Meta):
        verbose_name, verbose_name_plural = _("e-mail"), _("e-mails")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "due_at"], name="mail_that_is_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "sending", "sent", "failed")), name="mail_state_is_known"
            ),
            models.CheckConstraint(condition=~Q(subject__contains="\n"), name="mail_subject_is_one_line"),
        ]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        if reader.may(Permission.READ_MAIL):
            return Q()
        if not settings.EBPAGES_DEMONSTRATION:
            return NOTHING
        # what an organisation is told would show who stands behind an anonymous profile
        told = Q(key__startswith="notice:") | Q(key__startswith="digest:")
        return Q(to__iendswith="@example.org") & (~told | Q(person=reader.person))

    @classmethod
    def uncertain(cls) -> Q:
        """Whoever was sending it died meanwhile. due_at: when the sending began."""
        return Q(state=cls.SENDING, due_at__lt=timezone.now() - cls.CERTAIN_AFTER)

    @property
    def is_uncertain(self) -> bool:
        return self.state == self.SENDING and self.due_at < timezone.now() - self.CERTAIN_AFTER


class SharedCache(models.Model):
    """What all processes remember for a while, such as how often somebody tried a password. Written by Django's DatabaseCache alone."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class ApiToken(PrivateModel):
    """A key of a person for programs. Only its fingerprint is stored; scopes are names of permissions."""

    fates: ClassVar[dict[str, Fate]] = {"person": ENDS}

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(PrivateModel.Meta):
        ordering = ["id"]

    @classmethod
    def seen_by(cls, reader: Reader) -> Q:
        return Q(person=reader.person) if reader.is_signed_in else NOTHING
