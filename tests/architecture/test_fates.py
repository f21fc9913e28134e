"""Whatever refers to a person or to an organisation says what becomes of it when organisations merge, people leave or are erased."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from ebpages.accounts.fates import OfOrganisation, OfPerson
from ebpages.accounts.models import Person
from ebpages.registry.models import PublicId

KINDS = {Person: OfPerson, PublicId: OfOrganisation}


def references() -> Iterator[tuple[type[Model], Field, type[Model]]]:  # type: ignore[type-arg]
    for model in apps.get_models():
        if model.__module__.startswith("ebpages."):
            for field in model._meta.get_fields():
                if isinstance(field, ForeignKey) and field.related_model in KINDS:
                    yield model, field, field.related_model


@pytest.mark.parametrize(
    ("model", "field", "target"),
    list(references()),
    ids=lambda each: getattr(each, "__name__", "") or each.name,
)
def test_a_reference_says_what_becomes_of_it(model: type[Model], field: Field, target: type[Model]) -> None:  # type: ignore[type-arg]
    fate = getattr(model, "fates", {}).get(field.name)
    assert isinstance(fate, KINDS[target]), f"declare it in `fates` of {model.__name__}: accounts/fates.py"
    assert field.remote_field.on_delete.__name__ == "PROTECT", (
        "rows that people rest on are never taken away by others"
    )  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "model",
    list(dict.fromkeys(model for model, _field, _target in references())),
    ids=lambda model: model.__name__,
)
def test_no_fate_is_declared_of_what_is_not_there(model: type[Model]) -> None:
    named = {field.name for other, field, _target in references() if other is model}
    assert set(getattr(model, "fates", {})) == named
