"""Example organisations for the demonstration: entries that are marked as examples, each with a page of its own."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from ebpages.accounts.reader import OPERATOR
from ebpages.declared.schema import read_document
from ebpages.registry import models
from ebpages.registry.actions.entries import Proposed, propose_entry, publish_entry, submit_entry
from ebpages.registry.actions.said import Said, publish_page

FILE = Path(__file__).parents[1] / "data" / "examples.yaml"
_BY = "example"  # who says what stands on the pages of examples


@transaction.atomic
def make_examples() -> dict[str, str]:
    """Publish the examples, those that are there already left as they are; the public id of each by its code. Wants a build."""
    examples = read_document(FILE)["examples"]
    published = models.Entry.objects.for_writing().filter(is_example=True, state=models.Entry.PUBLISHED)
    there = {entry.website: str(entry.organisation_id) for entry in published}
    ids = {each["code"]: there.get(each["website"]) or _publish(each) for each in examples}
    for each in examples:
        if each["website"] not in there:
            publish_page(subject=ids[each["code"]], said=[*_said(each["page"], ids)], by=_BY)
    return ids


def _publish(example: Mapping[str, Any]) -> str:
    proposed = Proposed(
        names=[(text, language) for language, text in example["names"].items()],
        kind=example["kind"],
        country=example["country"],
        seat=example["seat"],
        website=example["website"],
    )
    entry = propose_entry(by=OPERATOR, proposed=proposed, is_example=True)
    submit_entry(by=OPERATOR, entry=entry.pk)
    return str(publish_entry(by=OPERATOR, entry=entry.pk).organisation_id)


def _said(page: Mapping[str, Any], ids: Mapping[str, str]) -> Iterable[Said]:
    for what, given in page.items():
        if isinstance(given, dict):
            yield from (Said(what, text, language) for language, text in given.items())
        else:
            yield from (Said(what, value.format_map(ids)) for value in given)
