from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Load the demonstration conferences. Safe to run again: what is already here is left as it is."

    def handle(self, **options):
        for name in settings.DEMO_CONTENT:
            for line in import_string(name)():
                self.stdout.write(line)
