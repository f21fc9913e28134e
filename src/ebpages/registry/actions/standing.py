"""Some families of records as they are stored, with what people decided about them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from ebpages.registry import models
from ebpages.registry.actions import permanent_rows
from ebpages.registry.contributions import SOURCE
from ebpages.registry.judgements import HUMAN, Judgement, Relation, place_in_file


class BuiltBefore(Exception):
    """The registry was built by a version that knew no families: only a whole build helps."""


def families_of(records: set[str]) -> tuple[dict[str, str], tuple[Judgement, ...]]:
    """Record -> family, for every record of the families that people's judgements tie to these records; the judgements."""
    found: dict[str, str] = {}
    human: tuple[Judgement, ...] = ()
    ends, asked = records, records
    while ends:
        names = set(models.Record.objects.filter(id__in=ends).values_list("family", flat=True))
        if "" in names:
            raise BuiltBefore
        found |= models.Record.objects.filter(family__in=names).values_list("id", "family")
        human = _judgements({*found, *records})
        tied = [{j.a, j.b} for j in human if j.a in found or j.b in found]
        ends = set[str]().union(*tied) - found.keys() - asked
        asked = asked | ends
    return found, human


def _judgements(records: Collection[str]) -> tuple[Judgement, ...]:
    """What people decided about records, in the order of its force: that of the file first."""
    about = Q(a__in=records) | Q(b__in=records)
    in_file = (
        Judgement(j.a, j.b, Relation(j.relation), HUMAN, 1.0, (), j.by, j.at, j.why, place_in_file(j.number))
        for j in models.FileJudgement.objects.filter(about)
    )
    return (*in_file, *permanent_rows.human_judgements(models.HumanJudgement.objects.filter(about)))


@dataclass(frozen=True, slots=True)
class Standing:
    """Some families as they are stored. ends: records that the judgement names, known to a list or not.

    gone: stored records that stand no more. come: ids of records that are not stored yet.
    """

    build: models.Build
    families: Mapping[str, str]
    ends: Collection[str]
    records: Sequence[models.Record]
    organisations: Collection[str]
    own_words: Sequence[models.Record]
    human: tuple[Judgement, ...]
    gone: Sequence[models.Record] = ()
    come: Collection[str] = ()


def standing_of(
    build: models.Build,
    families: Mapping[str, str],
    ends: Collection[str],
    human: tuple[Judgement, ...],
    gone: Collection[str],
) -> Standing:
    listed = models.Record.objects.filter(id__in=families).select_related("source")
    records = sorted(listed, key=lambda record: (record.source.order, record.row))
    organisations = {record.organisation_id for record in records if record.organisation_id}
    own = models.Record.objects.filter(source=SOURCE.slug, organisation__in=organisations)
    stay = [record for record in records if record.id not in gone]
    leave = [record for record in records if record.id in gone]
    return Standing(build, families, ends, stay, organisations, list(own), human, leave)
