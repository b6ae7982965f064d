from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.languages import active_language
from nisn_site.kit.reading import Reading
from nisn_site.kit.translation import Translatable

from ..changes import EDITION
from .limits import SUMMARY_LENGTH, TITLE_LENGTH, TOO_MANY_WORDS
from .proposals import Proposal


class DraftQuerySet(models.QuerySet):
    def working(self):
        return self.filter(state=Draft.State.WORKING)

    def published(self):
        """Everything that was ever published, also what was withdrawn: its address keeps answering."""
        return self.exclude(state=Draft.State.WORKING)

    def on_site(self):
        """What everybody may read: published, of a conference that is on the site."""
        return self.published().filter(proposal__conference__is_public=True)

    def with_changes(self):
        """Each draft with `change_counts` and `change_marks` since the one before it; None where nothing was before."""
        since = FilteredRelation(
            "comparisons",
            condition=Q(
                comparisons__older=F("previous"), comparisons__language=F("language"), comparisons__edition=EDITION
            ),
        )
        return self.annotate(since=since, change_counts=F("since__counts"), change_marks=F("since__marks"))

    def newest_of_each_proposal(self):
        """One draft for each proposal, in the order of proposals."""
        return self.order_by("proposal__number", "-number").distinct("proposal__number")

    def current(self):
        return self.filter(state=Draft.State.CURRENT)

    def open_for_feedback(self):
        """As `is_open_for_feedback` says of one."""
        return self.current().filter(kind=Draft.Kind.DRAFT, feedback_closes_at__gt=timezone.now())

    def before_the_conference(self):
        """The final text that amendments are made to and decided on."""
        return self.current().filter(kind=Draft.Kind.FINAL)

    def standing(self):
        """Published and not withdrawn."""
        return self.filter(state__in=[Draft.State.CURRENT, Draft.State.PAST])

    def newest_first(self):
        return self.order_by("-number")


class Draft(Versioned, Translatable):
    """One dated wording of a proposal. Published drafts are frozen by the database (see migration 0002).

    What may still change after publishing: `state` (current, then past or withdrawn), the reason and moment
    of a withdrawal, the day on which feedback closes, and once that the current draft is the final text that goes to
    the conference (`kind`). Use the deeds in `publishing` and `laying`.
    """

    translated_fields = ("label", "change_summary", "plain_summary")

    class State(models.TextChoices):
        WORKING = "working", _("Working draft: only organizers see it")
        CURRENT = "current", _("Current draft")
        PAST = "past", _("Earlier draft")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Kind(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FINAL = "final", _("Final text: the conference decides on it")
        ADOPTED = "adopted", _("Adopted text")

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="drafts", verbose_name=_("proposal"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    label = models.CharField(
        _("name"), max_length=60, blank=True, help_text=_("As people will cite it, for example: July 4, 2007 Draft.")
    )
    title = models.CharField(max_length=TITLE_LENGTH, blank=True, editable=False)  # the proposal's, when published
    title_language = models.CharField(max_length=10, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WORKING, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DRAFT, editable=False)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next_drafts", editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    feedback_closes_at = models.DateTimeField(
        _("feedback closes"), null=True, blank=True, help_text=_("Empty: we do not ask for feedback on this draft.")
    )
    change_summary = models.TextField(
        _("what changed, and why"),
        max_length=2000,
        blank=True,
        help_text=_("A few sentences for people who read the draft before."),
    )
    plain_summary = models.TextField(
        _("plain summary"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        help_text=_("What this draft says, in at most 60 easy words."),
    )
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), max_length=1000, blank=True, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["proposal", "number"]
        constraints = [
            # The target of keys from other tables, so that nothing can point across proposals.
            models.UniqueConstraint(fields=["id", "proposal"], name="draft_of_proposal"),
            models.UniqueConstraint(
                fields=["proposal", "number"],
                name="draft_number_once",
                violation_error_message=_("This proposal already has a draft with this number."),
            ),
            models.UniqueConstraint(
                fields=["proposal", "label"],
                condition=~Q(label=""),
                name="draft_label_once",
                violation_error_message=_("Another draft of this proposal has the same name. Choose another name."),
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state="working"),
                name="draft_one_working",
                violation_error_message=_("This proposal already has a working draft. Go on with that one."),
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state="current"),
                name="draft_one_current",
                violation_error_message=_("This proposal already has a current draft."),
            ),
            models.CheckConstraint(
                condition=Q(state="working", published_at__isnull=True, content_sha256="", previous__isnull=True)
                | ~Q(state="working") & Q(published_at__isnull=False, content_sha256__regex="^[0-9a-f]{64}$"),
                name="draft_published_has_date_and_hash",
                violation_error_message=_("A draft has a date and a fingerprint of its text exactly when published."),
            ),
            models.CheckConstraint(
                condition=Q(state="working") | ~Q(label=""),
                name="draft_published_has_a_name",
                violation_error_message=_("Give the draft a name that people can cite."),
            ),
            models.CheckConstraint(
                condition=Q(state="working", title="") | ~Q(state="working") & ~Q(title=""),
                name="draft_published_has_a_title",
                violation_error_message=_("A draft has a title of its own exactly when published."),
            ),
            models.CheckConstraint(
                condition=Q(state="working") | Q(previous__isnull=True) | ~Q(change_summary=""),
                name="draft_says_what_changed",
                violation_error_message=_("Write what changed since the draft before, and why."),
            ),
            models.CheckConstraint(
                condition=Q(feedback_closes_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(feedback_closes_at__gt=F("published_at")),
                name="draft_feedback_closes_after_publishing",
                violation_error_message=_("Feedback would close before the draft is published. Choose a later day."),
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdrawn_reason=""),
                name="draft_withdrawn_has_a_reason",
                violation_error_message=_("Write why the draft is withdrawn. Everybody can read it."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["draft", "final", "adopted"]),
                name="draft_kind_is_known",
                violation_error_message=_("This is a draft, a final text or an adopted text."),
            ),
            models.CheckConstraint(
                condition=~Q(plain_summary__regex=TOO_MANY_WORDS),
                name="draft_summary_is_short",
                violation_error_message=_("The plain summary has more than 60 words. Make it shorter."),
            ),
        ]

    def __str__(self):
        return self.label or self.get_state_display()

    @classmethod
    def to_translate(cls):
        """What people read now; a working draft still changes, an earlier one is history."""
        return cls.objects.current()

    def get_absolute_url(self) -> str:
        """This very draft, for citing; needs its proposal with the conference."""
        return reverse("campaigns:draft", args=[self.proposal.conference.slug, self.proposal.slug, self.number])

    @property
    def published_on(self) -> date | None:
        """The day on which it was published, at the place of the conference; needs the proposal with the conference."""
        return self.day_there(self.published_at)

    @property
    def withdrawn_on(self) -> date | None:
        return self.day_there(self.withdrawn_at)

    def day_there(self, moment: datetime | None) -> date | None:
        return moment and moment.astimezone(self.proposal.conference.zone).date()

    @property
    def other_title(self) -> Reading | None:
        """The title it was published under, as it was written, where the proposal has another one by now."""
        if self.title in {"", self.proposal.title}:
            return None
        language = self.title_language
        return Reading(self.title, "", language, is_fallback=language != active_language())

    @property
    def is_published(self) -> bool:
        return self.state != self.State.WORKING

    @property
    def is_open_for_feedback(self) -> bool:
        closes_at = self.feedback_closes_at
        asks = self.state == self.State.CURRENT and self.kind == self.Kind.DRAFT
        return asks and closes_at is not None and closes_at > timezone.now()

    @property
    def short_hash(self) -> str:
        """As it is printed in “cite this”."""
        return self.content_sha256[:12]

    def refuse_if_published(self) -> None:
        """Raise ValidationError (`draft_is_frozen`) unless this is a working draft."""
        if self.is_published:
            raise ValidationError(
                _("This draft is published and cannot be changed. Publish a new draft instead."), code="draft_is_frozen"
            )
