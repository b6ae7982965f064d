"""Signing up: a deed that needs no account."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds.pages import Choice, DeedPages
from nisn_site.kit.deeds.words import Words
from nisn_site.kit.outbox.stopping import resume_mailings

from ..models import Subscriber
from .form import SubscribeForm
from .leaving import leave

LOCK = 0x6E657773  # "news": advisory locks of others have other numbers
WORDS = Words(
    title=_("Get the Immigrant Alert by mail"),
    lead=_("Our newsletter says what happens and what you can do. You can stop it with one press."),
    button=_("Sign up"),
    confirm_title=_("Get the Immigrant Alert?"),
    confirm_lead=_("Press the button, and the next issue comes to you. Before that you get nothing."),
    confirm_button=_("Yes, send it to me"),
    done_title=_("You get the Immigrant Alert"),
    done_lead=_("The next issue comes by mail. There is nothing more to do."),
    mail_subject=_("Please confirm: the Immigrant Alert"),
    mail_about=_("You asked for our newsletter, the Immigrant Alert."),
    held_lead=_("A volunteer looks first. Then you get a mail with a button."),
    erase_hint=_("You get no more mails from then on. We delete your address at once."),
)


class SubscribePages(DeedPages):
    purpose = "newsletter"
    namespace = "conference"
    model = Subscriber
    form_class = SubscribeForm
    words = WORDS
    folder = "conference/newsletter"
    leave_quickly = True

    def will_take_effect(self, deed: Subscriber) -> None:
        """Somebody who signed up twice pressed both buttons: the last one counts, the first is replaced by it.

        They are a reader since the first, so that an issue which is just going out does not pass them by.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, deed.address_index])
        if (
            earlier := Subscriber.objects.confirmed()
            .filter(address_index=deed.address_index)
            .exclude(pk=deed.pk)
            .first()
        ):
            deed.confirmed_at = earlier.confirmed_at
            earlier.delete()

    def took_effect(self, deed: Subscriber) -> None:
        resume_mailings(deed.address)

    def erase(self, deed: Subscriber) -> None:
        leave(deed)

    def choices_of(self, deed: Subscriber) -> list[Choice]:
        return [Choice("erase", _("Stop the newsletter"), self.words.erase_hint, self.erase)]


subscribe = SubscribePages()
