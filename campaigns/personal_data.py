"""What this app holds about people (see nisn_site.kit.privacy.holdings)."""

from datetime import timedelta

from django.db.models import Q

from nisn_site.kit.privacy.holdings import Holding, Kind, content

from . import models

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
    Holding(
        model=models.FeedbackNote,
        fields={"text": Kind.WORDS},
        term="as long as the remark it is about",
    ),
]  # fmt: skip
