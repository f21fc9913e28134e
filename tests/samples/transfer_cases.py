"""A published profile, its owner, somebody who is interested, and an intermediary for each of them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from ebpages.accounts.models import Person
from ebpages.accounts.reader import Reader
from ebpages.exchange import actions
from ebpages.exchange.models import Attachment, Case, CaseAgreement, CaseIntermediary, Profile
from ebpages.faces.documents import Document
from ebpages.registry.models import Organisation
from tests.integration.exchange.test_life import published
from tests.samples.people import organisation, person, reader
from tests.samples.profiles import offer

OWNER, INTERESTED, HELP_OF_OWNER, HELP_OF_INTERESTED, STRANGER = (
    "4ysngfm",
    "bbbbbbb",
    "ccccccc",
    "ddddddd",
    "eeeeeee",
)
PDF = Document("pdf", b"%PDF-1.4 %%EOF")


@dataclass
class Sides:
    """People of a case by their side, and its profile, which is anonymous and has a document of each level."""

    profile: Profile
    owner: Person
    interested: Person
    help_of_owner: Person
    help_of_interested: Person
    stranger: Person
    member: Person

    def by(self, who: str) -> Reader:
        return reader(getattr(self, who))

    def interest(self, route: str = "transfer") -> Case:
        return actions.express_interest(
            by=self.by("interested"), reference=str(self.profile.reference), organisation=INTERESTED, route=route,
            cooperation="commercial_technical_assistance", unclear="Каква е грешката при замръзнал дъб?", about_us="Правим сушилни от 1998 г.",
        )  # fmt: skip

    def move(self, who: str, case: Case, *moves: str, reason: str = "") -> Case:
        for move in moves:
            row = again(case)
            actions.make_move(by=self.by(who), case=row, version=row.version, move=move, reason=reason)
        return again(case)

    def at_non_disclosure(self) -> Case:
        return self.move("owner", self.interest(), "answer", "ask_non_disclosure")

    def sign(self, case: Case, *who: str) -> Case:
        made = self.agreement(case)
        for each in who:
            actions.sign_agreement(by=self.by(each), case=again(case), **terms_of(made), signed_as=each)
        return again(case)

    def agreement(self, case: Case, years: int = 5) -> CaseAgreement:
        return actions.hand_in_agreement(
            by=self.by("owner"), case=case, version=again(case).version, document=PDF, years=years
        )

    def helped(self, case: Case) -> Case:
        for side, helper, there in (
            ("owner", "help_of_owner", HELP_OF_OWNER),
            ("interested", "help_of_interested", HELP_OF_INTERESTED),
        ):
            asked = CaseIntermediary.objects.create(case=case, side=side, organisation_id=there)
            actions.answer_intermediary(by=self.by(helper), intermediary=asked, accept=True)
        return again(case)


def terms_of(agreement: CaseAgreement) -> dict[str, Any]:
    return {each: getattr(agreement, each) for each in ("key", "years", "digest")}


def again(case: Case) -> Case:
    found: Case = Case.objects.for_writing().select_related("profile").get(pk=case.pk)
    return found


def waited(case: Case, days: int) -> None:
    """The turn began that long ago."""
    Case.objects.for_writing().filter(pk=case.pk).update(turn_at=timezone.now() - timedelta(days=days))


def all_sides(officer: Person, reviewer: Person) -> Sides:
    """officer: of the owner."""
    profile = published(officer, reviewer, offer(anonymous=True))
    for level in ("after_interest", "after_nda"):
        Attachment.objects.create(
            profile=profile, version=1, title=f"Чертеж {level}", level=level, name=f"{level}.pdf", kind="pdf", size=9, digest="d" * 64
        )  # fmt: skip
    for each, name in (
        (INTERESTED, "Сушилни ООД"), (HELP_OF_OWNER, "Парк"), (HELP_OF_INTERESTED, "Инкубатор"), (STRANGER, "Друга"),
    ):  # fmt: skip
        organisation(each, name)
    Organisation.objects.filter(pk__in=(HELP_OF_OWNER, HELP_OF_INTERESTED)).update(kind="incubator")
    return Sides(
        profile,
        officer,
        person("ivo@kilns.example", "editor", of=INTERESTED, name="Ivo Kilns"),
        person("park@park.example", "transfer_officer", of=HELP_OF_OWNER, name="Petra Park"),
        person("inc@inc.example", "administrator", of=HELP_OF_INTERESTED, name="Ina Incubator"),
        person("stranger@example.org", "administrator", of=STRANGER, name="Stranger"),
        person("member@kilns.example", "member", of=INTERESTED, name="Member"),
    )
