"""The exchange, as JSON: the same queries, actions and permissions as the pages."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Schema, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import Field

from ebpages.accounts.actions import must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.readers import reader_of
from ebpages.exchange import actions, queries
from ebpages.exchange.actions import Saved
from ebpages.exchange.api_cases import router as cases
from ebpages.exchange.api_matches import router as matches
from ebpages.exchange.api_mechanisms import add_to as add_mechanisms
from ebpages.exchange.api_refusals import published, refuse_strange
from ebpages.exchange.api_review import router as review
from ebpages.exchange.api_technology_watch import router
from ebpages.exchange.facets import KEYS
from ebpages.exchange.forms import read_attachment
from ebpages.exchange.linked import as_linked_data
from ebpages.exchange.merging import FieldClash
from ebpages.exchange.models import Profile
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.listing import SORTS, ProfileQuestion
from ebpages.exchange.queries.support import who_can_help
from ebpages.exchange.shapes import (
    AttachmentView,
    Change,
    CheckView,
    ImportOutcome,
    ListedProfiles,
    NewProfile,
    OwnProfile,
    ProfileCard,
    ProfileDraft,
    ProfilesToImport,
    ProfileToSave,
    ProfileView,
    VersionRead,
    VersionRow,
)
from ebpages.exchange.support_shapes import Support
from ebpages.faces.api import Language, Paging, Refusal, found, in_language, located
from ebpages.reference.vocabulary import UnknownCode
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.queries.public_names import leads_to

# The router begins with the operations of the technology watch: their address would else be taken for a profile's reference.
router.add_router("", cases)
router.add_router("", matches)
router.add_router("", review)
add_mechanisms(router)
Number = Annotated[int, Query(ge=1, lt=2**31)]
Values = Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=50)]


class ProfileFilters(Paging):
    """Each filter may be given more than once: any of its values will do."""

    q: str = Field("", max_length=200)
    sort: str = Field("", max_length=20, json_schema_extra={"enum": ["", *SORTS]})
    owner: str = Field("", max_length=12, description="Public id of an organisation")
    members_of: str = Field(
        "", max_length=12, description="Public id of a cluster: of members that confirm it"
    )
    fits: str = Field(
        "", max_length=20, description="Reference of a published profile: those that fit it, the best first"
    )
    type: Values = []
    country: Values = []
    stage: Values = []
    trl: Values = []
    protection: Values = []
    form: Values = []
    ket: Values = []
    specialisation: Values = []
    technology: Values = Field([], description="Fields of technology: the widest technology keywords")
    sector: Values = []
    text_language: Values = Field([], description="Languages of the text")
    age: Values = Field([], description="Published in the last 7, 30 or 90 days")

    def question(self) -> ProfileQuestion:
        chosen = {key: tuple(getattr(self, "text_language" if key == "language" else key)) for key in KEYS}
        sort = self.sort if self.sort in SORTS else "relevance" if self.q.strip() or self.fits else "newest"
        return ProfileQuestion(
            self.q,
            {k: v for k, v in chosen.items() if v},
            sort,
            self.page,
            self.size,
            self.owner,
            self.members_of,
            self.fits,
        )


class ProfilePage(Schema):
    """close: how many of the total have only some of the words, or say them in another language; their `met` says which."""

    total: int
    close: int
    page: int
    counts: dict[str, dict[str, int]]
    results: list[ProfileCard]


class SavedProfile(Schema):
    """together: others had saved meanwhile, and what they changed is in it too."""

    version: int
    together: bool


class ClashingProfile(Schema):
    """Nothing was saved: clashes are the fields that another changed too, with their text. content: what both changed put together, with
    your text in these fields. Choose there, and save it from `version`.
    """

    version: int
    content: Content
    clashes: list[FieldClash]


@router.get(
    "/exchange",
    response=ProfilePage,
    url_name="profiles",
    summary="Published profiles: searched, filtered, counted",
)
@in_language
def profiles(request: HttpRequest, filters: Query[ProfileFilters], language: Language = "bg") -> Any:
    question = filters.question()
    refuse_strange(request, {*ProfileFilters.model_fields, "language"}, question.chosen)
    listed: ListedProfiles = queries.profiles(question)
    return {
        "total": listed.total,
        "close": listed.close,
        "page": filters.page,
        "counts": listed.counts,
        "results": listed.results,
    }


@router.get(
    "/exchange/who-can-help",
    response=Support,
    url_name="who_can_help",
    summary="Intermediaries that can help with a transfer, the nearest to an oblast first",
)
@in_language
def helpers(
    request: HttpRequest,
    service: Annotated[str, Query(max_length=40, description="Code of a service, such as licensing")],
    region: Annotated[str, Query(max_length=8, description="NUTS 3 code of an oblast")] = "",
    speaks: Annotated[str, Query(max_length=8, description="Code of a language, such as el")] = "",
    language: Language = "bg",
) -> Support:
    try:
        return who_can_help(service, region, speaks, day_of_reading())
    except UnknownCode as unknown:
        raise HttpError(
            404, _("There is no service, oblast or language “%(name)s”.") % {"name": unknown.args[0]}
        ) from None


@router.get(
    "/exchange/{slug:reference}", response=ProfileView, url_name="profile", summary="A published profile"
)
@in_language
def profile(
    request: HttpRequest,
    reference: str,
    text: Annotated[str, Query(max_length=2, description="Language of the texts")] = "",
    language: Language = "bg",
) -> Any:
    return published(reference, text)


@router.get(
    "/exchange/{slug:reference}/linked",
    url_name="profile_linked",
    response={200: dict[str, Any]},
    summary="A published profile as JSON-LD (schema.org)",
)
@in_language
def profile_linked(
    request: HttpRequest, response: HttpResponse, reference: str, language: Language = "bg"
) -> Any:
    view = published(reference)
    return as_linked_data(view, request.build_absolute_uri("/").rstrip("/"))


# --- one's own


@router.get(
    "/my/profiles", response=list[OwnProfile], url_name="own_profiles", summary="Profiles of my organisations"
)
@in_language
def own_profiles(request: HttpRequest, language: Language = "bg") -> Any:
    return list(queries.own_profiles(reader_of(request)))


@router.post("/my/profiles", response={201: ProfileDraft}, url_name="own_profiles", summary="Begin a draft")
@in_language
def begin(request: HttpRequest, response: HttpResponse, given: NewProfile, language: Language = "bg") -> Any:
    made = actions.start_profile(
        by=reader_of(request), organisation=given.organisation, content=given.content
    )
    located(response, "own_profile", made.code)
    return Status(201, _draft(request, made.code))


@router.post(
    "/my/profiles/check",
    response=CheckView,
    url_name="check_content",
    summary="What the check says of a profile; nothing is stored",
)
@in_language
def check_content(request: HttpRequest, given: NewProfile, language: Language = "bg") -> Any:
    must(reader_of(request), Permission.DRAFT_PROFILES, leads_to(given.organisation) or given.organisation)
    return queries.check_view(given.content, given.organisation)


@router.post(
    "/my/profiles/import",
    response={200: ImportOutcome, 409: ImportOutcome | Refusal},
    url_name="import_profiles",
    summary="Many drafts at once, with the columns of the file; as a dry run unless said otherwise. 409: nothing was stored, because a row cannot be read",
)
@in_language
def import_profiles(request: HttpRequest, given: ProfilesToImport, language: Language = "bg") -> Any:
    outcome = actions.import_profiles(
        by=reader_of(request), organisation=given.organisation, rows=given.profiles, dry_run=given.dry_run
    )
    is_refused = not given.dry_run and any(row.faults for row in outcome.rows)
    return Status(409 if is_refused else 200, outcome)


@router.get(
    "/my/profiles/{slug:code}",
    response=ProfileDraft,
    url_name="own_profile",
    summary="The newest version, what the check says, and what reviewers decided",
)
@in_language
def draft(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    return _draft(request, code)


@router.put(
    "/my/profiles/{slug:code}",
    response={200: SavedProfile, 409: ClashingProfile | Refusal},
    url_name="own_profile",
    summary="Save the whole profile as a new version; what others saved since `began` is put together with it",
)
@in_language
def save(request: HttpRequest, code: str, given: ProfileToSave, language: Language = "bg") -> Any:
    saved: Saved = actions.save_draft(
        by=reader_of(request), profile=_found(request, code), began=given.began, content=given.content
    )
    if saved.clashes:
        return Status(
            409, {"version": saved.version, "content": saved.content, "clashes": list(saved.clashes)}
        )
    return {"version": saved.version, "together": saved.together}


@router.get(
    "/my/profiles/{slug:code}/versions",
    response=list[VersionRow],
    url_name="own_versions",
    summary="Every version that was saved, the newest first",
)
@in_language
def versions(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    return list(queries.versions(reader_of(request), _found(request, code)))


@router.get(
    "/my/profiles/{slug:code}/comparison",
    response=list[Change],
    url_name="own_comparison",
    summary="What differs between two versions",
)
@in_language
def comparison(request: HttpRequest, code: str, a: Number, b: Number, language: Language = "bg") -> Any:
    changes = queries.comparison(reader_of(request), _found(request, code), a, b)
    return list(changes) if changes is not None else found(None)


@router.post(
    "/my/profiles/{slug:code}/hand-in",
    response=ProfileDraft,
    url_name="hand_in_profile",
    summary="Give a version, the newest, to the reviewers",
)
@in_language
def hand_in(request: HttpRequest, code: str, given: VersionRead, language: Language = "bg") -> Any:
    actions.hand_in(by=reader_of(request), profile=_found(request, code), version=given.version)
    return _draft(request, code)


@router.post(
    "/my/profiles/{slug:code}/take-back",
    response=ProfileDraft,
    url_name="take_back_profile",
    summary="Take it back from the reviewers",
)
@in_language
def take_back(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    actions.take_back(by=reader_of(request), profile=_found(request, code))
    return _draft(request, code)


@router.post(
    "/my/profiles/{slug:code}/withdraw",
    response=ProfileDraft,
    url_name="withdraw_profile",
    summary="Show it no more",
)
@in_language
def withdraw(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    actions.withdraw(by=reader_of(request), profile=_found(request, code))
    return _draft(request, code)


@router.post(
    "/my/profiles/{slug:code}/renew",
    response=ProfileDraft,
    url_name="renew_profile",
    summary="Renew it for a year",
)
@in_language
def renew(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    actions.renew(by=reader_of(request), profile=_found(request, code))
    return _draft(request, code)


@router.get(
    "/my/profiles/{slug:code}/documents",
    response=list[AttachmentView],
    url_name="attachments",
    summary="Documents beside a profile",
)
@in_language
def attachments(request: HttpRequest, code: str, language: Language = "bg") -> Any:
    return list(_draft(request, code).attachments)


@router.post(
    "/my/profiles/{slug:code}/documents",
    response={201: list[AttachmentView]},
    url_name="attachments",
    summary="Add a document (PDF, PNG or JPEG up to 5 MB): public, after_interest or after_nda",
)
@in_language
def add_attachment(
    request: HttpRequest,
    code: str,
    document: File[UploadedFile],
    title: str = Form(max_length=1000),
    level: str = Form(max_length=20),
    language: Language = "bg",
) -> Any:
    actions.add_attachment(
        by=reader_of(request),
        profile=_found(request, code),
        title=title,
        level=level,
        document=read_attachment(document),
    )
    return Status(201, list(_draft(request, code).attachments))


@router.delete(
    "/my/profiles/{slug:code}/documents/{slug:key}",
    response={204: None},
    url_name="attachment",
    summary="Remove a document",
)
@in_language
def remove_attachment(request: HttpRequest, code: str, key: str, language: Language = "bg") -> Any:
    row = queries.attachment_of(reader_of(request), key, profile=_found(request, code))
    actions.remove_attachment(by=reader_of(request), attachment=found(row))
    return Status(204, None)


def _found(request: HttpRequest, code: str) -> Profile:
    return found(queries.find_profile(reader_of(request), code))


def _draft(request: HttpRequest, code: str) -> ProfileDraft:
    return queries.draft_view(reader_of(request), _found(request, code))
