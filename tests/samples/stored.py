"""Everything that the registry stores, as values that can be compared."""

from ebpages.registry import models

DERIVED = (
    models.SourceList,
    models.Organisation,
    models.LegalEntity,
    models.Record,
    models.Statement,
    models.Judgement,
    models.Finding,
    models.Facet,
    models.FileJudgement,
    models.Frequency,
    models.FoundingYear,
    *(getattr(models.Finding, name).through for name in ("organisations", "records", "statements")),
)


def stored() -> dict[str, list[tuple[object, ...]]]:
    """Rows of every table that a build writes, numbers that stand for nothing and times left out."""
    found = {}
    for table in (*DERIVED, models.PublicId):
        fields = [f for f in table._meta.concrete_fields if f.get_internal_type() != "BigAutoField"]
        names = [f.attname for f in fields]
        found[table.__name__] = sorted(table.objects.order_by().values_list(*names), key=repr)
    last = models.Build.objects.first()
    found["Build"] = [(last.as_of, last.permanent, sorted(last.counts.items()))] if last else []
    return found
