"""Example organisations stand beside the registry and count in no figure."""

from django.utils import translation

from ebpages.observatory.population import Population
from ebpages.observatory.queries.populations import observed
from ebpages.registry import models
from ebpages.registry.actions import BuildResult, build, make_examples
from ebpages.registry.queries import home
from tests.samples.stored import stored


def figures() -> list[tuple[str, str]]:
    with translation.override("en"):
        return [(figure.label, figure.value) for figure in home().figures]


def counted() -> tuple[object, ...]:
    everybody = Population(kind="organisations")
    return figures(), *(observed(everybody, each) for each in ("kind", "region", "founded"))


def test_examples_count_in_no_figure_before_or_after_a_build(few: BuildResult) -> None:
    before, rows = counted(), stored()
    ids = make_examples()
    assert make_examples() == ids
    assert models.Organisation.objects.filter(is_example=True).count() == 7
    assert counted() == before
    build(force=True, as_of=few.as_of)
    assert counted() == before
    assert stored()["Judgement"] == rows["Judgement"], "examples are compared with nobody"
    assert set(ids.values()) == set(
        models.Organisation.objects.filter(is_example=True).values_list("id", flat=True)
    )
