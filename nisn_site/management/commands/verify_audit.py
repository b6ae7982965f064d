from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from nisn_site.kit.audit import START, AuditEnd, AuditEntry, faults
from nisn_site.kit.privacy.ciphers import CannotUnsealError


class Command(BaseCommand):
    help = "Check that nobody has changed, removed or added an entry of the audit log behind the site's back."

    def add_arguments(self, parser):
        parser.add_argument("--contains", metavar="HASH", help="a hash printed earlier, which must still be in the log")

    @transaction.atomic
    def handle(self, contains=None, **options):
        try:
            end = AuditEnd.objects.select_for_update().first()  # nobody writes while we read
        except CannotUnsealError as error:
            raise CommandError(f"The end of the audit log cannot be read. {error}") from None
        entries = AuditEntry.objects.order_by("number")
        found = list(faults(entries.iterator(), end.end if end else f"0 {START}"))
        if contains and contains != START and not entries.filter(hash=contains).exists():
            found.append(f"No entry has the hash {contains}: this log is not a later one of that.")
        if found:
            raise CommandError("\n".join(["The audit log is not what was written.", *found]))
        self.stdout.write(f"{entries.count()} entries are as they were written; the newest hash is {newest(end)}")


def newest(end: AuditEnd | None) -> str:
    return end.end.split()[1] if end else START
