"""Feedback at the size of a large consultation, in figures.

    .venv/bin/python -m bench.feedback [--remarks 20000]

Fills 8 drafts of 60 sections with remarks, half of them answered, inside one transaction that is rolled back at the
end, and prints for each page and file the queries and the median time without the memory of finished pages. Uses the
development database.
"""

import argparse
import os
import random
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

os.environ.setdefault("DEBUG", "1")  # the development database
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nisn_site.settings")

import django

django.setup()  # models can be imported only after it, so what follows cannot stand on top (E402)

from django.db import connection, reset_queries, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.translation import override  # noqa: E402

from campaigns.drafting.beginning import start_working_draft  # noqa: E402
from campaigns.drafting.canonical import section_sha256  # noqa: E402
from campaigns.feedback.exporting import Reach, rows  # noqa: E402
from campaigns.feedback.likeness import similar  # noqa: E402
from campaigns.models import Draft, Feedback, Proposal, Response, Section, SectionText, Settlement  # noqa: E402
from campaigns.publishing import publish_draft  # noqa: E402
from conference.models import Conference  # noqa: E402
from nisn_site.kit.spreadsheets import csv_lines, xlsx  # noqa: E402
from nisn_site.models import User  # noqa: E402

DRAFTS, SECTIONS, ROUNDS = 8, 60, 5
WORDS = [f"{start}{end}" for start in "bcdfglmnprst" for end in ("ald", "end", "ims", "ort", "u")]
KINDS = ["comment", "comment", "question", "concern", "edit"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--remarks", type=int, default=20_000)
    remarks = parser.parse_args().remarks
    random.seed(2007)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        proposal = make_proposal()
        start = perf_counter()
        fill(proposal, remarks)
        cursor.execute("ANALYZE campaigns_feedback; ANALYZE campaigns_settlement; ANALYZE campaigns_response")
        print(
            f"{remarks:,} remarks on {DRAFTS} drafts of {SECTIONS} sections, made in {perf_counter() - start:.0f} s\n"
        )
        measure_pages(proposal)
        measure_work(proposal)
        transaction.set_rollback(True)


def sentence(length: int = 25) -> str:
    return " ".join(random.choices(WORDS, k=length)).capitalize() + "."


def make_proposal() -> Proposal:
    conference = Conference.objects.public().first()
    proposal = Proposal.objects.create(conference=conference, number=900, slug="bench", title="Bench")
    first = timezone.now() - timedelta(days=DRAFTS)
    for number in range(DRAFTS):
        draft = start_working_draft(proposal=proposal)
        if not number:
            sections = Section.objects.add(proposal=proposal, kinds=["text"] * SECTIONS)
            for position, section in enumerate(sections, 1):
                SectionText.objects.create(
                    proposal=proposal, draft=draft, section=section, position=position, heading=sentence(4),
                    body="\n\n".join(sentence() for _ in range(5)),
                )  # fmt: skip
        for text in draft.texts.all()[: SECTIONS // 6]:
            text.body += f"\n\n{sentence()}"
            text.save()
        publish_draft(
            draft=draft, label=f"Draft {number + 1}", change_summary="All.", published_at=first + timedelta(days=number)
        )
    return proposal


def fill(proposal: Proposal, count: int) -> None:
    """Half of all on the newest draft: that is the page under load."""
    drafts = list(proposal.drafts.published().order_by("number"))
    texts = {draft.pk: list(draft.texts.select_related("section")) for draft in drafts}
    made = []
    for number in range(count):
        draft = drafts[-1] if number % 2 else random.choice(drafts)
        made.append(remark(proposal, draft, random.choice(texts[draft.pk])))
    made = Feedback.objects.bulk_create(made, batch_size=1_000)
    responses = Response.objects.bulk_create(
        Response(proposal=proposal, outcome="taken", reason=sentence(), published_at=timezone.now())
        for _ in range(count // 4)
    )
    Settlement.objects.bulk_create(
        (
            Settlement(proposal=proposal, response=random.choice(responses), feedback=one)
            for one in random.sample(made, count // 2)
        ),
        batch_size=1_000,
    )


def remark(proposal: Proposal, draft: Draft, text: SectionText) -> Feedback:
    kind, now = random.choice(KINDS), timezone.now()
    values = {}
    if kind == "edit":
        values = {
            "base_heading": text.heading, "base_body": text.body, "base_sha256": section_sha256(text.heading, text.body),
            "suggested_heading": text.heading, "suggested_body": f"{text.body}\n\n{sentence()}",
        }  # fmt: skip
    return Feedback(
        proposal=proposal, draft=draft, section=text.section, kind=kind, state="public", published_at=now, said_at=now,
        body=" ".join(sentence() for _ in range(3)), language=random.choice(["en", "es", "ar"]), **values,
    )  # fmt: skip


def measure_pages(proposal: Proposal) -> None:
    with override("en"):
        place = [proposal.conference.slug, proposal.slug]
        remark = proposal.feedback.filter(kind="edit", draft__number=1).first()
        section = remark.section.key
        everything = reverse("campaigns:feedback", args=place)
        public = {
            "draft page": reverse("campaigns:proposal", args=place),
            "list": everything,
            "list, page 500": f"{everything}?page=500",
            "list, one section": f"{everything}?section={section}",
            "list, not answered, newest first": f"{everything}?answer=unanswered&order=newest",
            "list, two words": f"{everything}?words=bald+cend",
            "one remark": reverse("campaigns:remark", args=[*place, remark.number]),
            "figures": reverse("campaigns:feedback_figures", args=place),
            "answers": reverse("campaigns:answers", args=[*place, DRAFTS]),
        }
        newest = proposal.drafts.order_by("-number").first()
        desk = {
            "desk: list": reverse("admin:campaigns_feedback_changelist"),
            "desk: list, waiting, searched": reverse("admin:campaigns_feedback_changelist")
            + "?answer=unanswered&q=bald",
            "desk: overview": reverse("admin:campaigns_draft_feedback", args=[newest.pk]),
            "desk: section": reverse("admin:campaigns_draft_feedback_section", args=[newest.pk, section]),
            "desk: one remark": reverse("admin:campaigns_feedback_change", args=[remark.pk]),
        }
    organizer = Client(headers={"host": "localhost"})
    organizer.force_login(User.objects.filter(is_superuser=True).first())
    for client, pages in ((Client(headers={"host": "localhost"}), public), (organizer, desk)):
        for name, url in pages.items():
            report(name, client, url)


def report(name: str, client: Client, url: str) -> None:
    client.get(url)
    reset_queries()  # Django's log of them is full by now, and counts no more
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200, (response.status_code, url)
    times = sorted(timed(lambda: client.get(url)) for _ in range(ROUNDS))
    slowest = max(queries.captured_queries, key=lambda query: float(query["time"]))
    print(
        f"{times[ROUNDS // 2]:8.0f} ms  {len(queries):3} queries, the slowest {float(slowest['time']) * 1_000:4.0f} ms"
        f"  {len(response.content):8,} bytes  {name}"
    )


def measure_work(proposal: Proposal) -> None:
    reach, some = Reach(is_for_organizers=True), list(proposal.feedback.all()[:5])
    address = "https://example.org{}".format
    print()
    for name, work in {
        "CSV of all": lambda: sum(map(len, csv_lines(rows(proposal, Reach(), address=address)))),
        "XLSX of all, with notes": lambda: len(xlsx(rows(proposal, reach, address=address), title="All")),
        "remarks that read alike, for five": lambda: [similar(one) for one in some],
    }.items():
        print(f"{timed(work):8.0f} ms  {name}")


def timed(work: Callable) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1_000


if __name__ == "__main__":
    main()
