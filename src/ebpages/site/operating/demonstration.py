"""The demonstration: example organisations in the registry, and an example person of every role there and on the site."""

from dataclasses import dataclass

from django.db import transaction

from ebpages.accounts.actions import add_examples
from ebpages.accounts.reader import OPERATOR
from ebpages.registry.actions import propose_entry, publish_entry, submit_entry
from ebpages.registry.actions.entries import Proposed
from ebpages.registry.models import Build, Entry


@dataclass(frozen=True, slots=True)
class ExampleOrganisation:
    """roles: for each of them there is an example person."""

    bg: str
    en: str
    kind: str
    country: str
    seat: str
    roles: tuple[str, ...]

    @property
    def names(self) -> list[list[str]]:
        return [[self.bg, "bg"], [self.en, "en"]]


ORGANISATIONS = (
    ExampleOrganisation(
        "Примерен мебелен клъстер", "Example Furniture Cluster", "cluster_organisation", "BG", "Пловдив",
        ("administrator", "editor", "member"),
    ),
    ExampleOrganisation(
        "Примерна мебелна фабрика", "Example Furniture Factory", "company", "BG", "Троян", ("administrator",)
    ),
    ExampleOrganisation(
        "Примерен център за технологичен трансфер", "Example Technology Transfer Centre",
        "technology_transfer_centre", "BG", "София", ("administrator", "transfer_officer"),
    ),
)  # fmt: skip


@transaction.atomic
def add_demonstration() -> int:
    """Add what is missing of it; may be called again and again. How many example people there are.

    Before the first build there are no organisations, and people with roles on the site alone.
    """
    there = {each: _published(each) for each in ORGANISATIONS} if Build.objects.exists() else {}
    return add_examples([(role, public_id) for each, public_id in there.items() for role in each.roles])


def _published(example: ExampleOrganisation) -> str:
    """Its public id."""
    standing = Entry.objects.for_writing().filter(is_example=True, names=example.names, state=Entry.PUBLISHED)
    if (row := standing.first()) is None:
        proposed = Proposed(
            names=[(example.bg, "bg"), (example.en, "en")],
            kind=example.kind,
            country=example.country,
            seat=example.seat,
        )
        entry = propose_entry(by=OPERATOR, proposed=proposed, is_example=True)
        submit_entry(by=OPERATOR, entry=entry.pk)
        row = publish_entry(by=OPERATOR, entry=entry.pk)
    return str(row.organisation_id)
