"""Where ids lead and how findings are ordered is said by heirs and places alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0005_ids_lead_where_they_led'),
    ]

    operations = [
        # The defaults serve the way back: columns that return must hold something before they are filled.
        migrations.AlterField(
            model_name='publicid',
            name='target',
            field=models.CharField(db_index=True, default='', max_length=12),
        ),
        migrations.AlterField(
            model_name='finding',
            name='position',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterModelOptions(
            name='finding',
            options={'ordering': ['place']},
        ),
        migrations.AlterModelOptions(
            name='judgement',
            options={'ordering': ['place']},
        ),
        migrations.RemoveField(
            model_name='finding',
            name='position',
        ),
        migrations.RemoveField(
            model_name='publicid',
            name='target',
        ),
    ]
