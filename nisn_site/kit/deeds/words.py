"""What the pages and mails of one kind of deed say; all of it translatable, in the app's own words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Words:
    """The first seven are the app's own; the rest has words that suit most."""

    title: str  # heading of the form
    lead: str  # one or two sentences under it
    button: str  # a verb
    confirm_title: str  # a question: Send this message?
    confirm_button: str  # Yes, send it
    done_title: str  # Thank you. Your message is with us.
    mail_subject: str
    mail_about: str  # what the reader is said to have done: You wrote us a message.

    confirm_lead: str = _("Nothing has happened yet. Read it once more. You can still change it.")
    done_lead: str = ""
    held_title: str = _("Thank you. We have it.")
    held_lead: str = _("A volunteer reads it first. This can take some days.")
    no_mail: str = _("You gave no email address, so we cannot write to you. Call us if you want an answer.")
    erase_hint: str = _("We delete what you wrote and your address. We cannot bring it back.")
