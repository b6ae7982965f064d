from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("nisn_site", "0006_gate"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="message",
            options={
                "ordering": ["-pk"],
                "permissions": [("read_message", "Can read the text of mails in the outbox")],
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
            },
        ),
    ]
