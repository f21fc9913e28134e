"""Some organisations of the registry that show everything there is: each property of each list, kind of finding and way of judging."""

from collections import defaultdict

from ebpages.registry import models
from tests.samples.examples import searches_long


def of_every_kind() -> list[str]:
    """Public ids: one of each kind; in the long form all of them."""
    shows: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in models.Statement.objects.values_list("record__organisation", "record__source", "property"):
        shows[row[0]].add(row[1:])
    for row in models.Finding.objects.values_list("organisations", "kind"):
        shows[row[0]].add(row[1:])
    for a, b, *how in models.Judgement.objects.values_list(
        "a__organisation", "b__organisation", "method", "relation"
    ):
        shows[a].add(tuple(how))
        shows[b].add(tuple(how))
    ids = list(models.Organisation.objects.order_by("id").values_list("id", flat=True))
    if searches_long():
        return ids
    seen, taken = set[tuple[str, ...]](), []
    for public_id in ids:
        if shows[public_id] - seen:
            seen |= shows[public_id]
            taken.append(public_id)
    return taken
