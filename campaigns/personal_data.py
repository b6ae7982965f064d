"""What this app holds about people (see nisn_site.kit.privacy.holdings)."""

from datetime import timedelta

from django.db.models import Q

from nisn_site.kit.deeds.holding import deed_holding
from nisn_site.kit.privacy.holdings import Holding, Kind, content

from . import models
from .feedback.giving import erase_sender
from .feedback.supporting import forget_supporter

KEPT_SENDERS = timedelta(days=2 * 365)
UNCONFIRMED, SPAM = timedelta(days=7), timedelta(days=30)

HOLDINGS = [
    *content(models.Proposal, models.Draft, models.Section, models.SectionText, models.Comparison),
    *content(models.Response, models.Settlement, models.LastNumber),
    *content(models.Decision, models.Floor, models.UnityStatement, models.PointOfUnity),
    Holding(
        model=models.Amendment,
        fields={"mover": Kind.NAME},
        public_texts={"language", "heading", "body", "body_html", "reason"},
        term="said in public: as long as the proposal; an organizer takes the name away when asked",
    ),
    Holding(
        model=models.Feedback,
        fields={"name": Kind.NAME, "organization": Kind.GROUP, "body": Kind.WORDS, "occasion": Kind.WORDS},
        public_texts={
            "language", "read_in", "quote", "base_heading", "base_body", "base_sha256", "suggested_heading",
            "suggested_body", "hidden_reason",
        },
        term="said in public: as long as the proposal; 7 days unconfirmed, 30 days as spam",
        due=lambda now: Q(state=models.Feedback.State.UNCONFIRMED, created_at__lt=now - UNCONFIRMED)
        | Q(state=models.Feedback.State.SPAM, created_at__lt=now - SPAM),
    ),
    deed_holding(
        models.FeedbackSender,
        fields={},
        term="2 years, since answers and the next drafts take long; what was said in public stays without it",
        due=lambda now: Q(created_at__lt=now - KEPT_SENDERS),
        on_erase=erase_sender,
    ),
    deed_holding(
        models.Support,
        fields={},
        term="2 years; then the remark is counted on without knowing by whom",
        due=lambda now: Q(created_at__lt=now - KEPT_SENDERS) & ~Q(address_index=""),
        on_due=forget_supporter,
    ),
    deed_holding(
        models.Follower,
        fields={},
        term="until they stop following, at most 10 years",
        due=lambda now: Q(created_at__lt=now - 5 * KEPT_SENDERS),
    ),
    Holding(
        model=models.FeedbackExport,
        fields={"file": Kind.WORDS},
        public_texts={"language"},
        term="a day",
        due=lambda now: Q(asked_at__lt=now - timedelta(days=1)),
    ),
    Holding(
        model=models.WordingChange,
        fields={"result": Kind.WORDS},
        term="as long as the remark it belongs to",
    ),
    Holding(
        model=models.FeedbackNote,
        fields={"text": Kind.WORDS},
        term="as long as the remark it is about",
    ),
]  # fmt: skip
