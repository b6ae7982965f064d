from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from nisn_site.kit.privacy.forgetting import erase_person
from nisn_site.kit.privacy.holdings import ErasureRefusedError


class Command(BaseCommand):
    help = "Remove everything the site holds about the person with this email address."

    def add_arguments(self, parser):
        parser.add_argument("address")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")

    def handle(self, address, dry_run=False, **options):
        try:
            outcomes = erase_person(address, dry_run=dry_run)
        except ValidationError as refused:
            raise CommandError(f"This is no email address. {refused.message}") from None
        except ErasureRefusedError as refused:
            raise CommandError(f"Nothing was removed. {refused}") from None
        for outcome in outcomes:
            self.stdout.write(str(outcome))
        self.stdout.write(last_words(outcomes, dry_run=dry_run))


def last_words(outcomes, *, dry_run: bool) -> str:
    if not outcomes:
        return "There is nothing about this address here. Was it written in the same way?"
    if dry_run:
        return "Nothing was removed: this was a dry run."
    return "Done. It is gone from the site now, and from the backups when the last one with it is 30 days old."
