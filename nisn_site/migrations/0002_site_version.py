from django.db import migrations

from nisn_site.kit.site_version import create_site_version, watch


class Migration(migrations.Migration):
    dependencies = [("nisn_site", "0001_initial")]

    operations = [create_site_version(), watch("nisn_site_translation")]
