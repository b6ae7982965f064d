"""Publishing holds the site's version only at its end.

A release is written first and closed last, which is an update. Moving the version already for the new row made
publishing and somebody who was saving a session wait for each other, each for what the other one held.
"""

from django.db import migrations

from nisn_site.kit.site_version import unwatch, watch


class Migration(migrations.Migration):
    dependencies = [("conference", "0009_open_space")]

    operations = [
        unwatch("conference_release"),
        watch("conference_release", events="UPDATE OR DELETE OR TRUNCATE"),
    ]
