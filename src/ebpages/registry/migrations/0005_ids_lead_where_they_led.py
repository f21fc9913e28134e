"""Every public id keeps where it leads; findings and judgements keep their order until the next build."""

from django.db import migrations
from django.db.models import F


def keep_targets(apps, schema_editor):
    """A target that is no public id itself, as an id that somebody wrote by hand may have, becomes one."""
    public_id = apps.get_model("registry", "PublicId")
    known = set(public_id.objects.values_list("id", flat=True))
    for old in public_id.objects.exclude(target=F("id")).order_by("id"):
        if old.target not in known:
            public_id.objects.create(id=old.target, target=old.target, anchor="")
            known.add(old.target)
        public_id.objects.filter(id=old.id).update(heir=old.target)


def give_targets_back(apps, schema_editor):
    public_id = apps.get_model("registry", "PublicId")
    public_id.objects.filter(heir=None).update(target=F("id"))
    public_id.objects.exclude(heir=None).update(target=F("heir_id"))


def keep_order(apps, schema_editor):
    """Numbers as texts of one length, which sort as the numbers did."""
    _number(apps.get_model("registry", "Finding"), "position", "place")
    _number(apps.get_model("registry", "Judgement"), "id", "place")


def _number(model, by, place):
    rows = list(model.objects.order_by(by).only("pk"))
    for number, row in enumerate(rows):
        setattr(row, place, f"{number:010d}")
    model.objects.bulk_update(rows, [place], batch_size=500)


def give_order_back(apps, schema_editor):
    finding = apps.get_model("registry", "Finding")
    rows = list(finding.objects.order_by("place").only("pk"))
    for number, row in enumerate(rows):
        row.position = number
    finding.objects.bulk_update(rows, ["position"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0004_permanent_rows'),
    ]

    operations = [
        migrations.RunPython(keep_targets, give_targets_back),
        migrations.RunPython(keep_order, give_order_back),
    ]
