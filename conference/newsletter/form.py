from django import forms
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.languages import active_language, language_choices
from nisn_site.kit.privacy.addresses import AddressFormField


class SubscribeForm(forms.Form):
    address = AddressFormField(
        label=_("Your email address"), help_text=_("We use it for the newsletter only."),
        error_messages={"required": _("This is empty. Write your email address here.")},
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of the newsletter"), choices=language_choices, initial=active_language,
        help_text=_("What is not translated comes in the language it was written in."),
    )  # fmt: skip
