from django.core.management.base import BaseCommand

from conference.demo_content import load_all


class Command(BaseCommand):
    help = "Load the demonstration conferences. Safe to run again: what is already here is left as it is."

    def handle(self, **options):
        for line in load_all():
            self.stdout.write(line)
