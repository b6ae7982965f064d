"""Import a draft from a file, where the guesses about its sections need no correction."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from campaigns.importing.filling import fill_working_draft
from campaigns.importing.planning import LEFT_OUT, Basis, Row, basis_of, certainty, first_plan, planned
from campaigns.importing.reading import MOST_BYTES, TOO_MANY_BYTES, read_file
from campaigns.importing.sections import find_sections
from campaigns.models import Proposal


class Command(BaseCommand):
    help = (
        "Put a text (plain text, Markdown, HTML or .docx) into the working draft of a proposal. Sections that we have "
        "already are known by their words; those that the text does not have stay where they are. "
        "With --dry-run it only says what it would do."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--proposal", required=True, help="the conference and the proposal's word, as 2007/strategy"
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing")

    def handle(self, *, file, proposal, dry_run, verbosity, **options):
        try:
            self.import_file(file, find_proposal(proposal), dry_run, verbosity)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def import_file(self, file, proposal, dry_run, verbosity):
        self.say(verbosity, f"Reading {file.name} ...")
        source = read_file(read_bytes(file), name=file.name)
        sections = find_sections(source, titles=(proposal.title,))
        basis = basis_of(proposal)
        self.say(verbosity, f"Comparing {len(sections.found)} passages with {len(basis.existing)} sections ...")
        rows = first_plan(sections.found, basis.existing)
        for line in [*source.notes, *lines_of(rows, basis)]:
            self.say(verbosity, f"  {line}")
        for piece in sections.dropped:
            self.say(verbosity, f"  not in the draft: {' '.join(piece.split())[:100]}")
        if dry_run:
            self.stdout.write("Nothing was written.")
            return
        self.say(verbosity, "Writing ...")
        filled = fill_working_draft(proposal=proposal, plan=planned(rows), left_out=set(), seen=basis.seen)
        self.stdout.write(
            f"Working draft of “{proposal}”: {filled.new} new, {filled.changed} changed, {filled.same} as before."
        )

    def say(self, verbosity, line):
        if verbosity:
            self.stdout.write(line)


def find_proposal(name: str) -> Proposal:
    conference, _slash, slug = name.partition("/")
    found = Proposal.objects.filter(conference__slug=conference, slug=slug).first()
    if not found:
        known = ", ".join(
            f"{one.conference.slug}/{one.slug}" for one in Proposal.objects.select_related("conference")[:10]
        )
        raise CommandError(f"There is no proposal {name}. There are: {known or 'none yet'}.")
    return found


def read_bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CommandError(str(TOO_MANY_BYTES))
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"Cannot read {file}: {error.strerror}.") from error


def lines_of(rows: list[Row], basis: Basis):
    """One line for each passage, then one for each section that stays as it is."""
    by_key = {one.key: one for one in basis.existing}
    for row, words in zip(rows, certainty(rows, basis.existing), strict=True):
        name = f"“{row.heading}”" if row.heading else "(no heading)"
        if row.place == LEFT_OUT:
            yield f"left out: {name} ({row.why.words})"
        elif old := by_key.get(row.same_as):
            yield f"{'  ' * (int(row.place) - 1)}{name} is section {old.key} “{old}” ({words})"
        else:
            yield f"{'  ' * (int(row.place) - 1)}{name} is new ({row.why.words})"
    used = {row.same_as for row in rows}
    for one in basis.existing:
        if one.key not in used:
            yield f"left in place: section {one.key} “{one}”"
