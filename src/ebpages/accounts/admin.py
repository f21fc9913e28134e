"""People in the administration: what is changed here is changed by the same actions as on pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ebpages.accounts import actions
from ebpages.accounts.models import AuditEntry, OutgoingMail, Person, RoleGrant
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import person_with, said, whom, word_of
from ebpages.accounts.readers import reader_of
from ebpages.accounts.roles import GIVEN

LANGUAGES = {"bg": _("Bulgarian"), "en": _("English")}


class Administration(admin.AdminSite):
    """Opens to whom the role allows it, after the password was asked for again; who may do what in it is asked of the actions."""

    site_header = site_title = "E-Business Pages"
    index_title = _("Administration")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return reader_of(request).may(Permission.OPEN_ADMINISTRATION)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return reauthentication_required(super().admin_view(view, cacheable))


class Shown(admin.ModelAdmin[Model]):
    """Rows that are looked at; nothing is changed by editing a row."""

    actions_selection_counter = False
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        rows = self.model._default_manager.all()
        rows = rows.seen_by(reader_of(request)) if hasattr(rows, "seen_by") else rows
        return rows.order_by(*self.ordering)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        """The audit has it: a second log would hold half of what is done."""


class InWords(admin.AllValuesFieldListFilter):
    """A choice among the values that occur, each by what it is called."""

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield {**choice, "display": _word(self.field_path, str(choice["display"]))}


def _word(field: str, code: str) -> str:
    if field == "action":
        return word_of(code)
    if field in ("role", "as_whom"):
        return whom(code)
    return str(LANGUAGES.get(code) or said(code))


@contextmanager
def _told(request: HttpRequest, row: Model, done: str) -> Iterator[None]:
    """Say of each chosen row what became of it: what was done, or why it was refused."""
    try:
        yield
    except actions.Refused as problem:
        messages.error(request, f"{row}: {problem}")
    else:
        messages.success(request, f"{row}: {done}")


class ByAction(forms.ModelForm[Any]):
    """A form that adds a row by an action, and shows why it was refused."""

    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.instance = self.act(cleaned)
            except actions.Refused as problem:
                self.add_error(None, str(problem))
        return cleaned

    def act(self, cleaned: dict[str, Any]) -> Model:
        raise NotImplementedError

    def _post_clean(self) -> None:
        """The action has written the row and asked the database; nothing of the form is put into it."""

    def save(self, commit: bool = True) -> Any:
        return self.instance

    def save_m2m(self) -> None:
        """Nothing to do."""


class NewPerson(ByAction):
    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES.items)

    def act(self, cleaned: dict[str, Any]) -> Model:
        return actions.add_person(by=reader_of(self.request), **cleaned)

    class Meta:
        model = Person
        fields: tuple[str, ...] = ()


class NewRole(ByAction):
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"), choices=lambda: [(role.name, gettext(role.title)) for role in GIVEN]
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=12)

    def act(self, cleaned: dict[str, Any]) -> Model:
        person = person_with(cleaned["email"])
        if person is None:
            raise actions.Refused(gettext("Nobody has this address; add the person first."))
        return actions.give_role(
            by=reader_of(self.request),
            person=person,
            role=cleaned["role"],
            organisation=cleaned["organisation"],
        )

    class Meta:
        model = RoleGrant
        fields: tuple[str, ...] = ()


class Added(Shown):
    """Rows that an action adds."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return reader_of(request).may(Permission.MANAGE_SITE_ROLES)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = self.form if obj is None else forms.ModelForm
        return (
            type(form.__name__, (form,), {"request": request})
            if obj is None
            else super().get_form(request, obj, change, **kwargs)
        )

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """The action has written it."""


class PersonAdmin(Added):
    form = NewPerson
    list_display = ("code", "name", "email", "spoken", "joined_at", "is_active", "erased_at")
    search_fields = ("code", "name", "email")
    list_filter = ("is_active", ("language", InWords))
    fields = list_display
    actions = ("disable",)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return ("email", "name", "language") if obj is None else self.list_display

    @admin.display(description=_("Language"), ordering="language")
    def spoken(self, person: Person) -> str:
        return _word("language", person.language)

    @admin.action(description=_("Disable the accounts"))
    def disable(self, request: HttpRequest, people: QuerySet[Person]) -> None:
        for person in people:
            with _told(request, person, gettext("disabled")):
                actions.disable_person(by=reader_of(request), person=person)


class RoleAdmin(Added):
    form = NewRole
    list_display = ("person", "title", "public_id", "at", "given_by", "ended_at", "ended_by")
    list_filter = (("role", InWords),)
    list_select_related = ("person", "given_by", "ended_by")
    actions = ("take",)

    @admin.display(description=_("Role"), ordering="role")
    def title(self, grant: RoleGrant) -> str:
        return whom(grant.role)

    @admin.display(description=_("organisation"), ordering="organisation")
    def public_id(self, grant: RoleGrant) -> str:
        return grant.organisation_id or ""

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return ("email", "role", "organisation") if obj is None else self.list_display

    @admin.action(description=_("Take the roles"))
    def take(self, request: HttpRequest, grants: QuerySet[RoleGrant]) -> None:
        for grant in grants:
            with _told(request, grant, gettext("taken")):
                actions.take_role(by=reader_of(request), grant=grant)


class AuditAdmin(Shown):
    list_display = ("id", "at", "by", "whom", "done", "thing", "object_id", "organisation", "about")
    list_filter = (("action", InWords),)
    list_select_related = ("by", "about")
    fields = (*list_display, "details", "previous", "fingerprint")

    @admin.display(description=_("as whom"), ordering="as_whom")
    def whom(self, entry: AuditEntry) -> str:
        return whom(entry.as_whom)

    @admin.display(description=_("action"), ordering="action")
    def done(self, entry: AuditEntry) -> str:
        return word_of(entry.action)

    @admin.display(description=_("kind"), ordering="kind")
    def thing(self, entry: AuditEntry) -> str:
        return said(entry.kind)


class MailAdmin(Shown):
    list_display = ("id", "to", "subject", "state_in_words", "written_at", "sent_at", "attempts", "problem")
    list_filter = (("state", InWords),)
    fields = (*list_display, "text")

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, mail: OutgoingMail) -> str:
        return said(mail.state)


administration = Administration(name="administration")
for model, shown in (
    (Person, PersonAdmin),
    (RoleGrant, RoleAdmin),
    (AuditEntry, AuditAdmin),
    (OutgoingMail, MailAdmin),
):
    administration.register(model, shown)
