from functools import reduce
from operator import and_

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .amendments import Amendment
from .drafts import Draft
from .limits import MOST_PEOPLE, REASON_LENGTH
from .proposals import Proposal

VOTES = ("votes_for", "votes_against", "abstained")


def people(name: str) -> Q:
    """A number of people who may be in one place."""
    return Q(**{f"{name}__lte": MOST_PEOPLE})


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        """Not replaced by a later row, and not recorded by mistake."""
        return self.filter(replaced_by__isnull=True).exclude(result=Decision.Result.VOID)

    def about_the_text(self):
        return self.filter(amendment__isnull=True)

    def oldest_first(self):
        return self.order_by("pk")


class Decision(models.Model):
    """What a conference decided about an amendment or, without one, about the text as a whole.

    Rows are only ever added: the database refuses to change, delete or empty them (migration 0007). A row that corrects
    another one, or decides the same thing anew, names it in `replaces`; so each thing has one chain of rows and the
    last one stands.

    `text` is the published text that lay before the meeting, or became adopted. `text_sha256` is the fingerprint of
    exactly what was decided on: the amendment on that text (see `amended.amendment_sha256`), or the text itself.
    """

    class Method(models.TextChoices):
        CONSENSUS = "consensus", _("Consensus: nobody was against it")
        HANDS = "hands", _("Show of hands, not counted")
        COUNT = "count", _("Show of hands, counted")
        BALLOT = "ballot", _("Ballot")
        UNKNOWN = "unknown", _("We have no record of how")

    class Result(models.TextChoices):
        ADOPTED = "adopted", pgettext_lazy("decision", "Adopted")
        REJECTED = "rejected", pgettext_lazy("decision", "Not adopted")
        REFERRED = "referred", pgettext_lazy("decision", "Referred: others look at it first")
        VOID = "void", _("Recorded by mistake: nothing was decided")

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="decisions", editable=False, verbose_name=_("proposal")
    )
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="decisions", editable=False
    )
    text = models.ForeignKey(
        Draft, models.PROTECT, related_name="decisions", editable=False, verbose_name=_("decided on the text")
    )
    text_sha256 = models.CharField(_("fingerprint of the text (SHA-256)"), max_length=64, editable=False)
    result = models.CharField(_("result"), max_length=10, choices=Result)
    method = models.CharField(_("how it was decided"), max_length=10, choices=Method)
    votes_for = models.PositiveIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("against"), null=True, blank=True)
    abstained = models.PositiveIntegerField(pgettext_lazy("votes", "abstained"), null=True, blank=True)
    eligible = models.PositiveIntegerField(_("people who could vote"), null=True, blank=True)
    decided_on = models.DateField(_("day of the decision"))
    note = models.TextField(
        _("note"),
        max_length=REASON_LENGTH,
        blank=True,
        help_text=_("Everybody can read it. If this replaces an earlier record, say why."),
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False,
        verbose_name=_("takes the place of"),
    )  # fmt: skip
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("recorded by"),
    )  # fmt: skip

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment"],
                condition=Q(replaces__isnull=True),
                name="decision_once_for_an_amendment",
                violation_error_message=_("A decision on this amendment is recorded already. Look at it first."),
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(amendment__isnull=True, replaces__isnull=True),
                name="decision_once_for_the_text",
                violation_error_message=_("A decision on this text is recorded already. Look at it first."),
            ),
            models.CheckConstraint(
                condition=Q(method__in=["consensus", "hands", "count", "ballot", "unknown"])
                & Q(result__in=["adopted", "rejected", "referred", "void"]),
                name="decision_is_of_a_known_kind",
                violation_error_message=_("Choose the result and how it was decided."),
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True for name in VOTES})
                | Q(**{f"{name}__isnull": False for name in VOTES}),
                name="decision_counts_all_or_none",
                violation_error_message=_("Write all three numbers: for, against and abstained. Nobody is 0."),
            ),
            models.CheckConstraint(
                condition=Q(method__in=["count", "ballot"], votes_for__isnull=False)
                | ~Q(method__in=["count", "ballot"]) & Q(votes_for__isnull=True, eligible__isnull=True),
                name="decision_counts_fit_the_method",
                violation_error_message=_(
                    "A counted vote or a ballot needs its numbers. Consensus and an uncounted show of hands have none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(eligible__isnull=True)
                | Q(eligible__gte=F("votes_for") + F("votes_against") + F("abstained")),
                name="decision_not_more_votes_than_people",
                violation_error_message=_("There are more votes than people who could vote. Check the numbers."),
            ),
            models.CheckConstraint(
                condition=reduce(
                    and_, (Q(**{f"{name}__isnull": True}) | people(name) for name in (*VOTES, "eligible"))
                ),
                name="decision_numbers_are_of_people_in_a_room",
                violation_error_message=_("One of these numbers is larger than any conference. Check it."),
            ),
            models.CheckConstraint(
                condition=Q(text_sha256__regex="^[0-9a-f]{64}$"),
                name="decision_names_the_exact_text",
                violation_error_message=_("A decision names the exact text that it was about."),
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) & ~Q(result="void") | Q(replaces__isnull=False) & ~Q(note=""),
                name="decision_says_why_it_replaces_another",
                violation_error_message=_("Say in the note why this replaces the earlier record."),
            ),
        ]

    def __str__(self):
        return f"{self.amendment or self.proposal}: {self.get_result_display()}"

    @property
    def is_adopted(self) -> bool:
        return self.result == self.Result.ADOPTED

    @property
    def is_counted(self) -> bool:
        return self.votes_for is not None

    @property
    def voted(self) -> int:
        """How many people took part in a counted vote."""
        return self.votes_for + self.votes_against + self.abstained
