"""A public id knows the records that it was first given to; for ids given out before, those that it has at the next build."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0006_heirs_and_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='publicid',
            name='records',
            field=models.JSONField(default=list),
        ),
    ]
