from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conference", "0005_schedule_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="network",
            name="postal_address",
            field=models.TextField(
                blank=True,
                help_text="At the foot of every mail of the site. Newsletters must carry one, by law. A P.O. box will do.",
                max_length=300,
                verbose_name="postal address",
            ),
        ),
    ]
