from django.core.management.base import BaseCommand, CommandError

from nisn_site.kit.privacy.resealing import reindex, reseal


class Command(BaseCommand):
    help = "After a change of keys: seal everything with the newest key, and find addresses by the newest index key."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="open everything, write nothing")

    def handle(self, dry_run=False, **options):
        lost = set()
        for title, work in (("Sealing", reseal), ("Finding", reindex)):
            self.stdout.write(f"{title} anew{' (dry run)' if dry_run else ''}:")
            for progress in work(dry_run=dry_run):
                self.stdout.write(f"  {progress}")
                lost |= {progress.label} if progress.unreadable else set()
        if lost:
            raise CommandError(f"Some texts open with no key. Is an old one missing? {', '.join(sorted(lost))}")
        self.stdout.write("Done." if not dry_run else "Nothing was written: this was a dry run.")
