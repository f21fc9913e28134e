from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("registry", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Exhibitor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fair", models.CharField(max_length=40)),
                ("organisation", models.ForeignKey(on_delete=models.deletion.PROTECT, to="registry.publicid")),
            ],
        ),
        migrations.AddConstraint(
            model_name="exhibitor",
            constraint=models.UniqueConstraint(fields=("fair", "organisation"), name="fairs_exhibits_once"),
        ),
    ]
