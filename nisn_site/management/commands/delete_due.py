from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nisn_site.kit.privacy.forgetting import delete_due


class Command(BaseCommand):
    help = "Delete what we hold about people and whose term is over. Runs by itself every night."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, dry_run=False, **options):
        failed = []
        for outcome in delete_due(timezone.now(), dry_run=dry_run):
            self.stdout.write(str(outcome))
            if outcome.problem:
                failed.append(outcome.label)
        if failed:
            raise CommandError(f"Not all could be deleted: {', '.join(failed)}.")
