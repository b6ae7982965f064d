from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from campaigns.models import Decision, Draft
from campaigns.verifying import faults


class Command(BaseCommand):
    help = "Check that published drafts, decided amendments and decisions were not changed behind the site's back."

    @transaction.atomic
    def handle(self, **options):
        if found := list(faults()):
            raise CommandError("\n".join(["What is on record is not what was decided.", *found]))
        drafts, decisions = Draft.objects.published().count(), Decision.objects.count()
        self.stdout.write(f"{drafts} published drafts and {decisions} records of decisions are as they were written.")
