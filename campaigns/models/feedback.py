from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.languages import source_language

from .drafts import Draft
from .feedback_choices import Kind, ShownAs, Source, State
from .limits import (
    BODY_LENGTH,
    HEADING_LENGTH,
    MORE_THAN_THE_TEXT,
    MOST_PEOPLE,
    NAME_LENGTH,
    OCCASION_LENGTH,
    ORGANIZATION_LENGTH,
    QUOTE_LENGTH,
    REASON_LENGTH,
    REMARK_LENGTH,
)
from .proposals import Proposal
from .sections import Section

WITHOUT_NUMBER = (State.UNCONFIRMED, State.SPAM)


class FeedbackQuerySet(models.QuerySet):
    def public(self):
        """What everybody may read in full."""
        return self.filter(state=State.PUBLIC)

    def listed(self):
        """Everything that was public once, so that it has a page: of what is hidden, held again or withdrawn, the trace."""
        return self.filter(published_at__isnull=False)

    def held(self):
        """What waits for a person to look at it."""
        return self.filter(state=State.HELD)

    def with_settled(self):
        """Each with `is_settled`: an answer stands, public or still to be published."""
        return self.annotate(is_settled=Exists(live_settlements(self.model)))

    def standing(self):
        """What wants an answer of its own: public, and not the same as another one."""
        return self.public().filter(same_as__isnull=True)

    def unanswered(self):
        return self.standing().filter(~Exists(live_settlements(self.model)))

    def answered(self):
        """Those with an answer that everybody can read."""
        return self.standing().filter(Exists(live_settlements(self.model).filter(response__published_at__isnull=False)))


def live_settlements(model):
    """The answers that stand for the row around this query."""
    settlements = model._meta.get_field("settlements").related_model.objects
    return settlements.filter(feedback=OuterRef("pk"), superseded_at__isnull=True)


class Feedback(models.Model):
    """One remark on one published draft, or on one section of it; it belongs to that wording for ever.

    `number` is given by the database when a person, or their confirmed address, stands behind it (migration 0004); it
    is never given again. Once a remark was public its words stay; its author may take them back, organizers may hide
    them with a reason. `base_…` is the wording that a suggestion was written against, in the language it was read in.
    """

    Kind, State, Source, ShownAs = Kind, State, Source, ShownAs

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="feedback", editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="feedback", editable=False)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="feedback")
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COMMENT)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.HELD)
    language = models.CharField(_("language"), max_length=10, default=source_language)

    body = models.TextField(_("remark"), max_length=REMARK_LENGTH, blank=True)
    read_in = models.CharField(max_length=10, blank=True, editable=False)  # language of the text it is about
    quote = models.TextField(_("sentence it is about"), max_length=QUOTE_LENGTH, blank=True)
    base_heading = models.CharField(max_length=HEADING_LENGTH, blank=True, editable=False)
    base_body = models.TextField(max_length=BODY_LENGTH, blank=True, editable=False)
    base_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    suggested_heading = models.CharField(_("suggested heading"), max_length=HEADING_LENGTH, blank=True)
    suggested_body = models.TextField(_("suggested text"), blank=True)

    shown_as = models.CharField(_("shown as"), max_length=12, choices=ShownAs, default=ShownAs.NOBODY)
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    organization = models.CharField(_("organization"), max_length=ORGANIZATION_LENGTH, blank=True)

    source = models.CharField(_("came by"), max_length=8, choices=Source, default=Source.WEB)
    occasion = models.CharField(
        _("where it was said"),
        max_length=OCCASION_LENGTH,
        blank=True,
        help_text=_("Everybody can read it. For example: Meeting in Durham, July 10."),
    )
    people = models.PositiveIntegerField(_("number of people"), default=1)
    supporters = models.PositiveIntegerField(_("people who think so too"), default=0, editable=False)  # see Support

    said_at = models.DateTimeField(_("said"), default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    hidden_reason = models.CharField(_("why it is hidden"), max_length=REASON_LENGTH, blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="same_ones", editable=False)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["proposal", "number", "pk"]
        indexes = [
            models.Index(fields=["draft", "section", "state"], name="feedback_by_section"),
            models.Index(fields=["proposal", "state", "-said_at"], name="feedback_by_time"),
        ]
        constraints = [
            # The target of keys from answers and amendments, so that nothing points across proposals.
            models.UniqueConstraint(fields=["id", "proposal"], name="feedback_of_proposal"),
            models.UniqueConstraint(
                fields=["proposal", "number"],
                name="feedback_number_once",
                violation_error_message=_("This proposal already has a remark with this number."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values)
                & Q(state__in=State.values)
                & Q(source__in=Source.values)
                & Q(shown_as__in=ShownAs.values),
                name="feedback_is_of_a_known_kind",
                violation_error_message=_("Choose one of the kinds of feedback."),
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(state__in=WITHOUT_NUMBER),
                name="feedback_has_a_number",
                violation_error_message=_("A remark has a number as soon as somebody stands behind it."),
            ),
            models.CheckConstraint(
                condition=~Q(body="") | Q(kind__in=[Kind.EDIT, Kind.SUPPORT]) | Q(state=State.WITHDRAWN),
                name="feedback_says_something",
                violation_error_message=_("Write what you want to say."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), REMARK_LENGTH),
                name="feedback_is_not_endless",
                violation_error_message=_("A remark has at most 5,000 characters. Make it shorter, or two of it."),
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.EDIT, section__isnull=False, base_sha256__regex="^[0-9a-f]{64}$")
                & ~Q(suggested_heading="", suggested_body="")
                | ~Q(kind=Kind.EDIT)
                & Q(base_heading="", base_body="", base_sha256="", suggested_heading="", suggested_body="")
                | Q(state=State.WITHDRAWN),
                name="feedback_wording_needs_a_section_and_a_text",
                violation_error_message=_("Suggested wording needs a section and the text as you would write it."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.EDIT)
                | ~Q(suggested_heading=F("base_heading"))
                | ~Q(suggested_body=F("base_body"))
                | Q(state=State.WITHDRAWN),
                name="feedback_wording_changes_something",
                violation_error_message=_(
                    "Your wording is the same as the text. Change it, or write a comment instead."
                ),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("suggested_body"), Length("base_body") + MORE_THAN_THE_TEXT),
                name="feedback_wording_is_not_endless",
                violation_error_message=_("Your wording is far longer than the text. Make it shorter."),
            ),
            models.CheckConstraint(
                condition=Q(quote="") | Q(section__isnull=False),
                name="feedback_quote_needs_a_section",
                violation_error_message=_("A quoted sentence needs the section that it stands in."),
            ),
            models.CheckConstraint(
                condition=Q(shown_as=ShownAs.NAME) & ~Q(name="")
                | Q(shown_as=ShownAs.ORGANIZATION, name="") & ~Q(organization="")
                | Q(shown_as=ShownAs.NOBODY, name="", organization=""),
                name="feedback_keeps_only_the_name_it_shows",
                violation_error_message=_("We keep only the name that is shown. Fill it in, or choose not to show it."),
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE) & (~Q(source=Source.WEB) | Q(people=1)),
                name="feedback_stands_for_people",
                violation_error_message=_("Write how many people said it: 1 or more. On the site it is always 1."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.PUBLIC, State.HIDDEN], published_at__isnull=False)
                | Q(state__in=WITHOUT_NUMBER, published_at__isnull=True)
                | Q(state__in=[State.HELD, State.WITHDRAWN]),
                name="feedback_public_since",
                violation_error_message=_("What was public stays as a trace. Hide it with a reason instead."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.HIDDEN) & ~Q(hidden_reason="") | ~Q(state=State.HIDDEN) & Q(hidden_reason=""),
                name="feedback_hidden_has_a_reason",
                violation_error_message=_("Write why it is hidden. Everybody can read the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN)
                | Q(body="", quote="", base_heading="", base_body="", suggested_heading="", suggested_body="", name="")
                & Q(organization="", occasion=""),
                name="feedback_withdrawn_has_no_words",
                violation_error_message=_("What its author took back keeps no words."),
            ),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("pk")),
                name="feedback_not_the_same_as_itself",
                violation_error_message=_("Choose another remark that says the same."),
            ),
        ]

    def __str__(self):
        return self.ref or str(_("Feedback without a number"))

    def save(self, *args, update_fields=None, **kwargs):
        """The database numbers the row; `number` holds what it gave."""
        if self.number is None:
            self.number = Value(None, output_field=models.PositiveIntegerField())
            update_fields = update_fields and {*update_fields, "number"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        """Its permanent page; needs its proposal with the conference."""
        return reverse("campaigns:remark", args=[self.proposal.conference.slug, self.proposal.slug, self.number])

    @property
    def ref(self) -> str:
        """As people cite it: F-128."""
        return f"F-{self.number}" if self.number else ""

    @property
    def voices(self) -> int:
        """How many people stand behind it, as far as we can know."""
        return self.people + self.supporters

    @property
    def is_public(self) -> bool:
        return self.state == State.PUBLIC

    @property
    def is_wording(self) -> bool:
        return self.kind == Kind.EDIT
