from django.db import migrations

from nisn_site.kit.gate.daily import create_gate


class Migration(migrations.Migration):
    dependencies = [("nisn_site", "0005_outbox")]

    operations = [create_gate()]
