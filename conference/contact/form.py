from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.privacy.addresses import AddressFormField
from nisn_site.kit.text.fields import ManyLinesField, OneLineField

from ..models.contact import MESSAGE_LENGTH, NAME_LENGTH, ContactTopic


class ContactForm(forms.Form):
    topic_id = forms.TypedChoiceField(
        label=_("What is it about? (optional)"), required=False, coerce=int, empty_value=None
    )
    message = ManyLinesField(
        label=_("Your message"), longest=MESSAGE_LENGTH,
        help_text=_("Up to 4,000 characters. Do not write about your case or your papers."),
        error_messages={"required": _("This is empty. Write your message here.")},
    )  # fmt: skip
    name = OneLineField(
        label=_("Your name (optional)"), longest=NAME_LENGTH, required=False, help_text=_("As we should call you. It need not be your real name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    address = AddressFormField(
        label=_("Your email address (optional)"), required=False,
        help_text=_("Only to answer you. We mail you a link first, so that nobody can write in your name."),
    )  # fmt: skip

    def __init__(self, data=None, *, topics: list[ContactTopic], initial=None):
        super().__init__(data, initial=initial)
        # The names are read when the page is drawn: only then are their translations there.
        self.fields["topic_id"].choices = [
            ("", _("Something else")),
            *((topic.pk, lazy(self.name_of, str)(topic)) for topic in topics),
        ]
        if not topics:
            del self.fields["topic_id"]

    @staticmethod
    def name_of(topic: ContactTopic) -> str:
        return topic.read("name").text
