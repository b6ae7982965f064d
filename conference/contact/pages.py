"""Contact us: the first of the deeds that need no account."""

from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds.models import Reason
from nisn_site.kit.deeds.pages import DeedPages
from nisn_site.kit.deeds.words import Words

from ..models import ContactMessage, ContactTopic
from .form import ContactForm
from .telling import tell_organizers

WORDS = Words(
    title=_("Write to us"),
    lead=_("Volunteers read your message. Give an email address if you want an answer."),
    button=_("Send"),
    confirm_title=_("Send this message?"),
    confirm_lead=_("Press the button, and we can answer you. You can still change your words."),
    confirm_button=_("Yes, this is from me"),
    done_title=_("Thank you. We have your message."),
    done_lead=_("We answer by mail. We are volunteers, so it can take some days."),
    mail_subject=_("Please confirm your message to us"),
    mail_about=_("You wrote us a message on our site."),
    no_mail=_("You gave no email address, so we cannot answer by mail. Call us if you want an answer."),
    erase_hint=_("We delete your message and your address. We cannot bring them back."),
)


class ContactPages(DeedPages):
    purpose = "contact"
    namespace = "conference"
    model = ContactMessage
    form_class = ContactForm
    words = WORDS
    folder = "conference/contact"
    leave_quickly = True

    def find_place(self, request, **kwargs) -> list[ContactTopic]:
        return list(ContactTopic.objects.all())

    def place_of(self, deed):
        return self.find_place(None)

    def make_form(self, data=None, *, place, initial=None):
        return ContactForm(data, topics=place, initial=initial)

    def context(self, place) -> dict:
        return {"texts": place}

    def may_change(self, deed) -> bool:
        return super().may_change(deed) and deed.answered_at is None

    def was_held(self, deed) -> None:
        if deed.held_for == Reason.NO_ADDRESS or deed.address_proven_at:
            tell_organizers(message=deed)

    def took_effect(self, deed) -> None:
        tell_organizers(message=deed)


contact = ContactPages()
