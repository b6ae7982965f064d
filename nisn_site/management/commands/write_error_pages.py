from django.core.management.base import BaseCommand

from nisn_site.error_pages import write_static


class Command(BaseCommand):
    help = "Write the pages that are shown when the site or its database is down. Run after each deploy."

    def handle(self, **options):
        for path in write_static():
            self.stdout.write(f"written: {path}")
