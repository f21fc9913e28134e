"""What people decide and say gets tables of its own; derived rows get what deriving a few of them alone needs."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0003_facets_in_both_orders'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('property', models.CharField(max_length=40)),
                ('value', models.TextField()),
                ('language', models.CharField(blank=True, max_length=8)),
                ('source', models.TextField(blank=True)),
                ('by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('withdrawn_by', models.CharField(blank=True, max_length=200)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='FileJudgement',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('a', models.TextField()),
                ('b', models.TextField()),
                ('relation', models.CharField(max_length=20)),
                ('by', models.TextField()),
                ('at', models.TextField()),
                ('why', models.TextField()),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='FoundingYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('number', models.CharField(max_length=9)),
                ('year', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Frequency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('text', models.CharField(max_length=100)),
                ('count', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='HumanJudgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('a', models.CharField(db_index=True, max_length=120)),
                ('b', models.CharField(db_index=True, max_length=120)),
                ('relation', models.CharField(max_length=20)),
                ('by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('why', models.TextField()),
                ('withdrawn_by', models.CharField(blank=True, max_length=200)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='build',
            name='permanent',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='finding',
            name='place',
            field=models.CharField(db_index=True, default='', max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='judgement',
            name='place',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='publicid',
            name='heir',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forerunners', to='registry.publicid'),
        ),
        migrations.AddField(
            model_name='record',
            name='family',
            field=models.CharField(blank=True, db_index=True, max_length=120),
        ),
        migrations.AlterField(
            model_name='record',
            name='automatic_organisation',
            field=models.CharField(blank=True, db_index=True, max_length=12),
        ),
        migrations.AddConstraint(
            model_name='publicid',
            constraint=models.CheckConstraint(condition=models.Q(('id', models.F('heir')), _negated=True), name='public_id_is_not_its_own_heir'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='registry.publicid'),
        ),
        migrations.AddIndex(
            model_name='foundingyear',
            index=models.Index(fields=['kind', 'number', 'year'], name='founding_year_by_number'),
        ),
        migrations.AddConstraint(
            model_name='frequency',
            constraint=models.UniqueConstraint(fields=('kind', 'text'), name='frequency_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='humanjudgement',
            constraint=models.CheckConstraint(condition=models.Q(('a', models.F('b')), _negated=True), name='human_judgement_is_about_two_records'),
        ),
    ]
