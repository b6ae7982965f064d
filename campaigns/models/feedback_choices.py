from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What somebody does with a remark."""

    COMMENT = "comment", _("Comment")
    QUESTION = "question", _("Question")
    SUPPORT = "support", pgettext_lazy("kind of feedback", "Support")
    CONCERN = "concern", _("Concern")
    EDIT = "edit", _("Suggested wording")


class State(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Not confirmed yet")
    HELD = "held", _("Held: an organizer looks at it first")
    PUBLIC = "public", _("Public")
    HIDDEN = "hidden", _("Hidden, with a public reason")
    WITHDRAWN = "withdrawn", _("Taken back by its author")
    SPAM = "spam", _("Spam")


class Source(models.TextChoices):
    WEB = "web", _("This site")
    MAIL = "mail", _("E-mail or letter")
    PAPER = "paper", _("Paper")
    MEETING = "meeting", _("A meeting")


class ShownAs(models.TextChoices):
    """Who a reader sees behind a remark."""

    NAME = "name", _("Name")
    ORGANIZATION = "organization", _("Only the organization")
    NOBODY = "nobody", _("No name")


class Outcome(models.TextChoices):
    """What the organizers did with remarks."""

    TAKEN = "taken", _("Taken")
    PARTLY = "partly", _("Taken in part")
    NOT_TAKEN = "not_taken", _("Not taken")
    ALREADY_THERE = "already_there", _("Already there")
    CONFERENCE = "conference", _("Goes to the conference")
    NOTED = "noted", _("Noted")


# The others say no, or not yet, or not here: whoever wrote deserves to know why.
WITHOUT_REASON = (Outcome.TAKEN, Outcome.NOTED)
