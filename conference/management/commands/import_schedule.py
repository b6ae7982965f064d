"""Import a schedule from a file, where the guesses need no correction: large files, and files that come again and again."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from conference.models import Conference
from conference.schedule.importing.choices import Choices
from conference.schedule.importing.current import current_of, setting_of
from conference.schedule.importing.describing import line_of
from conference.schedule.importing.filling import fill_draft
from conference.schedule.importing.limits import MOST_BYTES, TOO_MANY_BYTES
from conference.schedule.importing.planning import Plan, plan_import
from conference.schedule.importing.reading import open_source, read_source


class Command(BaseCommand):
    help = (
        "Put a schedule (CSV, .xlsx, schedule.xml, schedule.json, .ics) into the draft of a conference. Sessions that we "
        "have already are known again; nothing is published, nobody gets mail. With --dry-run it only says what it would do."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--conference", required=True, help="the conference's word in addresses, as 2007")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument(
            "--clear-others", action="store_true", help="take off the draft what the file does not have"
        )
        parser.add_argument(
            "--move-days", action="store_true", help="move the days of the file to those of the conference"
        )
        parser.add_argument(
            "--keep-clock", action="store_true", help="nine o'clock in the file's zone is nine o'clock here"
        )
        parser.add_argument(
            "--names-agreed", action="store_true", help="people in the file agreed that their names are shown"
        )

    def handle(self, *, file, conference, dry_run, verbosity, **options):
        try:
            self.import_file(file, find_conference(conference), options, is_dry=dry_run, verbosity=verbosity)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def import_file(self, file: Path, conference: Conference, options: dict, *, is_dry: bool, verbosity: int) -> None:
        programme = read_source(open_source(read_bytes(file)), setting_of(conference))
        choices = Choices(
            clears_others=options["clear_others"], keeps_clock=options["keep_clock"], names_agreed=options["names_agreed"],
            moves_days=options["move_days"],
        )  # fmt: skip
        for number, problem in enumerate(programme.problems if verbosity else (), start=1):
            self.stdout.write(f"{number}. {problem.outcome}: {problem}")
        if is_dry:
            self.say(plan_import(programme, current_of(conference), choices), verbosity)
            return
        filled = fill_draft(conference=conference, programme=programme, choices=choices)
        self.stdout.write(
            f"Draft of {conference}: {filled.new} new, {filled.changed} changed, {filled.same} as before, {filled.left} times taken off."
        )

    def say(self, plan: Plan, verbosity: int) -> None:
        for one in plan.changed if verbosity > 1 else ():
            for name, was, now in line_of(one, plan.current).differences:
                self.stdout.write(f"  {one.session.title}: {name}: {was} -> {now}")
        self.stdout.write(
            f"Nothing was written. Sessions: {len(plan.new)} new, {len(plan.changed)} changed, {len(plan.same)} as before,"
            f" {len(plan.others)} not in the file; {len(plan.leaving)} times would be taken off."
        )


def find_conference(slug: str) -> Conference:
    found = Conference.objects.filter(slug=slug).first()
    if not found:
        known = ", ".join(Conference.objects.values_list("slug", flat=True)[:20])
        raise CommandError(f"There is no conference {slug}. There are: {known or 'none yet'}.")
    return found


def read_bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CommandError(str(TOO_MANY_BYTES))
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
